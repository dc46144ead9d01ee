using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace MsoNetwork.Migrations;

/// <summary>What the model cannot say: rules, functions, triggers, and tables that SQL alone uses. One file of Sql/ a subject.</summary>
internal static class SchemaSql
{
    /// <summary>What constraints and columns of the tables call.</summary>
    public static readonly string[] BeforeTables = ["regions", "partner-call-texts"];

    public static readonly string[] AfterTables =
    [
        "seeds",
        "accounts",
        "organisations",
        "statements",
        "reminders",
        "website-checks",
        "merges",
        "protected-places",
        "terms-in-use",
        "memberships",
        "cooperations",
        "partner-calls",
        "partner-call-keys",
        "partner-call-responses",
        "trainings",
        "news",
        "retention",
        "changes",
        "history",
        "logged-tables",
        "change-feed",
        "search-instances",
        "outbox",
        "imports",
        "search-reference",
        "missed-searches",
        "idempotency-keys",
        "rate-limits",
        "tombstones",
        "webhooks",
    ];

    public static void Run(MigrationBuilder migration, string[] files)
    {
        foreach (var file in files) migration.Sql(Text(file));
    }

    private static string Text(string file)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"Schema/{file}.sql")
            ?? throw new InvalidOperationException($"Sql/{file}.sql is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
