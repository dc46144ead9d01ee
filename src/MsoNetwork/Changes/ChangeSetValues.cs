using System.Text.Json.Nodes;
using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>What one set of the log did to one thing, to put it back; and the thing as it is now.</summary>
public static class ChangeSetValues
{
    private const string OfSet = """
        SELECT operation, before::text, after::text FROM changes WHERE key = $2 AND change_set = $1 ORDER BY seq
        """;

    /// <summary>The number of the last set that this connection's transaction has written about a subject; null when none.</summary>
    public static async Task<long?> NumberAsync(NpgsqlConnection connection, string subject, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT max(number) FROM change_sets WHERE transaction = pg_current_xact_id() AND subject = $1", connection)
        {
            Parameters = { new() { Value = subject } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    /// <summary>
    /// By column what stood before the set and after it. Columns that were erased from the log are not there: nobody can put them back.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, FieldChange>> ReadAsync(
        NpgsqlConnection connection,
        long set,
        string key,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(OfSet, connection) { Parameters = { new() { Value = set }, new() { Value = key } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var fields = new Dictionary<string, FieldChange>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetString(0) != "update" || rows.IsDBNull(1) || rows.IsDBNull(2)) continue;
            var (before, after) = (JsonNode.Parse(rows.GetString(1))!.AsObject(), JsonNode.Parse(rows.GetString(2))!.AsObject());
            foreach (var (name, value) in before)
            {
                fields[name] = new FieldChange(
                    fields.TryGetValue(name, out var earlier) ? earlier.Before : value?.DeepClone(), after[name]?.DeepClone());
            }
        }

        return fields;
    }

    /// <summary>The thing as it is now, by column, as it is logged; null if there is none.</summary>
    public static async Task<JsonObject?> NowAsync(
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
        return await command.ExecuteScalarAsync(cancellationToken) is string row ? JsonNode.Parse(row)!.AsObject() : null;
    }

    /// <summary>How often the log speaks of a thing since a set, that set aside.</summary>
    public static async Task<long> CountSinceAsync(
        NpgsqlConnection connection,
        long set,
        string key,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM changes WHERE key = $2 AND change_set > $1", connection)
        {
            Parameters = { new() { Value = set }, new() { Value = key } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
