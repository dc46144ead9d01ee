using Npgsql;

namespace MsoNetwork.Changes;

/// <summary>A number that changes with each committed change of public data; for ETags.</summary>
public sealed class RegistryVersion(NpgsqlDataSource database, TimeProvider time)
{
    public async Task<long> GetAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT registry_version()");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// The same with the day in Berlin: answers change at midnight without anybody writing, because partner calls end then
    /// (docs/decisions.md, 71).
    /// Both grow only, so the pair is never the same for two different answers.
    /// </summary>
    public async Task<(long Version, DateOnly Day)> WithDayAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT registry_version(), ($1 AT TIME ZONE 'Europe/Berlin')::date");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetInt64(0), rows.GetFieldValue<DateOnly>(1));
    }
}
