using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace MsoNetwork.Migrations;

/// <summary>How this program's migrations and the database's differ.</summary>
/// <param name="Pending">The database has not had them yet.</param>
/// <param name="Unknown">A newer program has brought them to the database; this one does not know them.</param>
public sealed record MigrationState(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)
{
    private const string Expanding = "Expand";

    private static readonly string[] _known =
    [
        .. typeof(MigrationState).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether programs that do not know the unknown ones may work beside them: by their names they only add.</summary>
    public bool OnlyExpands => Unknown.All(IsExpanding);

    /// <summary>The class is called Expand…, as in 20261201120000_ExpandFax: what older programs read and write stays as it was.</summary>
    public static bool IsExpanding(string migration) =>
        migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..].StartsWith(Expanding, StringComparison.Ordinal);

    public static async Task<MigrationState> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    public static async Task<MigrationState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(connection, cancellationToken);
        return new([.. _known.Except(applied)], [.. applied.Except(_known)]);
    }

    private static async Task<List<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new List<string>();
        try
        {
            await using var command = new NpgsqlCommand("""SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1""", connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) applied.Add(rows.GetString(0));
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Nothing was ever migrated here.
        }

        return applied;
    }
}
