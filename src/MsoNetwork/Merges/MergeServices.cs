using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Merges;

/// <summary>This room's registration.</summary>
internal static class MergeServices
{
    public static IServiceCollection AddMerges(this IServiceCollection services)
    {
        services.AddScoped<MergeOrganisations>();
        services.AddScoped<UnmergeOrganisations>();
        services.AddScoped<MergeRequests>();
        services.AddScoped<MergePreview>();
        return services;
    }
}
