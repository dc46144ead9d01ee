using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Export;
using MsoNetwork.Import;
using MsoNetwork.Networks;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Files;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>msonet export organisations and msonet export network: what is public, as files.</summary>
internal static class ExportCommand
{
    public static Command Create() =>
        new(
            "export",
            "Writes what is public as a file for spreadsheets, maps and network tools. Exit code 0: the whole file is there; 1: there is "
                + "none; 2: wrong usage."
        )
        {
            Organisations(),
            Network(),
        };

    private static Command Organisations()
    {
        var (output, regions, topics) = (
            Output(),
            Many("--regions", "Only with their seat in these regions (AGS prefixes, separated by commas)."),
            Many("--topics", "Only with any of these topics (keys, separated by commas).")
        );
        var format = Choice(
            "--format",
            "csv or xlsx (Excel): the format of msonet import; list: Excel for people, in words (German, or --labels); geojson: for maps.",
            "csv",
            "xlsx",
            "list",
            "geojson"
        );
        var labels = new Option<string?>("--labels")
        {
            Description = "Terms by their names in this language (de, en, …) instead of keys; an import understands both.",
            HelpName = "TAG",
        };
        var all = new Option<bool>("--all") { Description = "Inactive and dissolved ones too." };
        var command = new Command("organisations", "Writes organisations, by name.") { output, format, regions, topics, labels, all };
        command.SetAction((arguments, token) => RunAsync(arguments.GetValue(output), async (services, target) =>
        {
            var language = OrganisationExport.CheckedLanguage("--labels", arguments.GetValue(labels));
            var vocabularies = await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token);
            var filter = new OrganisationFilter
            {
                Regions = Split(arguments.GetValue(regions)),
                Topics = Split(arguments.GetValue(topics)),
                Status = arguments.GetValue(all) ? Enum.GetValues<OrganisationStatus>() : null,
            };
            var places = await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token);
            var criteria = new OrganisationCriteria(filter, places, vocabularies);
            var page = PageLanguage.Find(language) ?? PageLanguage.Default;
            if (arguments.GetValue(format) == "list") language = page.Tag;
            var database = services.GetRequiredService<NpgsqlDataSource>();
            var count = await new OrganisationFile(database, criteria, vocabularies, null).CountAsync(token);
            return await ExportProgress.ShowAsync(count, async progress =>
            {
                var file = new OrganisationFile(database, criteria, vocabularies, language, progress);
                var written = arguments.GetValue(format) switch
                {
                    "geojson" => await file.WriteGeoJsonAsync(target, token),
                    "xlsx" => await file.WriteWorkbookAsync(target, token),
                    "list" => await file.WriteListAsync(FileWords.Of(page, places), target, token),
                    "csv" => await file.WriteCsvAsync(target, token),
                    _ => throw new UnreachableException(), // the option takes only its formats
                };
                return string.Create(CultureInfo.InvariantCulture, $"{written} organisations");
            });
        }));
        return command;
    }

    private static Command Network()
    {
        var (output, kinds, topics) = (
            Output(),
            Many("--kinds", "Only ties of these kinds (as in the schema, separated by commas)."),
            Many("--topics", "Only about any of these topics (keys, separated by commas).")
        );
        var format = Choice(
            "--format",
            "gexf (Gephi, networkx), graphml (yEd, Cytoscape, igraph), nodes or edges as CSV (Kumu, spreadsheets), xlsx with both (Excel).",
            "gexf",
            "graphml",
            "nodes",
            "edges",
            "xlsx"
        );
        var region = new Option<string>("--region")
        {
            Description = "Region of the organisations' seats (AGS prefix); the whole state unless told.",
            HelpName = "KEY",
            DefaultValueFactory = _ => "05",
        };
        var at = new Option<string?>("--at") { Description = "The day, as 2026-11-30; today unless told.", HelpName = "DAY" };
        var outside = NumberOption.Whole(
            "--outside",
            "STEPS",
            $"Follow partners so many steps out of the region, 1 to {NetworkFilter.MostDepth}.",
            1,
            NetworkFilter.MostDepth
        );
        var command = new Command("network", "Writes who works with whom, with all measures.")
        {
            output,
            format,
            region,
            kinds,
            topics,
            at,
            outside,
        };
        command.SetAction((arguments, token) => RunAsync(arguments.GetValue(output), async (services, target) =>
                {
                    var today = services.GetRequiredService<TimeProvider>().Today();
                    var steps = arguments.GetValue(outside);
                    var filter = NetworkFilter.Check(
                        await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token),
                        (await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token))[VocabularyName.Topics],
                        arguments.GetRequiredValue(region),
                        Split(arguments.GetValue(kinds))?.Select(name => ExportRequest.Value<NetworkTieKind>("--kinds", name)).ToArray(),
                        Split(arguments.GetValue(topics)),
                        Day(arguments.GetValue(at)) ?? today,
                        steps != 0,
                        steps == 0 ? null : steps,
                        today
                    );
                    var store = services.GetRequiredService<NetworkStore>();
                    var network = await store.GetAsync(filter, token);
                    if (!network.IsComplete)
                        await Console.Error.WriteLineAsync(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"Measuring {network.Nodes.Count} organisations and {network.Edges.Count} edges …"
                            )
                        );
                    await store.IdleAsync().WaitAsync(token);
                    Func<Network, Stream, CancellationToken, Task> write = arguments.GetValue(format) switch
                    {
                        "graphml" => NetworkFile.WriteGraphMlAsync,
                        "nodes" => NetworkFile.WriteNodesAsync,
                        "edges" => NetworkFile.WriteEdgesAsync,
                        "xlsx" => NetworkFile.WriteWorkbookAsync,
                        "gexf" => NetworkFile.WriteGexfAsync,
                        _ => throw new UnreachableException(),
                    };
                    await write(network, target, token);
                    return string.Create(CultureInfo.InvariantCulture, $"{network.Nodes.Count} organisations, {network.Edges.Count} edges");
                }));
        return command;
    }

    /// <summary>A file under its own name is always whole.</summary>
    private static async Task<int> RunAsync(string? path, Func<IServiceProvider, Stream, Task<string>> write)
    {
        await using var host = NetworkHost.CreateBuilder().Build();
        return await Failures.InWordsAsync("Not exported", async () =>
        {
            if (path is null or "-")
            {
                await using var output = Console.OpenStandardOutput();
                await Console.Error.WriteLineAsync($"Written: {await write(host.Services, output)}.");
                return 0;
            }

            using var file = WholeFile.Begin("--output", path);
            var written = await write(host.Services, file.Stream);
            file.PutInPlace();
            await Console.Error.WriteLineAsync($"{path}: {written}.");
            return 0;
        });
    }

    private static Option<string?> Output() =>
        new("--output", "-o") { Description = "The file; unless told, or with -, standard output.", HelpName = "FILE" };

    private static Option<string?> Many(string name, string description) => new(name) { Description = description, HelpName = "LIST" };

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw NetworkException.Invalid("--at", "--at is a day like 2026-11-30.");

    private static string[]? Split(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
