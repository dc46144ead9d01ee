using MsoNetwork.Changes;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.History;

/// <summary>A merge of two entries, or its undoing, as a step of the history of both.</summary>
/// <param name="Set">The number of the set of the log in which it was done.</param>
/// <param name="At">When.</param>
/// <param name="Author">By whom.</param>
/// <param name="Survivor">The entry that stayed.</param>
/// <param name="Loser">The entry that became part of it.</param>
/// <param name="IsUndone">Whether they became two again.</param>
internal sealed record MergeStep(long Set, DateTimeOffset At, ChangeAuthor Author, Guid Survivor, Guid Loser, bool IsUndone)
{
    /// <summary>The one that an entry was merged with.</summary>
    public Guid OtherOf(Guid entry) => entry == Survivor ? Loser : Survivor;
}

/// <summary>Steps that merges write with what they do, and the entries that they name.</summary>
internal static class MergeSteps
{
    /// <summary>Written in the transaction of a merge, behind its changes. Parameters: survivor, loser, whether it is undone.</summary>
    public const string Write = """
        INSERT INTO merge_steps (change_set, survivor_id, loser_id, is_undone)
        SELECT max(number), $1, $2, $3 FROM change_sets WHERE transaction = pg_current_xact_id() AND subject = 'Organisation'
        """;

    private const string Of = """
        SELECT s.number, s.changed_at, s.author_kind, s.author_key, s.source, m.survivor_id, m.loser_id, m.is_undone
        FROM merge_steps AS m JOIN change_sets AS s ON s.number = m.change_set WHERE m.survivor_id = $1 OR m.loser_id = $1
        """;

    // One that is part of another has its last name in the log, unless it was erased there.
    private const string Named = """
        SELECT w.id, coalesce(o.name, (
            SELECT c.before ->> 'name' FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
            WHERE c.key = w.id::text AND s.subject = 'Organisation' AND c.operation = 'delete' ORDER BY c.change_set DESC LIMIT 1)), o.slug
        FROM unnest($1) AS w (id) LEFT JOIN organisations AS o ON o.id = w.id
        """;

    private const string Into = "SELECT old_id FROM organisation_redirects WHERE survivor_id = $1 ORDER BY merged_at DESC, old_id";

    public static async Task<IReadOnlyList<MergeStep>> OfAsync(NpgsqlConnection connection, Guid entry, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Of, entry);
        return await command.ListAsync(row => new MergeStep(
            row.Value<long>(), row.Value<DateTimeOffset>(),
            new ChangeAuthor(Enum.Parse<ChangeAuthorKind>(row.Text(), ignoreCase: true), row.TextOrNull(), row.TextOrNull()),
            row.Value<Guid>(), row.Value<Guid>(), row.Value<bool>()), cancellationToken);
    }

    /// <summary>Entries that are part of this one now, the latest first.</summary>
    public static async Task<IReadOnlyList<Guid>> IntoAsync(NpgsqlConnection connection, Guid entry, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Into, entry);
        return await command.ListAsync(row => row.Value<Guid>(), cancellationToken);
    }

    public static async Task<IReadOnlyDictionary<Guid, HistoryEntryName>> NamesAsync(
        NpgsqlConnection connection, IEnumerable<Guid> entries, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, Named, entries.Distinct().ToArray());
        var all = await command.ListAsync(
            row => new HistoryEntryName(row.Value<Guid>(), row.TextOrNull(), row.TextOrNull()), cancellationToken);
        return all.ToDictionary(one => one.Id);
    }

    private static NpgsqlCommand Command<T>(NpgsqlConnection connection, string sql, T value)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }
}
