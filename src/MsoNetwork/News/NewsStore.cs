using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.News;

/// <summary>Reads and writes the table news.</summary>
public sealed class NewsStore(NpgsqlDataSource database)
{
    private const string Columns = "n.id, n.publisher, n.title, n.url, n.day, n.summary, n.topics, n.region, n.seen_at";
    private BatchLoader<Guid, NewsEntry>? _byId;

    public BatchLoader<Guid, NewsEntry> ById => _byId ??= new(async (ids, token) =>
    {
        var conditions = new SqlConditions();
        conditions.Add($"n.id = ANY({conditions.Parameter(ids.ToArray())})");
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
    /// <returns>How many were new or changed.</returns>
    public static async Task<int> WriteAsync(
        NpgsqlConnection connection, string source, IReadOnlyList<NewsItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var item in items)
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO news AS n (id, source, guid, publisher, title, url, day, summary, topics, region, seen_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (source, guid) DO UPDATE SET publisher = excluded.publisher, title = excluded.title, url = excluded.url,
                    summary = excluded.summary, topics = excluded.topics, region = excluded.region
                WHERE (n.publisher, n.title, n.url, n.summary, n.topics, n.region)
                    IS DISTINCT FROM (excluded.publisher, excluded.title, excluded.url, excluded.summary, excluded.topics, excluded.region)
                """, connection);
            foreach (var value in (object?[])[
                Guid.CreateVersion7(now), source, item.Id, item.Publisher, item.Title, item.Url, item.Day, item.Summary,
                item.Topics.ToArray(), item.Region, now])
                command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            changed += await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return changed;
    }

    private static NewsEntry Read(SqlRow row) => new(
        row.Value<Guid>(), row.Text(), row.Text(), row.TextOrNull(), row.Value<DateOnly>(), row.TextOrNull(), row.Value<string[]>(),
        row.TextOrNull(), row.Value<DateTimeOffset>());
}
