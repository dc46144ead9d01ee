using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MsoNetwork.ChangeFeed;

/// <summary>This room's registration.</summary>
internal static class ChangeFeedServices
{
    public static IServiceCollection AddChangeFeed(this IServiceCollection services)
    {
        services.TryAddSingleton(FeedRetention.Usual);
        return services.AddSingleton<PublishChanges>().AddSingleton<ReadFeed>().AddSingleton<NewestChanges>();
    }
}
