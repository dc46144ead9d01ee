using MsoNetwork.Changes;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.ChangeFeed;

/// <summary>What happened to an organisation, for a reader.</summary>
public enum FeedKind
{
    Created,
    Updated,
    Merged,
    Removed,

    /// <summary>It is none of those any more that the reader's filter means.</summary>
    Left,
}

/// <summary>One change of one organisation.</summary>
/// <param name="Cursor">Its place.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The organisation's.</param>
/// <param name="At">When it was published, UTC; never before that of an earlier change.</param>
/// <param name="Fields">Paths in Organisation.</param>
/// <param name="SurvivorId">What it was merged into.</param>
public sealed record FeedChange(string Cursor, FeedKind Kind, Guid Id, DateTime At, string[] Fields, Guid? SurvivorId);

/// <summary>A page of the feed.</summary>
/// <param name="Changes">In their order.</param>
/// <param name="EndCursor">Where the next page begins.</param>
/// <param name="HasNextPage">Whether more is published already.</param>
public sealed record FeedPage(IReadOnlyList<FeedChange> Changes, string EndCursor, bool HasNextPage);

/// <summary>Reads the feed from a place on; from no place: where it ends now.</summary>
public sealed class ReadFeed(
    NpgsqlDataSource database, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies)
{
    /// <summary>So many changes are looked through for one page at most: a filter that few meet gets short pages.</summary>
    internal const int Window = 20_000;

    // $1: the place, null for none, $2: how many, and one more; $3 and $4: regions and topics, null for all. One statement, one state.
    private static readonly string Page = $"""
        WITH feed AS (
            SELECT generation, last_position, epoch = {ChangeLog.EpochOfNow} AS is_own, least(last_position, $1 + {Window}) AS upto,
                (SELECT published_at FROM published_changes WHERE position = $1) AS published_there,
                EXISTS (SELECT FROM published_changes WHERE position = $1 + 1) AS goes_on
            FROM change_feed)
        SELECT f.generation, f.last_position, f.is_own, f.published_there, f.goes_on, f.upto,
            (SELECT published_at FROM published_changes WHERE position = coalesce(f.upto, f.last_position)),
            p.position, p.organisation_id, p.kind, p.fields, p.survivor_id, p.published_at
        FROM feed AS f LEFT JOIN LATERAL (
            SELECT position, organisation_id, CASE WHEN kind = 'UPDATED' AND NOT is_in THEN 'LEFT' ELSE kind END AS kind, fields,
                survivor_id, published_at
            FROM published_changes CROSS JOIN LATERAL (SELECT
                ($3 IS NULL OR regions IS NULL OR regions && $3) AND ($4 IS NULL OR topics IS NULL OR topics && $4) AS is_in,
                ($3 IS NULL OR former_regions IS NULL OR former_regions && $3)
                    AND ($4 IS NULL OR former_topics IS NULL OR former_topics && $4) AS was_in) AS met
            WHERE position > $1 AND position <= $1 + {Window}
              AND CASE kind WHEN 'CREATED' THEN is_in WHEN 'UPDATED' THEN is_in OR was_in ELSE was_in END
            ORDER BY position LIMIT $2) AS p ON true
        ORDER BY p.position
        """;

    /// <exception cref="NetworkException">
    /// INVALID_INPUT for a filter or cursor that is none, CURSOR_EXPIRED when what follows the place is gone.
    /// </exception>
    public async Task<FeedPage> PageAsync(string? since, int first, FeedFilter? filter, CancellationToken cancellationToken)
    {
        filter ??= new();
        var (regions, topics) = filter.Check(await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        var at = since is null ? default(FeedCursor?) : FeedCursor.Read(since, "since");
        if (at is { } other && other.Filter != filter.Fingerprint)
            throw NetworkException.Invalid(
                "since", "since is a cursor of another filter: it goes on only with the filter that it came from. Begin again without it.");
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(new() { Value = (object?)at?.Position ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (long)first + 1 });
        foreach (var keys in (string[]?[])[regions, topics])
            command.Parameters.Add(
                new() { Value = (object?)keys ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken)) throw Expired();
        var (generation, last) = (FeedCursor.GenerationOf(rows.GetGuid(0)), rows.GetInt64(1));
        if (at is { } place && !IsThere(rows, place, generation, last)) throw Expired();
        var (upto, publishedThere) = (rows.IsDBNull(5) ? last : rows.GetInt64(5), Moment(rows, 6));
        var changes = new List<FeedChange>(first);
        var isFull = false;
        do
        {
            if (rows.IsDBNull(7)) continue;
            if (isFull = changes.Count == first) break;
            var published = Moment(rows, 12);
            changes.Add(new FeedChange(Cursor(rows.GetInt64(7), published), Enum.Parse<FeedKind>(rows.GetString(9), ignoreCase: true),
                rows.GetGuid(8), published!.Value, rows.GetFieldValue<string[]>(10), rows.IsDBNull(11) ? null : rows.GetGuid(11)));
        }
        while (await rows.ReadAsync(cancellationToken));

        return isFull
            ? new FeedPage(changes, changes[^1].Cursor, HasNextPage: true)
            : new FeedPage(changes, Cursor(upto, publishedThere), HasNextPage: upto < last);

        string Cursor(long position, DateTime? published) =>
            new FeedCursor(filter.Fingerprint, generation, position, FeedCursor.CheckOf(published)).ToString();
    }

    // What follows it is all there, and it is a place of this database and not of one that this was restored to.
    private static bool IsThere(NpgsqlDataReader feed, FeedCursor place, ulong generation, long last)
    {
        if (!feed.GetBoolean(2) || place.Generation != generation || place.Position > last) return false;
        if (Moment(feed, 3) is { } published && place.Check != FeedCursor.CheckOf(published)) return false;
        return place.Position == last || feed.GetBoolean(4);
    }

    private static DateTime? Moment(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetDateTime(at);

    private static NetworkException Expired() => new(
        ErrorCode.CursorExpired,
        "What follows this cursor is not kept any more, or the registry was restored. Start anew: ask for changes without since, keep "
            + "endCursor, list all organisations, and go on from there.",
        "since");
}
