using System.Text.Json.Nodes;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.History;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Reminders;
using Npgsql;

namespace MsoNetwork.Merges;

/// <summary>
/// A merge is undone: the loser is back under its id and slug with what was its own, and with what its sources have said since; what was
/// added otherwise stays with the survivor. Fields that the survivor had taken from it, and that nobody has changed since, become what they
/// were. Merges of one entry are undone in reverse order. docs/duplicates.md.
/// </summary>
public sealed class UnmergeOrganisations(
    NpgsqlDataSource database, CurrentViewer current, IdempotencyKeys keys, TimeProvider time)
{
    private sealed record Merge(long Number, Guid Survivor, long Logged, JsonNode Rows);

    /// <param name="loser">The id of the one that was merged into another.</param>
    /// <param name="cancellationToken">Ends it; then nothing was done.</param>
    /// <returns>How many rows could not go back to it, and stay where they are.</returns>
    /// <exception cref="NetworkException">NOT_FOUND, FORBIDDEN, CONFLICT; UNAVAILABLE while a file is being imported.</exception>
    public async Task<int> RunAsync(Guid loser, CancellationToken cancellationToken)
    {
        var viewer = await MergeRights.AnyAsync(current, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        var left = await RunInAsync(new MergeSession(connection, cancellationToken), loser, viewer, cancellationToken);
        await keys.WriteAsync(connection, loser, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return left;
    }

    private async Task<int> RunInAsync(MergeSession session, Guid loser, Viewer viewer, CancellationToken cancellationToken)
    {
        var found = await session.ListAsync(
            "SELECT number, survivor_id, logged_up_to, rows::text FROM organisation_merges WHERE loser_id = $1 FOR UPDATE",
            row => new Merge(row.GetInt64(0), row.GetGuid(1), row.GetInt64(2), JsonNode.Parse(row.GetString(3))!), loser);
        if (found is not [var merge])
            throw NetworkException.NotFound("loser", "This organisation is not merged into another one (any more).");
        var seats = await session.ListAsync(
            "SELECT municipality_key FROM organisations WHERE id = $1 FOR UPDATE", row => row.GetString(0), merge.Survivor);
        if (seats is not [var seat])
        {
            // Strangers hear no more than others.
            MergeRights.Of(viewer, Seat(merge), Seat(merge));
            throw new NetworkException(
                ErrorCode.Conflict, "The entry that it was merged into was merged itself: undo that first.", "loser");
        }

        var by = MergeRights.Of(viewer, seat, Seat(merge));
        if (await session.ValueAsync<bool>(
            "SELECT EXISTS (SELECT FROM organisation_merges WHERE survivor_id = $1 AND number > $2)", merge.Survivor, merge.Number))
            throw new NetworkException(
                ErrorCode.Conflict, "Another entry was merged into the same one later: undo that first.", "loser");
        await by.Author.ApplyAsync(session.Connection, cancellationToken);
        await session.RunAsync("SELECT set_config('msonet.merging', 'on', true)");
        await session.RunAsync("DELETE FROM organisation_redirects WHERE old_id = $1", loser);
        await BackAsync(session, merge);
        await new UnmergedFields(session, merge.Survivor, loser, time.GetUtcNow()).RunAsync(merge.Rows, merge.Logged);
        await session.RunAsync("DELETE FROM organisation_merges WHERE number = $1", merge.Number);
        await session.RunAsync(MergeSteps.Write, merge.Survivor, loser, true);
        return await RowsAsync(session, merge, loser);
    }

    private static async Task BackAsync(MergeSession session, Merge merge)
    {
        var lost = merge.Rows["loser"]!;
        var row = lost["organisations"]!.AsObject();
        if (!await PutAsync(session, "organisations", row))
            throw new NetworkException(
                ErrorCode.Conflict,
                "It cannot come back as it was: its slug, its region or one of its terms is not free or not there.",
                "loser");
        foreach (var part in OrganisationReferences.Parts)
        {
            if (lost[part.Table] is { } whole) await PutAsync(session, part.Table, whole);
        }

        if (lost["reminders"] is { } asked)
        {
            await session.RunAsync(
                "INSERT INTO reminders SELECT * FROM jsonb_populate_recordset(NULL::reminders, $1)", new Json(asked.ToJsonString()));
            if ((string?)asked[0]!["ended_at"] is { } ended)
                await session.RunAsync(MergedReminders.GiveBack, merge.Survivor, ended);
        }

        if (lost["statements"] is not { } said) return;
        await session.RunAsync("DELETE FROM statements WHERE organisation_id = $1", Guid.Parse((string)row["id"]!));
        await session.RunAsync(
            "INSERT INTO statements SELECT * FROM jsonb_populate_recordset(NULL::statements, $1)", new Json(said.ToJsonString()));
    }

    private static async Task<int> RowsAsync(MergeSession session, Merge merge, Guid loser)
    {
        var left = 0;
        foreach (var reference in OrganisationReferences.Moving)
        {
            if (merge.Rows["tables"]![reference.Table] is not { } rows) continue;
            foreach (var moved in rows["moved"]!.AsArray())
            {
                if (!await session.ValueAsync<bool>(
                    "SELECT move_back($1::regclass, $2, $3, $4)", reference.Table, new Json(moved!.ToJsonString()), loser, merge.Survivor))
                    left += await AsideAsync(session, reference.Table, moved, loser) ? 0 : 1;
            }
        }

        // Behind all that moves: answers come back to calls that are somebody else's again.
        foreach (var reference in OrganisationReferences.Moving)
        {
            if (merge.Rows["tables"]![reference.Table] is not { } rows) continue;
            foreach (var kept in rows["kept"]!.AsArray())
            {
                if (!await new KeptRow(session, reference, kept!.AsObject()).PutAsync()) left++;
            }
        }

        await session.RunAsync(
            """
            UPDATE organisation_redirects AS r SET old_slug = r.taken_slug FROM organisations AS o
            WHERE o.id = r.survivor_id AND o.id = $1 AND r.old_slug IS NULL AND NOT o.location_protected
            """, loser);
        return left;
    }

    // A later merge may have kept the row aside: there it is the one's that is back, too.
    private static async Task<bool> AsideAsync(MergeSession session, string table, JsonNode moved, Guid loser)
    {
        var back = new JsonObject(
            [.. moved["columns"]!.AsArray().Select(column => KeyValuePair.Create((string)column!, (JsonNode?)loser.ToString()))]);
        return await session.RunAsync(
            """
            UPDATE organisation_merges SET rows = jsonb_set(rows, ARRAY['tables', $1, 'kept'], (
                SELECT jsonb_agg(CASE WHEN one @> $2 THEN one || $3 ELSE one END)
                FROM jsonb_array_elements(rows #> ARRAY['tables', $1, 'kept']) AS one))
            WHERE rows #> ARRAY['tables', $1, 'kept'] @> jsonb_build_array($2)
            """,
            table, new Json(moved["key"]!.ToJsonString()), new Json(back.ToJsonString())) > 0;
    }

    private static Task<bool> PutAsync(MergeSession session, string table, JsonNode whole) =>
        session.ValueAsync<bool>("SELECT put_back($1::regclass, $2)", table, new Json(whole.ToJsonString()));

    private static string Seat(Merge merge) => (string)merge.Rows["loser"]!["organisations"]!["municipality_key"]!;
}
