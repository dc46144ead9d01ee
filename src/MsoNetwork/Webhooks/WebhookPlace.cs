using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;

namespace MsoNetwork.Webhooks;

/// <summary>How far a webhook is told, in the feed of changes as its filter shows it.</summary>
/// <param name="Cursor">For <see cref="ReadFeed"/> with the same filter.</param>
/// <param name="Position">The number in it, which grows from change to change.</param>
internal sealed record WebhookPlace(string Cursor, long Position)
{
    public static WebhookPlace Of(string cursor) => new(cursor, FeedCursor.Read(cursor, "cursor").Position);

    /// <summary>Of webhooks that want it all, the filter is empty.</summary>
    public static FeedFilter Filter(string[] regions, string[] topics) => new() { Regions = regions, Topics = topics };

    /// <summary>Where the feed ends now.</summary>
    public static async Task<WebhookPlace> NowAsync(ReadFeed feed, FeedFilter filter, CancellationToken cancellationToken) =>
        Of((await feed.PageAsync(null, 1, filter, cancellationToken)).EndCursor);

    /// <summary>The same place for another filter.</summary>
    public WebhookPlace With(FeedFilter filter) =>
        this with { Cursor = (FeedCursor.Read(Cursor, "cursor") with { Filter = filter.Fingerprint }).ToString() };

    /// <summary>What follows; null when that is not kept any more.</summary>
    public async Task<FeedPage?> NextAsync(ReadFeed feed, int first, FeedFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await feed.PageAsync(Cursor, first, filter, cancellationToken);
        }
        catch (NetworkException expired) when (expired.Code == ErrorCode.CursorExpired)
        {
            return null;
        }
    }
}
