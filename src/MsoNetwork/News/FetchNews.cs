using MsoNetwork.Feeds;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.News;

/// <summary>What came of one feed.</summary>
/// <param name="Changed">New or changed entries.</param>
/// <param name="Failure">Why it could not be read; null when it could.</param>
public sealed record FetchedFeed(NewsFeed Feed, int Changed, string? Failure);

/// <summary>Reads every feed of seeds/news once. One that fails keeps no other from being read, and its entries stay.</summary>
public sealed class FetchNews(NewsFiles files, FeedDownload download, NpgsqlDataSource database, TimeProvider time)
{
    private const int LongestFailure = 500;

    public async Task<IReadOnlyList<FetchedFeed>> RunAsync(CancellationToken cancellationToken)
    {
        var all = new List<FetchedFeed>();
        foreach (var feed in files.Feeds) all.Add(await RunAsync(feed, cancellationToken));
        return all;
    }

    public async Task<FetchedFeed> RunAsync(NewsFeed feed, CancellationToken cancellationToken)
    {
        var (etag, modified) = await KnownAsync(feed, cancellationToken);
        try
        {
            var got = await download.GetAsync(feed.Url, etag, modified, cancellationToken);
            var items = got.Bytes is null ? [] : FeedReader.Read(feed, got.Bytes, time.Today());
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var changed = await NewsStore.WriteAsync(connection, feed.Key, items, time.GetUtcNow(), cancellationToken);
            await NoteAsync(connection, feed, got.ETag, got.Modified, null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(feed, changed, null);
        }
        catch (FeedRefusedException refused)
        {
            var failure = refused.Message.Length <= LongestFailure ? refused.Message : refused.Message[..LongestFailure];
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await NoteAsync(connection, feed, etag, modified, failure, cancellationToken);
            return new(feed, 0, failure);
        }
    }

    private async Task<(string? ETag, string? Modified)> KnownAsync(NewsFeed feed, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT etag, modified FROM news_sources WHERE key = $1");
        command.Parameters.Add(new() { Value = feed.Key });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? (row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)) : (null, null);
    }

    private async Task NoteAsync(
        NpgsqlConnection connection, NewsFeed feed, string? etag, string? modified, string? failure, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO news_sources (key, etag, modified, visited_at, failure) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, visited_at = excluded.visited_at,
                failure = excluded.failure
            """, connection);
        foreach (var value in (object?[])[feed.Key, etag, modified, time.GetUtcNow(), failure])
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
