using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;

namespace MsoNetwork.OrganisationSearch;

/// <summary>This room's registration.</summary>
internal static class OrganisationSearchServices
{
    public static IServiceCollection AddOrganisationSearch(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationIndex>();
        services.AddSingleton<BuiltInEngine>();
        services.AddSingleton<MissedSearches>();
        services.AddSingleton<SearchOrganisations>();
        services.AddSingleton<CountVariants>();
        services.AddSingleton<SuggestOrganisations>();
        services.AddSingleton<SearchRoute>(provider =>
            async (question, token) =>
                new RoutedAnswer(
                    await provider.GetRequiredService<BuiltInEngine>().SearchAsync(question, token),
                    SearchEngineName.Postgres,
                    Degraded: false
                )
        );
        return services;
    }
}
