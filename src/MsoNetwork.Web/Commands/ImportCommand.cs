using System.CommandLine;
using MsoNetwork.Import;
using Npgsql;

namespace MsoNetwork.Web.Commands;

internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description =
                "CSV (UTF-8, comma or semicolon) or the first sheet of an Excel workbook (.xlsx) that is shown and not empty, with a "
                    + "header row: name, town or postcode, and more (src/MsoNetwork/Import/README.md).",
        };
        var source = new Option<string?>("--source")
        {
            Description = "Name of the source, for rows without source_name (unless told, the file's name).",
            HelpName = "NAME",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Do everything, report, then take it back." };
        var strict = new Option<bool>("--strict")
        {
            Description = "All or nothing: any rejected row, or value to be left out, and nothing is written.",
        };
        var reportFile = new Option<string?>("--report")
        {
            Description = "Write every remark to this CSV file: row, column, level, reason.",
            HelpName = "FILE",
        };
        var command = new Command("import", "Imports a file of organisations; the same file again changes nothing. Exit code 0: done, "
            + "even if single rows were rejected "
            + "(the report names them); 1: nothing was written.")
        {
            file, source, dryRun, strict, reportFile,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = new ImportOptions(arguments.GetRequiredValue(file), arguments.GetValue(source), arguments.GetValue(dryRun),
                arguments.GetValue(strict), arguments.GetValue(reportFile));
            await using var host = NetworkHost.CreateBuilder().Build();
            var importer = new Importer(host.Services.GetRequiredService<NpgsqlDataSource>(),
                host.Services.GetRequiredService<TimeProvider>())
            {
                Waiting = () => Console.WriteLine("Another import is running; waiting for its end …"),
            };
            return await Failures.InWordsAsync("Not imported, nothing of it was written", async () =>
            {
                var report = await Progress.ShowAsync("Reading", progress => importer.RunAsync(options, progress, cancellationToken));
                ImportSummary.Write(Console.Out, report, options.ReportFile);
                return report.Outcome is ImportOutcome.Written or ImportOutcome.DryRun ? 0 : 1;
            });
        });
        return command;
    }
}
