using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>This room's registration.</summary>
internal static class PartnerCallSearchServices
{
    public static IServiceCollection AddCallSearch(this IServiceCollection services)
    {
        services.AddSingleton<PartnerCallIndex>();
        services.AddSingleton<PartnerCallFollower>();
        services.AddSingleton<SearchPartnerCalls>();
        return services;
    }
}
