using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Import;

/// <summary>Takes rows back, one at a time: one that cannot go back stays and is told.</summary>
internal sealed class UndoneRows(
    NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const string Standing = "SELECT slug, name, location_protected FROM organisations WHERE id = $1";

    private const string IsUsed = "SELECT organisation_is_used($1)";

    private const string OtherSources = """
        SELECT EXISTS (SELECT FROM organisation_sources WHERE organisation_id = $1
            AND concat(organisation_id, '/', name, '/', external_id) <> ALL($2))
        """;

    private const string Remove = """
        DELETE FROM organisation_sources WHERE organisation_id = $1;
        DELETE FROM protected_places WHERE organisation_id = $1;
        DELETE FROM hidden_contacts WHERE organisation_id = $1;
        DELETE FROM organisations WHERE id = $1
        """;

    // The key is of three parts, of which the second may have slashes.
    private const string OfKey = "concat(s.organisation_id, '/', s.name, '/', s.external_id) = $1";

    private const string AddSource = """
        INSERT INTO organisation_sources SELECT s.* FROM jsonb_populate_record(NULL::organisation_sources, $1) AS s
        WHERE EXISTS (SELECT FROM organisations AS o WHERE o.id = s.organisation_id) ON CONFLICT DO NOTHING
        """;

    private const string RestoreSource = $"""
        UPDATE organisation_sources AS s SET url = n.url, retrieved_on = n.retrieved_on, licence = n.licence
        FROM organisation_sources AS c, LATERAL jsonb_populate_record(c, $2) AS n
        WHERE {OfKey} AND (c.organisation_id, c.name, c.external_id) = (s.organisation_id, s.name, s.external_id)
        """;

    public int Restored { get; private set; }

    public HashSet<string> RemovedKeys { get; } = new(StringComparer.Ordinal);

    public List<KeptChange> Kept { get; } = [];

    /// <summary>Fields of an organisation that was there before the import.</summary>
    public async Task RestoreAsync(ImportedChange change)
    {
        if (await FindAsync(change.Key) is not var (slug, name, isHidden)) return; // gone since
        var fields = UndoneFields.Of(change, isHidden);
        if (fields.Back.Count > 0)
        {
            if (await TryAsync(() => WriteAsync(change.Key, fields.Back))) Restored++;
            else fields = fields with { Kept = [.. fields.Kept, .. fields.Back.Select(field => field.Key)] };
        }

        if (fields.Kept.Count > 0) Kept.Add(new(slug, name, fields.Kept));
    }

    /// <summary>An organisation that the import made.</summary>
    public async Task RemoveAsync(ImportedChange change, IReadOnlyList<ImportedChange> sources)
    {
        if (await FindAsync(change.Key) is not var (slug, name, _)) return;
        var own = sources.Where(source => source.Key.StartsWith(change.Key, StringComparison.Ordinal)).ToList();
        var isUntouched = change.IsUntouched && own.TrueForAll(source => source.IsUntouched)
            && !await ScalarAsync(IsUsed, Guid.Parse(change.Key))
            && !await ScalarAsync(OtherSources, Guid.Parse(change.Key), own.Select(source => source.Key).ToArray());
        if (isUntouched && await TryAsync(() => RunAsync(Remove, Guid.Parse(change.Key)))) RemovedKeys.Add(change.Key);
        else Kept.Add(new(slug, name, []));
    }

    public async Task RestoreSourceAsync(ImportedChange change)
    {
        if (!change.IsUntouched) return;
        await TryAsync(() => change.Operation switch
        {
            "insert" => RunAsync($"DELETE FROM organisation_sources AS s WHERE {OfKey}", change.Key),
            "delete" => RunAsync(AddSource, change.Before),
            _ => RunAsync(RestoreSource, change.Key, change.Before),
        });
    }

    // Names of columns are those of the fields' list.
    private Task WriteAsync(string key, JsonObject back)
    {
        var columns = back.Select(field => $"\"{field.Key}\" = n.\"{field.Key}\"");
        return RunAsync(
            $"""
            UPDATE organisations AS o SET {string.Join(", ", columns)}, updated_at = greatest(o.updated_at, $3)
            FROM organisations AS c, LATERAL jsonb_populate_record(c, $2) AS n WHERE o.id = $1 AND c.id = o.id
            """,
            Guid.Parse(key), back, now);
    }

    private async Task<(string Slug, string Name, bool IsHidden)?> FindAsync(string key)
    {
        await using var command = Command(Standing, Guid.Parse(key));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? (row.GetString(0), row.GetString(1), row.GetBoolean(2)) : null;
    }

    // A term or region that is gone since, or a name that is taken: the rest goes back all the same.
    private async Task<bool> TryAsync(Func<Task> work)
    {
        await transaction.SaveAsync("one", cancellationToken);
        try
        {
            await work();
            await transaction.ReleaseAsync("one", cancellationToken);
            return true;
        }
        catch (PostgresException rule) when (rule.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            await transaction.RollbackAsync("one", cancellationToken);
            return false;
        }
    }

    private async Task<bool> ScalarAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task RunAsync(string sql, params object[] values)
    {
        if (sql == Remove)
        {
            foreach (var one in sql.Split(';')) await RunAsync(one, values);
            return;
        }

        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(value is JsonObject json
                ? new() { Value = json.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new() { Value = value });
        return command;
    }
}
