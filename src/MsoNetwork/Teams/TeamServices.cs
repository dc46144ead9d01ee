using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;

namespace MsoNetwork.Teams;

/// <summary>This room's registration.</summary>
internal static class TeamServices
{
    public static IServiceCollection AddTeams(this IServiceCollection services) =>
        services.AddSingleton(new WaitingSource(WaitingInvitations.ListAsync))
            .AddScoped<ShowTeam>().AddScoped<ChangeTeam>().AddScoped<LeaveTeam>().AddScoped<InviteToTeam>()
            .AddScoped<AcceptInvitation>().AddScoped<ClaimEntry>().AddScoped<ProveClaim>()
            .AddScoped<ClaimBySignIn>().AddScoped<TeamRequests>();
}
