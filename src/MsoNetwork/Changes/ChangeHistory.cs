using System.Text.Json.Nodes;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>A field before and after a change, as JSON; null is no value.</summary>
public sealed record FieldChange(JsonNode? Before, JsonNode? After);

/// <summary>One change of one thing.</summary>
/// <param name="At">When.</param>
/// <param name="Operation">insert, update or delete.</param>
/// <param name="Author">By whom and from which source.</param>
/// <param name="Fields">What changed, by column. Columns that had no value before or after an insert or delete are left out.</param>
/// <param name="Erased">Columns whose values were taken out of the log.</param>
public sealed record HistoryEntry(
    DateTimeOffset At,
    string Operation,
    ChangeAuthor Author,
    IReadOnlyDictionary<string, FieldChange> Fields,
    IReadOnlyList<string> Erased
)
{
    /// <summary>The number of the set that it is part of.</summary>
    public long Set { get; init; }
}

/// <summary>
/// The history of one thing, newest change first, and taking values out of it. Nothing of it is public: whoever shows it says to whom.
/// </summary>
public static class ChangeHistory
{
    private const string Changes = """
        SELECT s.changed_at, c.operation, s.author_kind, s.author_key, s.source, c.before::text, c.after::text, c.erased, s.number
        FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
        WHERE c.key = $2 AND s.subject = $1 ORDER BY c.change_set DESC, c.seq DESC
        """;

    public static async Task<IReadOnlyList<HistoryEntry>> ReadAsync(
        NpgsqlConnection connection,
        string subject,
        string key,
        CancellationToken cancellationToken
    )
    {
        // From now backwards: an insert is logged without values, so they are what later changes have found.
        var state = await RowAsync(connection, subject, key, cancellationToken);
        await using var command = new NpgsqlCommand(Changes, connection)
        {
            Parameters = { new() { Value = subject }, new() { Value = key } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<HistoryEntry>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var (operation, before, after) = (rows.GetString(1), Fields(rows, 5), Fields(rows, 6));
            if (operation == "insert") after = state;
            var erased = rows.GetFieldValue<string[]>(7);
            var author = new ChangeAuthor(
                Enum.Parse<ChangeAuthorKind>(rows.GetString(2), ignoreCase: true),
                rows.IsDBNull(3) ? null : rows.GetString(3),
                rows.IsDBNull(4) ? null : rows.GetString(4)
            );
            entries.Add(new HistoryEntry(rows.GetFieldValue<DateTimeOffset>(0), operation, author, Changed(before, after), erased)
            {
                Set = rows.GetInt64(8),
            });
            state = operation == "update" ? Before(state, before, erased) : before;
        }

        return entries;
    }

    /// <summary>Takes values out of the log; that there was a change, when and by whom, stays.</summary>
    /// <param name="connection">With or without a transaction.</param>
    /// <param name="subject">One of <see cref="ChangeSubject"/>.</param>
    /// <param name="key">Whose.</param>
    /// <param name="fields">Columns; null: all.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>How many changes lost a value.</returns>
    public static async Task<long> EraseAsync(
        NpgsqlConnection connection,
        string subject,
        string key,
        string[]? fields,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT erase_changes($1, $2, $3)", connection);
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(
            new() { Value = (object?)fields ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text }
        );
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<JsonObject> RowAsync(
        NpgsqlConnection connection,
        string subject,
        string key,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT logged_row($1, $2)::text", connection)
        {
            Parameters = { new() { Value = subject }, new() { Value = key } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is string row ? Parse(row) : [];
    }

    private static JsonObject Fields(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? [] : Parse(rows.GetString(column));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static Dictionary<string, FieldChange> Changed(JsonObject before, JsonObject after) =>
        before.Concat(after)
            .Select(field => field.Key)
            .Distinct()
            .Select(name => (Name: name, Change: new FieldChange(before[name]?.DeepClone(), after[name]?.DeepClone())))
            .Where(field => field.Change.Before is not null || field.Change.After is not null)
            .ToDictionary(field => field.Name, field => field.Change);

    private static JsonObject Before(JsonObject state, JsonObject before, string[] erased)
    {
        var earlier = state.DeepClone().AsObject();
        foreach (var (name, value) in before) earlier[name] = value?.DeepClone();
        foreach (var name in erased) earlier.Remove(name);
        return earlier;
    }
}
