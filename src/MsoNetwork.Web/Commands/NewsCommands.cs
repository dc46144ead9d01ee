using System.CommandLine;
using System.Globalization;
using MsoNetwork.News;

namespace MsoNetwork.Web.Commands;

/// <summary>fetch-news and add-news: for whoever runs the directory.</summary>
internal static class NewsCommands
{
    public static Command CreateFetch()
    {
        var command = new Command("fetch-news", "Reads the feeds of seeds/news/feeds.yaml at once, as the site does every hour. Exit code "
            + "1 when one could not be read; the others are taken.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not fetched", async () =>
            {
                var all = await host.Services.GetRequiredService<FetchNews>().RunAsync(cancellationToken);
                foreach (var one in all)
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{one.Feed.Key}: {one.Failure ?? $"{one.Changed} new or changed"}"));
                if (all.Count == 0) Console.WriteLine("No feed is named in seeds/news/feeds.yaml.");
                return all.Any(one => one.Failure is not null) ? 1 : 0;
            });
        });
        return command;
    }

    public static Command CreateAdd()
    {
        var title = new Option<string>("--title") { Description = "Plain text, at most 300 characters.", Required = true };
        var publisher = new Option<string>("--publisher") { Description = "Who published it.", Required = true };
        var day = new Option<string>("--day") { Description = "When, as 2026-11-29.", Required = true };
        var url = new Option<string?>("--url") { Description = "Where it stands. The same address again changes that entry." };
        var summary = new Option<string?>("--summary") { Description = "One or two sentences." };
        var topics = new Option<string?>("--topics") { Description = "Keys of topics, separated by commas." };
        var region = new Option<string?>("--region") { Description = "AGS prefix of where it is for; everybody unless told." };
        var command = new Command("add-news", "Adds an entry to the news by hand.")
        {
            title, publisher, day, url, summary, topics, region,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var host = NetworkHost.CreateBuilder().Build();
            return await Failures.InWordsAsync("Not added", async () =>
            {
                const StringSplitOptions clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
                var input = new NewsInput(
                    arguments.GetRequiredValue(title), arguments.GetRequiredValue(publisher), arguments.GetRequiredValue(day),
                    arguments.GetValue(url), arguments.GetValue(summary), arguments.GetValue(topics)?.Split(',', clean) ?? [],
                    arguments.GetValue(region));
                var added = await host.Services.GetRequiredService<AddNews>().RunAsync(input, cancellationToken);
                Console.WriteLine(added ? "Added." : "It is there already.");
                return 0;
            });
        });
        return command;
    }
}
