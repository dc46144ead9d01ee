using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Matching;

/// <summary>This room's registration.</summary>
internal static class MatchingServices
{
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<MatchStore>();
        services.AddSingleton<SuggestionFilter>();
        services.AddSingleton<PartnerSuggestions>();
        services.AddSingleton<CallMatches>();
        services.AddSingleton<ConsortiumPlanner>();
        services.AddScoped<MatchingPreferencesStore>();
        return services;
    }
}
