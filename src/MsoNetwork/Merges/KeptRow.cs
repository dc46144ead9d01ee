using System.Text.Json.Nodes;

namespace MsoNetwork.Merges;

/// <summary>
/// A row that a merge kept aside comes back. The other organisation that it names may have been merged meanwhile: then it is that one's
/// survivor's, and that merge remembers it, so that it goes back, too, when it is undone.
/// </summary>
internal sealed class KeptRow(MergeSession session, OrganisationReference reference, JsonObject row)
{
    private const string Remember = """
        UPDATE organisation_merges SET rows = jsonb_set(rows, ARRAY['tables', $2, $3], (rows #> ARRAY['tables', $2, $3]) || $4)
        WHERE loser_id = $1
        """;

    /// <returns>False when it is nowhere any more.</returns>
    public async Task<bool> PutAsync()
    {
        var whole = row.DeepClone().AsObject();
        var steps = new List<(Guid Loser, string Column)>();
        foreach (var column in reference.Owners.Concat(reference.Follow))
        {
            var at = (string?)row[column] is { } id ? Guid.Parse(id) : (Guid?)null;
            while (at is { } gone && await NextAsync(gone) is { } survivor)
            {
                steps.Add((gone, column));
                at = survivor;
            }

            if (at is { } now) whole[column] = now.ToString();
        }

        var isBack = await session.ValueAsync<bool>("SELECT put_back($1::regclass, $2)", reference.Table, new Json(whole.ToJsonString()));
        if (steps.Count == 0) return isBack;
        // What the survivor has already waits for the first of those that are gone.
        if (!isBack) return await RememberAsync(steps[0].Loser, "kept", row) > 0;
        var keys = await session.ValueAsync<string[]>("SELECT key_columns($1::regclass)", reference.Table);
        var key = new JsonObject([.. keys!.Select(name => KeyValuePair.Create(name, whole[name]?.DeepClone()))]);
        foreach (var step in steps.GroupBy(step => step.Loser))
        {
            await RememberAsync(step.Key, "moved", new JsonObject
            {
                ["key"] = key.DeepClone(),
                ["columns"] = new JsonArray([.. step.Select(one => (JsonNode)one.Column)]),
            });
        }

        return true;
    }

    private async Task<Guid?> NextAsync(Guid id) => await session.ValueAsync<Guid>(
        "SELECT survivor_id FROM organisation_merges WHERE loser_id = $1", id) is var next && next != default ? next : null;

    private Task<int> RememberAsync(Guid loser, string what, JsonNode one) =>
        session.RunAsync(Remember, loser, reference.Table, what, new Json(new JsonArray(one.DeepClone()).ToJsonString()));
}
