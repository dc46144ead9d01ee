using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.CallSearch;

/// <summary>This room's registration.</summary>
internal static class CallSearchServices
{
    public static IServiceCollection AddCallSearch(this IServiceCollection services)
    {
        services.AddSingleton<CallIndex>();
        services.AddSingleton<CallFollower>();
        services.AddSingleton<SearchCalls>();
        return services;
    }
}
