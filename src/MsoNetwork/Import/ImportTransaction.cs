using Npgsql;

namespace MsoNetwork.Import;

/// <summary>One transaction that nobody else imports in: everything of it, or nothing, whatever happens to this process.</summary>
internal static class ImportTransaction
{
    // Memory for sorting; and a server that is busy with a long statement notices when its client was killed.
    private const string Settings = """
        SET LOCAL work_mem = '64MB'; SET LOCAL gin_pending_list_limit = '64MB'; SET LOCAL client_connection_check_interval = '1s'; SET LOCAL jit = off
        """;

    /// <param name="connection">An open connection without a transaction.</param>
    /// <param name="waiting">Called when another import must end first.</param>
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
        await using var wait = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('msonet import'))", connection)
        {
            CommandTimeout = 0,
        };
        await wait.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }
}
