using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Feeds;

/// <summary>This room's registration.</summary>
internal static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services) => services.AddSingleton<FeedDownload>();
}
