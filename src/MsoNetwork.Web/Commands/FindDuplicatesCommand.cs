using System.CommandLine;
using System.Globalization;
using CsvHelper;
using MsoNetwork.Duplicates;
using Spectre.Console;

namespace MsoNetwork.Web.Commands;

/// <summary>find-duplicates: all pairs of the directory that are likely one organisation.</summary>
internal static class FindDuplicatesCommand
{
    public static Command Create()
    {
        var csv = new Option<string?>("--csv") { Description = "Writes them to this file instead, with both slugs, score and reasons." };
        var least = NumberOption.Share("--min", "How likely they must be, from 0 to 1; 0.5 unless told.", 0.5);
        var command = new Command("find-duplicates", "Lists pairs of entries that are likely one organisation, the likeliest first, with "
            + "the reasons. Nothing is changed: the desk merges them.") { csv, least };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not searched", async () =>
            {
                var pairs = await host.Services.GetRequiredService<LikelyDuplicates>()
                    .PairsAsync(null, cancellationToken, arguments.GetValue(least));
                if (arguments.GetValue(csv) is { } file) await WriteAsync(pairs, file);
                else Show(pairs);
                return 0;
            });
        });
        return command;
    }

    private static string Score(DuplicatePair pair) => pair.Score.ToString("F3", CultureInfo.InvariantCulture);

    private static async Task WriteAsync(IReadOnlyList<DuplicatePair> pairs, string file)
    {
        await using var text = new StreamWriter(file);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        string[] header = ["score", "reasons", "one", "one_name", "one_town", "other", "other_name", "other_town"];
        foreach (var column in header) csv.WriteField(column);
        await csv.NextRecordAsync();
        foreach (var pair in pairs)
        {
            csv.WriteField(Score(pair));
            csv.WriteField(string.Join(' ', pair.Reasons));
            foreach (var one in new[] { pair.One, pair.Other })
            {
                csv.WriteField(one.Slug);
                csv.WriteField(one.Name);
                csv.WriteField(one.Town);
            }

            await csv.NextRecordAsync();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pairs.Count} pairs written to {file}."));
    }

    private static void Show(IReadOnlyList<DuplicatePair> pairs)
    {
        if (pairs.Count == 0) Console.WriteLine("No two entries are likely one organisation.");
        if (Console.IsOutputRedirected)
        {
            foreach (var pair in pairs)
                Console.WriteLine($"{Score(pair)}\t{pair.One.Slug}\t{pair.Other.Slug}\t{string.Join(' ', pair.Reasons)}");
            return;
        }

        if (pairs.Count == 0) return;
        var table = new Table().AddColumn("Score").AddColumn("One").AddColumn("Other").AddColumn("Reasons");
        foreach (var pair in pairs)
            table.AddRow(
                Score(pair), Markup.Escape($"{pair.One.Name}, {pair.One.Town}"), Markup.Escape($"{pair.Other.Name}, {pair.Other.Town}"),
                string.Join('\n', pair.Reasons));
        AnsiConsole.Write(table);
    }
}
