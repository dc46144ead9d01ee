using MsoNetwork.Feeds;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.News;

/// <summary>Reads and writes the table news.</summary>
public sealed class NewsStore(NpgsqlDataSource database)
{
    private const string Columns =
        "n.id, n.publisher, n.title, n.url, n.day, n.summary, n.topics, n.region, n.seen_at, n.source, n.centre_key, n.version";
    private const string Shown = "n.withdrawn_at IS NULL";
    private BatchLoader<Guid, NewsEntry>? _byId;

    public BatchLoader<Guid, NewsEntry> ById => _byId ??= new(async (ids, token) =>
    {
        var conditions = new SqlConditions();
        conditions.Add($"n.id = ANY({conditions.Parameter(ids.ToArray())})");
        conditions.Add(Shown);
        return (await conditions.ListAsync(database, $"SELECT {Columns} FROM news AS n WHERE {conditions.Where}", Read, token))
            .ToDictionary(entry => entry.Id);
    });

    /// <summary>The newest first.</summary>
    /// <param name="topic">Only about it or a term below it.</param>
    /// <param name="region">Only what is for it, a part of it, or a larger region; what names no region is for everybody.</param>
    /// <param name="request">The page.</param>
    public ListPage<NewsEntry> Page(Term? topic, RegionEntry? region, PageRequest request)
    {
        var conditions = new SqlConditions();
        conditions.Add(Shown);
        if (topic is not null) conditions.Add($"n.topics && {conditions.Parameter(topic.KeysWithNarrower)}");
        if (region is not null)
        {
            var key = conditions.Parameter(region.Key);
            conditions.Add($"(n.region IS NULL OR starts_with({key}, n.region) OR starts_with(n.region, {key}))");
        }

        return new(new KeysetList<NewsEntry>
        {
            Database = database,
            From = "news AS n",
            Conditions = conditions,
            Order = new("news by day", "n.id", entry => entry.Id)
            {
                Value = KeysetValue.Day<NewsEntry>("n.day", entry => entry.Day),
                Descending = true,
                IdDescending = true,
            },
            Columns = Columns,
            Read = Read,
        }, request);
    }

    /// <summary>Writes what is new and what has changed of a source; the same again changes nothing.</summary>
    /// <remarks>What is known by its address from somewhere else is not taken a second time, nor what was taken down.</remarks>
    /// <returns>How many were new or changed.</returns>
    public static async Task<int> WriteAsync(
        NpgsqlConnection connection, string source, IReadOnlyList<NewsItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var item in items)
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO news AS n (id, source, guid, publisher, title, url, day, summary, topics, region, seen_at, link)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
                WHERE NOT EXISTS (SELECT FROM news AS o WHERE o.link = $12 AND (o.source, o.guid) <> ($2, $3))
                ON CONFLICT (source, guid) DO UPDATE SET publisher = excluded.publisher, title = excluded.title, url = excluded.url,
                    summary = excluded.summary, topics = excluded.topics, region = excluded.region, link = excluded.link
                WHERE (n.publisher, n.title, n.url, n.summary, n.topics, n.region)
                    IS DISTINCT FROM (excluded.publisher, excluded.title, excluded.url, excluded.summary, excluded.topics, excluded.region)
                """, connection);
            foreach (var (type, value) in ((NpgsqlDbType, object?)[])[
                (NpgsqlDbType.Uuid, Guid.CreateVersion7(now)), (NpgsqlDbType.Text, source), (NpgsqlDbType.Text, item.Id),
                (NpgsqlDbType.Text, item.Publisher), (NpgsqlDbType.Text, item.Title), (NpgsqlDbType.Text, item.Url),
                (NpgsqlDbType.Date, item.Day), (NpgsqlDbType.Text, item.Summary),
                (NpgsqlDbType.Array | NpgsqlDbType.Text, item.Topics.ToArray()), (NpgsqlDbType.Text, item.Region),
                (NpgsqlDbType.TimestampTz, now), (NpgsqlDbType.Text, PlainText.Compared(item.Url))])
                command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
            changed += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return changed;
    }

    /// <summary>As it is now; null when it is not there, or was taken down.</summary>
    public async Task<NewsEntry?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add(Shown);
        conditions.Add($"n.id = {conditions.Parameter(id)}");
        var sql = $"SELECT {Columns} FROM news AS n WHERE {conditions.Where}";
        return (await conditions.ListAsync(database, sql, Read, cancellationToken)).FirstOrDefault();
    }

    /// <summary>What was entered by hand and is shown, the newest first.</summary>
    /// <param name="centre">Only what this centre entered; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<List<NewsEntry>> ByHandAsync(string? centre, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add(Shown);
        conditions.Add($"n.source = {conditions.Parameter(NewsEntry.ByHand)}");
        if (centre is not null) conditions.Add($"n.centre_key = {conditions.Parameter(centre)}");
        var sql = $"SELECT {Columns} FROM news AS n WHERE {conditions.Where} ORDER BY n.day DESC, n.id DESC LIMIT 100";
        return conditions.ListAsync(database, sql, Read, cancellationToken);
    }

    internal static NewsEntry Read(SqlRow row) => new(
        row.Value<Guid>(), row.Text(), row.Text(), row.TextOrNull(), row.Value<DateOnly>(), row.TextOrNull(), row.Value<string[]>(),
        row.TextOrNull(), row.Value<DateTimeOffset>(), row.Text(), row.TextOrNull(), row.Value<int>());
}
