using System.Text.Json.Nodes;
using MsoNetwork.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Import;

/// <summary>Takes rows back, many with a statement; those that cannot go back stay and are told.</summary>
internal sealed class UndoneRows(
    NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const string StandingSql = "SELECT id, slug, name, location_protected FROM organisations WHERE id = ANY($1)";

    // Used elsewhere, or told of by a source that the import did not write.
    private const string NeededSql = """
        SELECT id FROM organisations_in_use($1) AS id
        UNION SELECT s.organisation_id FROM organisation_sources AS s
        WHERE s.organisation_id = ANY($1)
          AND NOT EXISTS (SELECT FROM unnest($2) AS own (key) WHERE own.key = concat(s.organisation_id, '/', s.name, '/', s.external_id))
        """;

    private static readonly string[] Remove =
    [
        "DELETE FROM organisation_sources WHERE organisation_id = ANY($1)",
        "DELETE FROM protected_places WHERE organisation_id = ANY($1)",
        "DELETE FROM hidden_contacts WHERE organisation_id = ANY($1)",
        "DELETE FROM organisations WHERE id = ANY($1)",
    ];

    private sealed record Standing(string Slug, string Name, bool IsHidden);

    public int Restored { get; private set; }

    public HashSet<string> RemovedKeys { get; } = new(StringComparer.Ordinal);

    public List<KeptChange> Kept { get; } = [];

    /// <summary>Fields of organisations that were there before the import.</summary>
    public async Task RestoreAsync(IReadOnlyList<ImportedChange> changes)
    {
        var standing = await StandingAsync(changes);
        var told = changes.Where(change => standing.ContainsKey(change.Key)) // the others are gone since
            .Select(change => (change.Key, Fields: UndoneFields.Of(change, standing[change.Key].IsHidden))).ToList();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alike in told.Where(one => one.Fields.Back.Count > 0).GroupBy(one => Columns(one.Fields.Back)))
        {
            foreach (var one in await TryAsync([.. alike], rows => WriteAsync(alike.Key, rows))) done.Add(one.Key);
        }

        Restored += done.Count;
        foreach (var (key, fields) in told)
        {
            var kept = fields.Back.Count == 0 || done.Contains(key) ? fields.Kept : [.. fields.Kept, .. fields.Back.Select(one => one.Key)];
            if (kept.Count > 0) Kept.Add(new(standing[key].Slug, standing[key].Name, kept));
        }
    }

    /// <summary>Organisations that the import made.</summary>
    public async Task RemoveAsync(IReadOnlyList<ImportedChange> made, IReadOnlyList<ImportedChange> sources)
    {
        var standing = await StandingAsync(made);
        var touched = sources.Where(source => !source.IsUntouched).Select(source => source.Organisation).ToHashSet(StringComparer.Ordinal);
        var free = made.Where(one => standing.ContainsKey(one.Key) && one.IsUntouched && !touched.Contains(one.Key)).ToList();
        var needed = await NeededAsync(free, sources);
        foreach (var one in await TryAsync([.. free.Where(one => !needed.Contains(one.Key))], DeleteAsync)) RemovedKeys.Add(one.Key);
        foreach (var one in made.Where(one => standing.ContainsKey(one.Key) && !RemovedKeys.Contains(one.Key)))
            Kept.Add(new(standing[one.Key].Slug, standing[one.Key].Name, []));
    }

    /// <summary>What sources told of organisations that stay.</summary>
    public async Task RestoreSourcesAsync(IReadOnlyList<ImportedChange> sources)
    {
        foreach (var alike in sources.Where(source => source.IsUntouched).GroupBy(source => source.Operation).OrderByDescending(InOrder))
        {
            var sql = alike.Key switch { "insert" => UndoneSources.Delete, "delete" => UndoneSources.Add, _ => UndoneSources.Restore };
            await TryAsync([.. alike], rows => RunAsync(
                sql, Ids(rows), rows.Select(row => row.Key).ToArray(), rows.Select(row => row.Before).ToArray()));
        }

        // Away with what came, then back what was there: two may have the same id.
        static int InOrder(IGrouping<string, ImportedChange> alike) => alike.Key switch { "insert" => 2, "update" => 1, _ => 0 };
    }

    private static string Columns(JsonObject back) => string.Join(", ", back.Select(field => field.Key).Order(StringComparer.Ordinal)
        .Select(column => $"\"{column}\" = n.\"{column}\"")); // names of columns are those of the fields' list

    // Who had said it is not known any more but for the entry as a whole; that nobody has confirmed it since is.
    private const string Unconfirmed = $"""
        INSERT INTO statements SELECT organisation_id, f.field, said_by, source, said_on, NULL, NULL,
            CASE WHEN said_by = 'Centre' THEN centre END
        FROM statements AS whole CROSS JOIN unnest($2) AS f (field) WHERE organisation_id = ANY($1) AND whole.field = ''
        {KeptStatements.OrInstead}
        """;

    private async Task WriteAsync(string columns, IReadOnlyList<(string Key, UndoneFields Fields)> rows)
    {
        var ids = rows.Select(row => Guid.Parse(row.Key)).ToArray();
        await RunAsync(
            $"""
            UPDATE organisations AS o SET {columns}, updated_at = greatest(o.updated_at, $3)
            FROM unnest($1, $2) AS back (id, fields) JOIN organisations AS c ON c.id = back.id,
                LATERAL jsonb_populate_record(c, back.fields) AS n
            WHERE o.id = c.id
            """,
            ids, rows.Select(row => row.Fields.Back).ToArray(), now);
        // All of them have the same fields.
        await RunAsync(Unconfirmed, ids, rows[0].Fields.Back.Select(field => field.Key).Where(StatedFields.Knows).ToArray());
    }

    private async Task DeleteAsync(IReadOnlyList<ImportedChange> rows)
    {
        foreach (var sql in Remove) await RunAsync(sql, Ids(rows));
    }

    private async Task<Dictionary<string, Standing>> StandingAsync(IReadOnlyList<ImportedChange> changes)
    {
        var standing = new Dictionary<string, Standing>(StringComparer.Ordinal);
        await using var command = Command(StandingSql, Ids(changes));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            standing.Add(rows.GetGuid(0).ToString(), new(rows.GetString(1), rows.GetString(2), rows.GetBoolean(3)));
        return standing;
    }

    private async Task<HashSet<string>> NeededAsync(IReadOnlyList<ImportedChange> free, IReadOnlyList<ImportedChange> sources)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        await using var command = Command(NeededSql, Ids(free), sources.Select(source => source.Key).ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) needed.Add(rows.GetGuid(0).ToString());
        return needed;
    }

    // A term or region that is gone since, or a name that is taken: the rest goes back all the same. Halves find who is in the way.
    private async Task<IReadOnlyList<T>> TryAsync<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, Task> work)
    {
        if (rows.Count == 0) return [];
        await transaction.SaveAsync("undone", cancellationToken);
        try
        {
            await work(rows);
            await transaction.ReleaseAsync("undone", cancellationToken);
            return rows;
        }
        catch (PostgresException rule) when (rule.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            await transaction.RollbackAsync("undone", cancellationToken);
            await transaction.ReleaseAsync("undone", cancellationToken);
        }

        if (rows.Count == 1) return [];
        var half = rows.Count / 2;
        return [.. await TryAsync([.. rows.Take(half)], work), .. await TryAsync([.. rows.Skip(half)], work)];
    }

    private static Guid[] Ids(IReadOnlyList<ImportedChange> rows) => [.. rows.Select(row => Guid.Parse(row.Organisation)).Distinct()];

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(value is JsonObject[] json
                ? new() { Value = json.Select(one => one.ToJsonString()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }
                : new() { Value = value });
        return command;
    }
}
