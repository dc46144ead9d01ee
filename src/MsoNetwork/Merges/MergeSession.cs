using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Merges;

/// <summary>The statements of one merge or un-merge, in its transaction.</summary>
internal sealed class MergeSession(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    public NpgsqlConnection Connection => connection;

    /// <summary>Ends it.</summary>
    public CancellationToken Ends => cancellationToken;

    public async Task<int> RunAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T?> ValueAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    public async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken)) all.Add(read(rows));
        return all;
    }

    /// <summary>The written columns of a row as JSON of texts; null when there is none.</summary>
    public Task<string?> RowAsync(string table, string key, Guid id) =>
        ValueAsync<string>("SELECT row_texts($1::regclass, $2, $3)::text", table, key, id);

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value is Json json
                ? new() { Value = (object?)json.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new() { Value = value ?? DBNull.Value });
        return command;
    }
}

/// <summary>A parameter that is JSON.</summary>
internal sealed record Json(string? Text);
