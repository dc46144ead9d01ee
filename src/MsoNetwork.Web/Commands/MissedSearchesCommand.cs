using System.CommandLine;
using System.Globalization;
using MsoNetwork.OrganisationSearch;
using Npgsql;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

internal static class MissedSearchesCommand
{
    private const int UsualDays = 30;
    private const int MostDays = 366;

    public static Command Create()
    {
        var days = NumberOption.Whole("--days", "N", $"Of the last N days, 1 to {MostDays} ({UsualDays} unless told).",
            1, MostDays, UsualDays);
        var command = new Command("missed-searches", $"Lists what at least {MissedSearches.Requesters} different people searched for "
            + "without finding anything, the most frequent first. "
            + "Add the words as synonyms to the vocabularies' labels (seeds/vocabularies/README.md) and run msonet seed.") { days };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not listed", async () =>
            {
                var missed = await MissedSearchList.ReadAsync(
                    host.Services.GetRequiredService<NpgsqlDataSource>(), arguments.GetValue(days),
                    host.Services.GetRequiredService<TimeProvider>(), cancellationToken);
                Write(missed);
                return 0;
            });
        });
        return command;
    }

    private static void Write(IReadOnlyList<MissedSearch> missed)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var search in missed)
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{search.Searches}\t{search.Last:yyyy-MM-dd}\t{search.Text}")
                );
            return;
        }

        var table = new Table().AddColumn("Searches", column => column.RightAligned()).AddColumn("Last").AddColumn("Text");
        foreach (var search in missed)
            table.AddRow(
                search.Searches.ToString(CultureInfo.InvariantCulture),
                search.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Markup.Escape(search.Text)
            );
        AnsiConsole.Write(table);
    }
}
