using System.Text.Json.Nodes;
using Npgsql;

namespace MsoNetwork.Import;

/// <summary>One thing that an import wrote, and what others have done with it since.</summary>
/// <param name="Key">Its key in the log.</param>
/// <param name="Operation">insert, update or delete: the first one.</param>
/// <param name="Before">Fields as they were before the import.</param>
/// <param name="Touched">Fields that were written since, or whose values the log has forgotten; * when it was deleted since.</param>
/// <param name="IsUntouched">Nobody has written it since.</param>
internal sealed record ImportedChange(string Key, string Operation, JsonObject Before, HashSet<string> Touched, bool IsUntouched)
{
    /// <summary>Whom it is about: the first part of the key.</summary>
    public string Organisation => Key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var end ? Key[..end] : Key;
}

/// <summary>What an import wrote, read from the log: its sets, and what came behind them.</summary>
internal static class ImportedChanges
{
    private const string Written = """
        SELECT c.key, c.operation, c.before::text, c.erased FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
        WHERE s.number = ANY($1) AND s.subject = $2 AND c.key IS NOT NULL ORDER BY c.seq
        """;

    private const string Since = """
        SELECT c.key, c.operation, ARRAY(SELECT jsonb_object_keys(coalesce(c.before, '{}') || coalesce(c.after, '{}'))) || c.erased
        FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
        WHERE c.key = ANY($3) AND s.subject = $2 AND s.number <> ALL($1)
          AND c.seq > (SELECT min(own.seq) FROM changes AS own WHERE own.change_set = ANY($1) AND own.key = c.key)
        """;

    public static async Task<IReadOnlyList<ImportedChange>> ReadAsync(
        NpgsqlConnection connection, long[] sets, string subject, CancellationToken cancellationToken)
    {
        var written = new Dictionary<string, ImportedChange>(StringComparer.Ordinal);
        await using (var command = Command(connection, Written, sets, subject))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var key = rows.GetString(0);
                if (!written.TryGetValue(key, out var change))
                    written.Add(key, change = new(key, rows.GetString(1), [], new(StringComparer.Ordinal), true));
                // Written more than once: what it was before the first time counts.
                foreach (var (field, value) in ImportPreview.Parse(rows.IsDBNull(2) ? null : rows.GetString(2)))
                {
                    if (!change.Before.ContainsKey(field)) change.Before.Add(field, value?.DeepClone());
                }

                change.Touched.UnionWith(rows.GetFieldValue<string[]>(3));
            }
        }

        await using var later = Command(connection, Since, sets, subject);
        later.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. written.Keys] });
        await using var since = await later.ExecuteReaderAsync(cancellationToken);
        while (await since.ReadAsync(cancellationToken))
        {
            var key = since.GetString(0);
            written[key].Touched.UnionWith(since.GetFieldValue<string[]>(2));
            if (since.GetString(1) == "delete") written[key].Touched.Add("*");
            written[key] = written[key] with { IsUntouched = false };
        }

        return [.. written.Values];
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long[] sets, string subject) =>
        new(sql, connection)
        {
            CommandTimeout = 0,
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = sets }, new NpgsqlParameter<string> { TypedValue = subject } },
        };
}
