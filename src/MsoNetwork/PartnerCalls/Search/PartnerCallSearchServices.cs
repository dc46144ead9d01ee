using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>This room's registration.</summary>
internal static class PartnerCallSearchServices
{
    public static IServiceCollection AddCallSearch(this IServiceCollection services) => services
        .AddSingleton<PartnerCallIndex>()
        .AddSingleton<SearchPartnerCalls>()
        .AddFollower(PartnerCallFollowing.Name, PartnerCallFollowing.Follow);
}
