using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>
/// Starts at once migrate one database one after the other. EF Core's own lock ends with each migration and does not cover which of them
/// are due.
/// </summary>
internal sealed class MigrationTurn : IAsyncDisposable
{
    private readonly DatabaseFacade _database;

    private MigrationTurn(DatabaseFacade database) => _database = database;

    private NpgsqlConnection Connection => (NpgsqlConnection)_database.GetDbConnection();

    /// <summary>
    /// Makes the database if there is none, and keeps a connection to it open, in which EF Core then works: one is enough.
    /// </summary>
    /// <param name="database">The context's; nothing of it is in use yet.</param>
    /// <param name="waiting">Called when another start must end first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<MigrationTurn> TakeAsync(DatabaseFacade database, Action waiting, CancellationToken cancellationToken)
    {
        await MakeDatabaseAsync(database.GetService<IRelationalDatabaseCreator>(), cancellationToken);
        await database.OpenConnectionAsync(cancellationToken);
        var turn = new MigrationTurn(database);
        if (await turn.AskAsync("SELECT pg_try_advisory_lock(hashtext('msonet migration'))", cancellationToken) is true) return turn;
        waiting();
        await turn.AskAsync("SELECT pg_advisory_lock(hashtext('msonet migration'))", cancellationToken);
        return turn;
    }

    /// <summary>Lets the pool's connections know the types that have come with PostGIS, whoever made it.</summary>
    public Task LearnTypesAsync(CancellationToken cancellationToken) => Connection.ReloadTypesAsync(cancellationToken);

    /// <summary>A standby, or a database that is read-only by its settings.</summary>
    public async Task<bool> IsReadOnlyAsync(CancellationToken cancellationToken) =>
        await AskAsync("SELECT current_setting('transaction_read_only') = 'on'", cancellationToken) is true;

    // A connection that goes back to the pool keeps its locks until it is used again.
    public async ValueTask DisposeAsync()
    {
        if (Connection.State == ConnectionState.Open)
            await AskAsync("SELECT pg_advisory_unlock(hashtext('msonet migration'))", CancellationToken.None);
        await _database.CloseConnectionAsync();
    }

    private static async Task MakeDatabaseAsync(IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        if (await creator.ExistsAsync(cancellationToken)) return;
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException twice) when (twice.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another start has made it in between.
        }
    }

    private async Task<object?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(question, Connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
