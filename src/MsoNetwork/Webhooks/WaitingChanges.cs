using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Webhooks;

/// <summary>A published change that a webhook is told of.</summary>
/// <param name="Kind">CREATED, UPDATED, MERGED or REMOVED.</param>
/// <param name="Slug">Of the entry, or of the one that it became a part of; null when neither is there any more.</param>
internal sealed record WaitingChange(
    long Position, Guid Organisation, string Kind, Guid? Survivor, string? Slug, DateTimeOffset At)
{
    /// <summary>For <c>changes(since:)</c>: what comes after it.</summary>
    public string Cursor => "";
}

/// <summary>Reads what a webhook has not been told yet.</summary>
internal static class WaitingChanges
{
    // The last position is read in the same statement: what is not among the changes up to it does not concern the webhook.
    private const string Next = """
        SELECT last.position, c.position, c.organisation_id, c.kind, c.survivor_id, o.slug, c.published_at
        FROM (SELECT max(position) AS position FROM published_changes) AS last
        LEFT JOIN LATERAL (
            SELECT * FROM published_changes AS p WHERE p.position > $1
                AND (cardinality($2) = 0 OR EXISTS (SELECT FROM unnest(p.regions) AS r, unnest($2) AS f WHERE starts_with(r, f)))
                AND (cardinality($3) = 0 OR p.topics && $3)
            ORDER BY p.position LIMIT $4) AS c ON true
        LEFT JOIN organisations AS o ON o.id = coalesce(c.survivor_id, c.organisation_id)
        ORDER BY c.position
        """;

    /// <param name="database">Where.</param>
    /// <param name="position">The last that was told.</param>
    /// <param name="regions">AGS prefixes; empty: everywhere.</param>
    /// <param name="topics">With the narrower ones; empty: all.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The next changes, and up to where there are no others if these are fewer than asked for.</returns>
    public static async Task<(IReadOnlyList<WaitingChange> Changes, long Last)> ReadAsync(
        NpgsqlDataSource database, long position, string[] regions, string[] topics, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Next);
        foreach (var value in (object[])[position, regions, topics, most]) command.Parameters.Add(new() { Value = value });
        var last = position;
        var found = await command.ListAsync(row =>
        {
            last = Math.Max(position, row.ValueOrNull<long>() ?? position);
            return row.ValueOrNull<long>() is not { } at ? null : new WaitingChange(
                at, row.Value<Guid>(), row.Text(), row.ValueOrNull<Guid>(), row.TextOrNull(), row.Value<DateTimeOffset>());
        }, cancellationToken);
        return ([.. found.OfType<WaitingChange>()], last);
    }
}
