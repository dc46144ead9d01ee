using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.History;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Reminders;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Merges;

/// <summary>
/// Two entries become one: the loser's row leaves the directory and stands whole beside it, all that referred to it refers to the survivor,
/// and its old id and slug lead there. docs/duplicates.md.
/// </summary>
public sealed class MergeOrganisations(
    NpgsqlDataSource database, CurrentViewer current, IdempotencyKeys keys, TimeProvider time)
{
    /// <exception cref="NetworkException">
    /// NOT_FOUND, FORBIDDEN, CONFLICT, INVALID_INPUT; UNAVAILABLE while a file is being imported.
    /// </exception>
    public async Task RunAsync(MergedPair pair, CancellationToken cancellationToken)
    {
        var viewer = await MergeRights.AnyAsync(current, cancellationToken);
        if (pair.Survivor == pair.Loser) throw NetworkException.Invalid("loser", "An entry is not merged with itself.");
        foreach (var name in pair.FromLoser.Concat(pair.FromSurvivor))
        {
            if (!MergeFields.Names.Contains(name, StringComparer.Ordinal))
                throw NetworkException.Invalid(
                    pair.FromLoser.Contains(name) ? "fromLoser" : "fromSurvivor",
                    $"There is no field \"{name}\"; there are {string.Join(", ", MergeFields.Names)}.");
        }

        if (pair.FromLoser.FirstOrDefault(pair.FromSurvivor.Contains) is { } both)
            throw NetworkException.Invalid("fromSurvivor", $"\"{both}\" stands in fromLoser, too: its value is one of the two.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        await RunInAsync(connection, pair, viewer, cancellationToken);
        await keys.WriteAsync(connection, pair.Survivor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task RunInAsync(NpgsqlConnection connection, MergedPair pair, Viewer viewer, CancellationToken cancellationToken)
    {
        var session = new MergeSession(connection, cancellationToken);
        // Whoever ties something to either waits now, and then hears that it is gone.
        var stand = await session.ListAsync(
            """
            SELECT id, xmin::text, municipality_key, location_protected FROM organisations WHERE id = $1 OR id = $2 ORDER BY id FOR UPDATE
            """,
            row => (Id: row.GetGuid(0), Version: row.GetString(1), Seat: row.GetString(2), IsProtected: row.GetBoolean(3)),
            pair.Survivor, pair.Loser);
        var (survivor, loser) = (stand.Find(one => one.Id == pair.Survivor), stand.Find(one => one.Id == pair.Loser));
        if (survivor.Id == default) throw NetworkException.NotFound("survivor", "There is no such organisation (any more).");
        if (loser.Id == default) throw NetworkException.NotFound("loser", "There is no such organisation (any more).");
        var by = MergeRights.Of(viewer, survivor.Seat, loser.Seat);
        Expect(pair.SurvivorVersion, survivor.Version, "survivorVersion");
        Expect(pair.LoserVersion, loser.Version, "loserVersion");
        await by.Author.ApplyAsync(connection, cancellationToken);
        await session.RunAsync("SELECT set_config('msonet.merging', 'on', true)");
        var rows = new MergeRows(session);
        var before = await rows.StatedAsync(pair.Survivor);
        var lost = await rows.LoserAsync(pair.Loser);
        var logged = await session.ValueAsync<long>("SELECT coalesce(max(number), 0) FROM change_sets");
        await session.RunAsync(MergeRows.Redirect, pair.Loser, pair.Survivor, time.GetUtcNow());
        await new MergedEntry(session, pair, time.GetUtcNow()).WriteAsync(survivor.IsProtected, loser.IsProtected);
        await MoveStatementsAsync(session, pair, before, lost);
        var moved = await rows.MoveAsync(pair.Loser, pair.Survivor);
        await session.RunAsync(MergedReminders.Inherit, pair.Survivor, time.GetUtcNow(), pair.Loser, time.Today());
        await session.RunAsync("DELETE FROM organisations WHERE id = $1", pair.Loser);
        if (survivor.IsProtected || loser.IsProtected) await HideAsync(session, pair, loser.IsProtected);
        await session.RunAsync(
            MergeRows.Remember, pair.Survivor, pair.Loser, time.GetUtcNow(), logged,
            new Json(lost), new Json(before), new Json(await rows.StatedAsync(pair.Survivor)), new Json(moved));
        await session.RunAsync(MergeSteps.Write, pair.Survivor, pair.Loser, false);
    }

    private static async Task MoveStatementsAsync(MergeSession session, MergedPair pair, string before, string lost)
    {
        var stands = MergeRows.Node(await session.RowAsync("organisations", "id", pair.Survivor))!;
        await new MergedStatements(session).MoveAsync(
            pair, MergeRows.Node(before)!["organisations"]!, MergeRows.Node(lost)!["organisations"]!, stands);
    }

    // A slug, or what the log says, may tell where a protected place is, now that it is known to be one.
    private static async Task HideAsync(MergeSession session, MergedPair pair, bool wasHidden)
    {
        await session.RunAsync(
            "UPDATE organisation_redirects SET old_slug = NULL WHERE survivor_id = $1 AND (old_id <> $2 OR NOT $3)",
            pair.Survivor, pair.Loser, wasHidden);
        await session.RunAsync(
            "SELECT erase_changes('Organisation', $1, '{street,postcode,town,location,precision,slug,keywords,alternate_names}')",
            pair.Loser.ToString());
    }

    private static void Expect(string? expected, string version, string argument)
    {
        if (expected is not null && expected != version)
            throw new NetworkException(ErrorCode.Conflict, "Somebody has changed it since you read it. Read it again.", argument);
    }
}
