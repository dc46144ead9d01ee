using System.Text.Json.Nodes;
using MsoNetwork.Statements;

namespace MsoNetwork.Merges;

/// <summary>Which values the survivor gives back, and which go to the one that is its own again.</summary>
internal sealed class UnmergedFields(MergeSession session, Guid survivor, Guid loser, DateTimeOffset now)
{
    private const string Organisations = "organisations";
    private const string ProtectedPlaces = "protected_places";
    private const string HiddenContacts = "hidden_contacts";

    // Changes of the survivor since, with the source that said so.
    private const string Later = """
        SELECT coalesce(s.source, ''), c.before::text FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
        WHERE s.subject = 'Organisation' AND c.key = $1 AND c.operation = 'update' AND s.number > $2 AND c.before IS NOT NULL
        ORDER BY s.number, c.seq
        """;

    public async Task RunAsync(JsonNode rows, long logged)
    {
        var (before, after) = (rows["before"]!, rows["after"]!);
        await GiveAsync(await SaidAsync(logged), after["statements"]);
        var stands = MergeRows.Node(await new MergeRows(session).EntryAsync(survivor))!;
        var restored = new JsonObject();
        foreach (var column in MergeFields.Plain.SelectMany(field => field.Columns)) Restore(restored, column);
        await GroupAsync(MergeFields.PlaceColumns.Append("slug"), ProtectedPlaces);
        await GroupAsync(MergeFields.ContactColumns, HiddenContacts);
        if (restored.Count == 0) return;
        List<string> columns = [.. restored.Select(one => one.Key)];
        restored["updated_at"] = now.ToString("O");
        await session.RunAsync(
            "SELECT put_columns($1::regclass, 'id', $2, $3)", Organisations, survivor, new Json(restored.ToJsonString()));
        await StateAsync(before["statements"], columns);

        void Restore(JsonObject into, string column)
        {
            var (was, made) = (before[Organisations]![column], after[Organisations]![column]);
            if (!JsonNode.DeepEquals(was, made) && JsonNode.DeepEquals(made, stands[Organisations]![column]))
                into[column] = was?.DeepClone();
        }

        // What says something together goes back together, or stays.
        async Task GroupAsync(IEnumerable<string> columns, string part)
        {
            var all = columns.ToList();
            var isChanged = all.Exists(column => !JsonNode.DeepEquals(before[Organisations]![column], after[Organisations]![column]))
                || !JsonNode.DeepEquals(before[part], after[part]);
            var isUntouched = all.TrueForAll(column =>
                JsonNode.DeepEquals(after[Organisations]![column], stands[Organisations]![column]))
                && JsonNode.DeepEquals(after[part], stands[part]);
            if (!isChanged || !isUntouched) return;
            foreach (var column in all) restored[column] = before[Organisations]![column]?.DeepClone();
            await session.RunAsync($"DELETE FROM {part} WHERE organisation_id = $1", survivor);
            if (before[part] is { } whole)
                await session.ValueAsync<bool>("SELECT put_back($1::regclass, $2)", part, new Json(whole.ToJsonString()));
        }
    }

    // Sources that have named the loser only: what they have said since was said of it. One that has more rows at the survivor than came
    // with the loser has named both.
    private async Task<Dictionary<string, JsonNode?>> SaidAsync(long logged)
    {
        var sources = (await session.ListAsync(
            """
            SELECT name FROM organisation_sources AS s WHERE organisation_id = $1 GROUP BY name HAVING count(*) = (
                SELECT count(*) FROM organisation_merges AS m,
                    jsonb_array_elements(m.rows -> 'tables' -> 'organisation_sources' -> 'moved') AS moved
                WHERE m.loser_id = $2 AND moved -> 'key' ->> 'name' = s.name)
            """, row => row.GetString(0), survivor, loser)).ToHashSet(StringComparer.Ordinal);
        var said = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (sources.Count == 0) return said;
        var later = await session.ListAsync(
            Later, row => (Source: row.GetString(0), Before: JsonNode.Parse(row.GetString(1))!.AsObject()), survivor.ToString(), logged);
        var columns = MergeFields.Plain.SelectMany(field => field.Columns).ToList();
        foreach (var column in columns)
        {
            // Only what was said last, and what the same sources said before it.
            foreach (var (source, before) in later.Where(one => one.Before.ContainsKey(column)).Reverse())
            {
                if (!sources.Contains(source)) break;
                said[column] = before[column];
            }
        }

        return said;
    }

    private async Task GiveAsync(Dictionary<string, JsonNode?> said, JsonNode? stated)
    {
        if (said.Count == 0) return;
        await new MergedStatements(session).GiveAsync(survivor, loser, said.Keys);
        var given = string.Join(", ", said.Keys.Select(column => $"{column} = s.{column}")
            .Append("updated_at = greatest(l.updated_at, s.updated_at)"));
        await session.RunAsync(
            $"UPDATE organisations AS l SET {given} FROM organisations AS s WHERE l.id = $1 AND s.id = $2", loser, survivor);
        var former = new JsonObject([.. said.Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))]);
        var back = string.Join(", ", said.Keys.Select(column => $"{column} = was.{column}")
            .Append("updated_at = greatest(s.updated_at, $3)"));
        await session.RunAsync(
            $"""
            UPDATE organisations AS s SET {back}
            FROM organisations AS one, jsonb_populate_record(one, $2) AS was WHERE one.id = s.id AND s.id = $1
            """, survivor, new Json(former.ToJsonString()), now);
        await StateAsync(stated, said.Keys);
    }

    // What the survivor has back is said by whoever had said it.
    private Task StateAsync(JsonNode? saved, IEnumerable<string> columns) => saved is null ? Task.CompletedTask
        : KeptStatements.RestoreAsync(session.Connection, survivor, saved.ToJsonString(), columns, session.Ends);
}
