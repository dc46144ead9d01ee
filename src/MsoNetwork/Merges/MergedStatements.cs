using System.Text.Json.Nodes;
using MsoNetwork.Statements;

namespace MsoNetwork.Merges;

/// <summary>
/// Who said a value and who confirmed it moves with the value: whoever merges two entries has chosen, and confirmed nothing.
/// docs/freshness.md.
/// </summary>
internal sealed class MergedStatements(MergeSession session)
{
    private const string Names = "alternate_names";

    // What has several parts is said by whoever vouches least: not confirmed before confirmed, long ago before lately.
    private const string Copy = $"""
        INSERT INTO statements SELECT DISTINCT ON (part.into_field) $1, part.into_field, s.said_by, s.source, s.said_on,
            s.confirmed_by, s.confirmed_on, s.centre
        FROM unnest($2, $3, $4) AS part (into_field, whose, field) CROSS JOIN LATERAL (
            SELECT * FROM statements AS one WHERE one.organisation_id = part.whose AND one.field IN (part.field, '')
            ORDER BY one.field DESC LIMIT 1) AS s
        ORDER BY part.into_field, s.confirmed_on NULLS FIRST, s.said_on
        {KeptStatements.OrInstead}
        """;

    private sealed record Part(string Into, Guid Whose, string Field);

    /// <summary>After the survivor's row was written, while both stand.</summary>
    /// <param name="pair">The two.</param>
    /// <param name="was">The survivor's row before, of texts.</param>
    /// <param name="lost">The loser's.</param>
    /// <param name="stands">The survivor's now.</param>
    public Task MoveAsync(MergedPair pair, JsonNode was, JsonNode lost, JsonNode stands)
    {
        bool Changed(string column) => !JsonNode.DeepEquals(was[column], stands[column]);
        // Nothing is taken where something of a protected place was only left out.
        bool Takes(string column) => Changed(column) && (pair.FromLoser.Contains(column) || column != "keywords" || IsEmpty(was[column]));
        var parts = StatedFields.All.Select(field => field.Column).Where(column => column != Names && Takes(column))
            .Select(column => new Part(column, pair.Loser, column)).ToList();
        if (Changed(Names)) parts.AddRange(NamesOf(pair, was, lost));
        return CopyAsync(pair.Survivor, parts);
    }

    /// <summary>Values of one entry became another one's.</summary>
    public Task GiveAsync(Guid from, Guid into, IEnumerable<string> columns) =>
        CopyAsync(into, [.. columns.Where(StatedFields.Knows).Select(column => new Part(column, from, column))]);

    // Other names of both, and the name that is not the first any more.
    private static IEnumerable<Part> NamesOf(MergedPair pair, JsonNode was, JsonNode lost)
    {
        var takes = pair.FromLoser.Contains("alternateNames") || (IsEmpty(was[Names]) && !pair.FromSurvivor.Contains("alternateNames"));
        var from = takes ? lost : was;
        if (!IsEmpty(from[Names])) yield return new(Names, takes ? pair.Loser : pair.Survivor, Names);
        yield return new(Names, pair.FromLoser.Contains("name") ? pair.Survivor : pair.Loser, "name");
    }

    private static bool IsEmpty(JsonNode? text) => (string?)text is null or "" or "{}";

    private async Task CopyAsync(Guid into, IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0) return;
        await session.RunAsync(
            Copy, into, parts.Select(part => part.Into).ToArray(), parts.Select(part => part.Whose).ToArray(),
            parts.Select(part => part.Field).ToArray());
    }
}
