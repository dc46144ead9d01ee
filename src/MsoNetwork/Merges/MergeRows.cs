using System.Text.Json.Nodes;
using MsoNetwork.Statements;

namespace MsoNetwork.Merges;

/// <summary>What is read and moved of two entries; the work on single rows is in Migrations/Sql/merges.sql.</summary>
internal sealed class MergeRows(MergeSession session)
{
    /// <summary>Parameters: loser, survivor, now.</summary>
    public const string Redirect = """
        INSERT INTO organisation_redirects (old_id, old_slug, survivor_id, merged_at, taken_slug, sort_name, municipality_key)
        SELECT id, slug, $2, $3, slug, sort_name, municipality_key FROM organisations WHERE id = $1
        """;

    /// <summary>Parameters: survivor, loser, now, number of the log, the loser, the survivor before and after, what moved.</summary>
    public const string Remember = """
        INSERT INTO organisation_merges (survivor_id, loser_id, merged_at, logged_up_to, rows)
        VALUES ($1, $2, $3, $4, jsonb_build_object('loser', $5, 'before', $6, 'after', $7, 'tables', $8))
        """;

    /// <summary>An entry's row with its protected place and its hidden contact.</summary>
    public async Task<string> EntryAsync(Guid id)
    {
        var entry = new JsonObject { ["organisations"] = Node(await session.RowAsync("organisations", "id", id)) };
        foreach (var part in OrganisationReferences.Parts)
            entry[part.Table] = Node(await session.RowAsync(part.Table, part.Owners[0], id));
        return entry.ToJsonString();
    }

    /// <summary>The same with who said what of it.</summary>
    public async Task<string> StatedAsync(Guid id)
    {
        var entry = Node(await EntryAsync(id))!;
        entry["statements"] = Node(await KeptStatements.ReadAsync(session.Connection, id, session.Ends));
        return entry.ToJsonString();
    }

    /// <summary>The loser's, with who was asked whether it is true.</summary>
    public async Task<string> LoserAsync(Guid id)
    {
        var entry = Node(await StatedAsync(id))!;
        entry["reminders"] = Node(await session.ValueAsync<string>(
            "SELECT jsonb_agg(to_jsonb(r))::text FROM reminders AS r WHERE organisation_id = $1", id));
        return entry.ToJsonString();
    }

    /// <summary>Everything of the loser becomes the survivor's.</summary>
    public async Task<string> MoveAsync(Guid loser, Guid survivor)
    {
        var tables = new JsonObject();
        foreach (var reference in OrganisationReferences.Moving)
        {
            if (reference.Table == "partner_call_responses") await KeepOwnAnswersAsync(tables, survivor);
            var moved = Node(await session.ValueAsync<string>(
                "SELECT move_rows($1::regclass, $2, $3, $4, $5)::text",
                reference.Table, reference.Owners, reference.Follow, loser, survivor))!.AsObject();
            if (tables[reference.Table] is JsonObject earlier)
            {
                foreach (var row in earlier["kept"]!.AsArray()) moved["kept"]!.AsArray().Add(row!.DeepClone());
            }

            tables[reference.Table] = moved;
        }

        return tables.ToJsonString();
    }

    private async Task KeepOwnAnswersAsync(JsonObject tables, Guid survivor)
    {
        var own = await session.ListAsync(
            """
            SELECT row_texts('partner_call_responses', 'id', r.id)::text, r.id FROM partner_call_responses AS r
            JOIN partner_calls AS c ON c.id = r.call_id WHERE r.organisation_id = $1 AND c.organisation_id = $1
            """, row => (Row: row.GetString(0), Id: row.GetGuid(1)), survivor);
        if (own.Count == 0) return;
        await session.RunAsync("DELETE FROM partner_call_responses WHERE id = ANY($1)", own.Select(one => one.Id).ToArray());
        tables["partner_call_responses"] = new JsonObject
        {
            ["moved"] = new JsonArray(),
            ["kept"] = new JsonArray([.. own.Select(one => Node(one.Row))]),
        };
    }

    public static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}
