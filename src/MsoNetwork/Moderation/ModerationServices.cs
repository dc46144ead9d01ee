using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Relay;

namespace MsoNetwork.Moderation;

/// <summary>This room's registration.</summary>
internal static class ModerationServices
{
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<Responsible>();
        services.AddScoped<ReceiveCase>();
        services.AddScoped<SubmitCase>(provider => provider.GetRequiredService<ReceiveCase>().RunAsync);
        services.AddScoped<CaseMails>();
        services.AddScoped<CaseList>();
        services.AddScoped<ApplyCase>();
        services.AddScoped<UndoCase>();
        services.AddScoped<ReplaceLead>();
        services.AddScoped<CaseDigests>();
        services.AddScoped<DecideCase>();
        services.AddScoped<OwnCase>();
        services.AddScoped<ReportMistake>();
        services.AddScoped<DeskList>();
        services.AddScoped<MarkOrganisations>();
        services.AddScoped<Notes>();
        services.AddScoped<MailingList>();
        services.AddScoped<InviteOrganisations>();
        services.AddScoped<CaseRequests>();
        services.AddScoped<DeskRequests>();
        services.AddSingleton(new NodeSource("Case", async (provider, key, token) => Guid.TryParseExact(key, "N", out var id)
            ? await provider.GetRequiredService<CaseList>().ForThoseConcernedAsync(id, token) : null));
        return services;
    }
}
