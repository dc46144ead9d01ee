using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.History;

/// <summary>This room's registration.</summary>
internal static class HistoryServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services) =>
        services.AddScoped<ReadHistory>().AddScoped<RestoreEntry>().AddScoped<HistoryRequests>();
}
