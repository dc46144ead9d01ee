using MsoNetwork.Errors;
using Npgsql;

namespace MsoNetwork.Organisations.Merging;

/// <summary>One transaction that nobody else merges in: everything of it, or nothing, whatever happens to this process.</summary>
internal static class MergeTransaction
{
    // Memory for sorting; and a server that is busy with a long statement notices when its client was killed.
    private const string Settings = """
        SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '64MB';
            SET LOCAL client_connection_check_interval = '1s'; SET LOCAL jit = off
        """;

    private const string Wait = "SELECT pg_advisory_xact_lock(hashtext('msonet import'))";

    /// <summary>For a file.</summary>
    /// <param name="connection">An open connection without a transaction.</param>
    /// <param name="waiting">Called when another merge must end first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection,
        Action? waiting,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var settings = new NpgsqlCommand(Settings, connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        await using var attempt = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock(hashtext('msonet import'))", connection);
        if (await attempt.ExecuteScalarAsync(cancellationToken) is true) return transaction;
        waiting?.Invoke();
        await using var wait = new NpgsqlCommand(Wait, connection) { CommandTimeout = 0 };
        await wait.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    /// <summary>For one organisation, which somebody waits for: five seconds at most.</summary>
    /// <exception cref="NetworkException">UNAVAILABLE, while a file is being imported.</exception>
    public static async Task<NpgsqlTransaction> BeginShortAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using var wait = new NpgsqlCommand($"SET LOCAL jit = off; SET LOCAL lock_timeout = '5s'; {Wait}", connection);
            await wait.ExecuteNonQueryAsync(cancellationToken);
            return transaction;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.DisposeAsync();
            throw new NetworkException(ErrorCode.Unavailable, "A file is being imported right now. Please try again in a minute.");
        }
    }
}
