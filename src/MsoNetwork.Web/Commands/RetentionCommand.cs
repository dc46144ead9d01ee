using System.CommandLine;
using System.Globalization;
using MsoNetwork.Erasure;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

/// <summary>retention: what is kept how long; applies it, and reports.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says how many rows would go." };
        var days = NumberOption.Whole("--days", "N", $"Reports the last N days, 1 to {RetentionQueries.MostDays} "
            + $"({RetentionQueries.UsualDays} unless told).", 1, RetentionQueries.MostDays, RetentionQueries.UsualDays);
        var command = new Command("retention", "Lets go what is older than its rule keeps it (MSONET_RETENTION), as the site does every "
            + "hour, and reports by rule what went.") { dryRun, days };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not applied", async () =>
            {
                var apply = host.Services.GetRequiredService<ApplyRetention>();
                var isDry = arguments.GetValue(dryRun);
                var now = await (isDry ? apply.CountAsync(cancellationToken) : apply.RunAsync(cancellationToken));
                var report = await host.Services.GetRequiredService<RetentionReport>()
                    .ReadAsync(arguments.GetValue(days), cancellationToken);
                Write(report, now.ToDictionary(one => one.Rule.Name, one => one.Rows), isDry ? "Due" : "Gone now",
                    arguments.GetValue(days));
                return 0;
            });
        });
        return command;
    }

    private static void Write(
        IReadOnlyList<RetentionLine> report, Dictionary<string, long> now, string nowIs, int days)
    {
        string[] head = ["Rule", "Table", "What", "Kept", nowIs, $"In {days} days", "Last"];
        var lines = report.Select(line => (string[])
        [
            line.Rule.Name, line.Rule.Table, line.Rule.What, line.Kept,
            now.TryGetValue(line.Rule.Name, out var rows) ? Number(rows) : "-", Number(line.Rows),
            line.LastAt?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-",
        ]).ToList();
        if (Console.IsOutputRedirected)
        {
            foreach (var line in lines.Prepend(head)) Console.WriteLine(string.Join('\t', line));
            return;
        }

        var table = new Table().AddColumns(head);
        foreach (var line in lines) table.AddRow([.. line.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    private static string Number(long rows) => rows.ToString(CultureInfo.InvariantCulture);
}
