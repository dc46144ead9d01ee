using System.Data;
using System.Globalization;
using Npgsql;

namespace MsoNetwork.Sql;

/// <summary>
/// Everything as of one moment, for reads that last longer than an answer may: one connection in a transaction that only reads, whose
/// statements may take minutes. One statement at a time.
/// </summary>
public sealed class Snapshot : IAsyncDisposable
{
    /// <summary>For one statement, however slowly its rows are taken.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Snapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<Snapshot> OpenAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var snapshot = new Snapshot(
                connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
            await using var bounds = snapshot.Command(string.Create(
                CultureInfo.InvariantCulture, $"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = {Longest.TotalMilliseconds}"));
            await bounds.ExecuteNonQueryAsync(cancellationToken);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string sql) => new(sql, _connection, _transaction) { CommandTimeout = (int)Longest.TotalSeconds };

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
