using MsoNetwork.Import;
using Npgsql;

namespace MsoNetwork.Invented;

/// <summary>Keeps the demo and what is real in databases of their own (docs/decisions.md, 250).</summary>
public static class DemoDatabase
{
    /// <summary>The row of loaded_seeds that says: this is a demo, and it is complete.</summary>
    private const string Mark = "Demo";

    private const string HasMark = $"SELECT EXISTS (SELECT FROM loaded_seeds WHERE name = '{Mark}')";

    private const string HasOrganisations =
        "SELECT EXISTS (SELECT FROM loaded_seeds WHERE name IN ('Organisations', 'Actors around them'))";

    private const string HasOthers = """
        SELECT EXISTS (SELECT FROM organisations AS o WHERE NOT EXISTS (SELECT FROM organisation_sources AS s
            WHERE s.organisation_id = o.id AND s.name = $1))
        """;

    /// <summary>Before the demo touches a database. In one that is a demo already, entries of whoever plays in it are no others.</summary>
    /// <exception cref="ImportRefusedException">It holds organisations that are not invented.</exception>
    public static async Task RefuseOthersAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (!await HasTablesAsync(database, cancellationToken)) return;
        var others = await IsAsync(database, HasOrganisations, cancellationToken)
            || (!await IsCompleteAsync(database, cancellationToken)
                && await IsAsync(database, HasOthers, cancellationToken, Invention.Demo.Source));
        if (others)
            throw new ImportRefusedException("This database holds organisations that are not invented. The demo never mixes with them: "
                + "it needs a database of its own, as deploy/run --demo makes one.");
    }

    /// <summary>Before anything real is loaded.</summary>
    /// <exception cref="ImportRefusedException">The database is a demo's.</exception>
    public static async Task RefuseDemoAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await HasTablesAsync(database, cancellationToken) && await IsCompleteAsync(database, cancellationToken))
            throw new ImportRefusedException(
                "This database is the demo's: all in it is invented, and nothing real goes in. MSONET_DEMO=on serves it.");
    }

    public static Task<bool> IsCompleteAsync(NpgsqlDataSource database, CancellationToken cancellationToken) =>
        IsAsync(database, HasMark, cancellationToken);

    internal static async Task CompleteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var mark = new NpgsqlCommand($"INSERT INTO loaded_seeds (name, digest) VALUES ('{Mark}', '1')", connection);
        await mark.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> HasTablesAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        try
        {
            return await IsAsync(database, "SELECT to_regclass('loaded_seeds') IS NOT NULL", cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false; // no database yet: migrating makes it
        }
    }

    private static async Task<bool> IsAsync(
        NpgsqlDataSource database, string question, CancellationToken cancellationToken, string? value = null)
    {
        await using var command = database.CreateCommand(question);
        if (value is not null) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
