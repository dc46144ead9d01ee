using MsoNetwork.News;

namespace MsoNetwork.Web.Background;

/// <summary>Reads the feeds of news every hour. One that fails is told and tried again in an hour.</summary>
internal sealed partial class NewsFetching(IServiceScopeFactory scopes, TimeProvider time, ILogger<NewsFetching> log)
    : HourlyWork(scopes, time)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken stoppingToken)
    {
        foreach (var feed in await services.GetRequiredService<FetchNews>().RunAsync(stoppingToken))
        {
            if (feed.Failure is { } failure) TellFeed(feed.Feed.Key, failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "News are fetched in an hour: {Reason}")]
    protected override partial void TellFailed(string reason);

    [LoggerMessage(LogLevel.Information, "The feed {Feed} could not be read: {Reason}")]
    private partial void TellFeed(string feed, string reason);
}
