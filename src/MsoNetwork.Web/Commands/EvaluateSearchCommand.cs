using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MsoNetwork.Import;
using MsoNetwork.Meilisearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Background;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Commands;

/// <summary>Measures the search on a judged set, in a database of its own that is dropped afterwards.</summary>
internal static class EvaluateSearchCommand
{
    private const int MostTries = 5;
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static Command Create()
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "A folder with corpus.csv (the import's format) and queries.json (id, kind, query, grades by external_id).",
        };
        var corpus = new Option<string?>("--corpus")
        {
            Description = "The organisations, if they are not in DIR/corpus.csv.",
            HelpName = "FILE",
        };
        var floor = NumberOption.Share("--floor", "Exit code 1 when nDCG@10 over all is below this.");
        var kindFloor = NumberOption.Share("--kind-floor", "Exit code 1 when nDCG@10 of any kind is below this.");
        var mostZero = NumberOption.Share("--most-zero", "Exit code 1 when a larger share of the queries than this finds nothing at all.");
        var agreement = NumberOption.Share("--agreement", "Exit code 1 when the configured engine and our own agree on a smaller share.");
        var worst = NumberOption.Whole("--worst", "N", "Also print this many of the worst answered queries.", 0, 10_000);
        var command = new Command(
            "evaluate-search",
            "Imports a judged corpus into a temporary database and prints nDCG@10, MRR and recall@10 per kind of query, of the engine of "
                + "MSONET_SEARCH; with meilisearch (an index of its own) also how far the two engines agree."
        )
        {
            folder,
            corpus,
            floor,
            kindFloor,
            mostZero,
            agreement,
            worst,
        };
        command.SetAction((arguments, cancellationToken) => Failures.InWordsAsync("Not evaluated", async () =>
        {
            var judged = Read(arguments.GetRequiredValue(folder));
            var builder = NetworkHost.CreateBuilder();
            await using var temporary = await TemporaryDatabase.CreateAsync(builder.Configuration["DATABASE"]!, cancellationToken);
            var corpusFile = arguments.GetValue(corpus) ?? Path.Combine(arguments.GetRequiredValue(folder), "corpus.csv");
            var answers = await AnswersAsync(temporary.ConnectionString, builder.Configuration, corpusFile, judged, cancellationToken);
            var code = Report(
                judged,
                [.. answers.Select(one => one.Quality)],
                arguments.GetValue(floor),
                arguments.GetValue(kindFloor),
                arguments.GetValue(worst)
            );
            var isAgreed = EngineAgreement.Report(judged, answers, arguments.GetValue(agreement), arguments.GetValue(worst));
            var allowed = arguments.GetResult(mostZero) is null or { Implicit: true } ? 1 : arguments.GetValue(mostZero);
            return WithoutHits(answers, allowed) && isAgreed ? code : 1;
        }));
        return command;
    }

    private static List<JudgedQuery> Read(string folder)
    {
        var file = Path.Combine(folder, "queries.json");
        try
        {
            return JsonSerializer.Deserialize<List<JudgedQuery>>(File.ReadAllBytes(file), Json) is { Count: > 0 } judged ? judged
                : throw new ImportRefusedException($"{file} has no queries.");
        }
        catch (JsonException error)
        {
            throw new ImportRefusedException($"{file} is not a list of id, kind, query and grades: {error.Message}");
        }
    }

    private static async Task<List<JudgedAnswer>> AnswersAsync(
        string database,
        ConfigurationManager configuration,
        string corpus,
        List<JudgedQuery> judged,
        CancellationToken cancellationToken
    )
    {
        var registered = new ServiceCollection().AddMsoNetwork(database);
        registered.AddSingleton(new NewerDatabase(configuration));
        ConfiguredSearch.Configure(registered, configuration, $"msonet_evaluation_{Guid.NewGuid():N}");
        await using var services = registered.BuildServiceProvider();
        await NetworkHost.MigrateAsync(services, cancellationToken);
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var seeds = configuration["SEEDS"] ?? "seeds";
        await SeedRegions.RunAsync(source, Path.Combine(seeds, "regions"), cancellationToken);
        await SeedVocabularies.RunAsync(source, Path.Combine(seeds, "vocabularies"), cancellationToken);
        await new Importer(source, services.GetRequiredService<TimeProvider>()).RunAsync(
            new ImportOptions(corpus, "judged"),
            null,
            cancellationToken
        );
        await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var index = services.GetRequiredService<OrganisationIndex>();
        var builder = index.Builder();
        await foreach (var document in OrganisationDocuments.AllAsync(connection, cancellationToken)) builder.Add(document);
        index.Replace(builder);
        var names = await NamesAsync(connection, cancellationToken);
        if (services.GetService<ExternalSearch>() is not { } outer)
            return await AskAsync(services.GetRequiredService<SearchOrganisations>(), judged, names, cancellationToken);
        var engine = services.GetRequiredService<MeilisearchIndexer>();
        try
        {
            await outer.RebuildAsync(source, null, cancellationToken);
            var answers = await AskAsync(services.GetRequiredService<SearchOrganisations>(), judged, names, cancellationToken);
            if (answers.FindIndex(one => one.Routed.Degraded) is var failed and >= 0)
                throw new ImportRefusedException($"Meilisearch did not answer \"{judged[failed].Query}\".");
            await using var own = new ServiceCollection().AddMsoNetwork(database).AddSingleton(index).BuildServiceProvider();
            var others = await AskAsync(own.GetRequiredService<SearchOrganisations>(), judged, names, cancellationToken);
            return [.. answers.Zip(others, (one, other) => one with { Own = other.Routed })];
        }
        finally
        {
            await engine.DropAsync(CancellationToken.None);
        }
    }

    private static async Task<List<JudgedAnswer>> AskAsync(
        SearchOrganisations search,
        List<JudgedQuery> judged,
        ILookup<Guid, string> names,
        CancellationToken cancellationToken
    )
    {
        var answers = new List<JudgedAnswer>();
        foreach (var query in judged)
        {
            var page = await search.RunAsync(new SearchInput(query.Query, null, 10), cancellationToken);
            // A slow server is judged by what it finds: it is asked again when its circuit has closed.
            for (var tries = 1; page.Routed.Degraded && tries < MostTries; tries++)
            {
                await Task.Delay(ResilientSearch.Break + TimeSpan.FromSeconds(1), cancellationToken);
                page = await search.RunAsync(new SearchInput(query.Query, null, 10), cancellationToken);
            }

            // An entry of several sources stands for the judged one among them.
            var found = page.Routed.Answer.Hits.Select(hit => names[hit.Id].FirstOrDefault(query.Grades.ContainsKey, ""));
            answers.Add(new(QueryQuality.Of(query, [.. found]), page.Routed));
        }

        return answers;
    }

    private static async Task<ILookup<Guid, string>> NamesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = new List<(Guid, string)>();
        await using var command = new NpgsqlCommand("SELECT organisation_id, external_id FROM organisation_sources", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) names.Add((rows.GetGuid(0), rows.GetString(1)));
        return names.ToLookup(name => name.Item1, name => name.Item2);
    }

    /// <summary>Prints how many queries found nothing, and whether that is no larger share than allowed.</summary>
    private static bool WithoutHits(List<JudgedAnswer> answered, double allowed)
    {
        var zero = answered.Count(one => one.Routed.Answer.Hits.Count == 0) / (double)answered.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"without a hit: {zero:0.0%}"));
        if (zero <= allowed) return true;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"More than {allowed:0.0%} of the queries find nothing."));
        return false;
    }

    private static int Report(List<JudgedQuery> judged, List<QueryQuality> qualities, double floor, double kindFloor, int worst)
    {
        var pairs = judged.Zip(qualities).ToList();
        var kinds = pairs
            .GroupBy(pair => pair.First.Kind)
            .Select(kind => (kind.Key, Count: kind.Count(), Mean: QueryQuality.Mean([.. kind.Select(pair => pair.Second)])))
            .ToList();
        Console.WriteLine("kind                 queries  nDCG@10    MRR  recall@10");
        foreach (var (kind, count, mean) in kinds) Line(kind, count, mean);
        var all = QueryQuality.Mean(qualities);
        Line("all", judged.Count, all);
        foreach (var (query, quality) in pairs.OrderBy(pair => pair.Second.Ndcg).Take(worst))
            Line($"{query.Id} \"{query.Query}\"", query.Grades.Count, quality);
        var low = kinds.FindAll(kind => kind.Mean.Ndcg < kindFloor);
        if (all.Ndcg >= floor && low.Count == 0)
            return 0;
        Console.Error.WriteLine(
            all.Ndcg < floor
                ? $"Below the floor of {floor}."
                : $"Below the floor of {kindFloor}: {string.Join(", ", low.Select(kind => kind.Key))}."
        );
        return 1;
    }

    private static void Line(string name, int count, QueryQuality quality) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-20} {count,7}  {quality.Ndcg,7:0.000} {quality.ReciprocalRank,6:0.000}    {quality.Recall,7:0.000}"
            )
        );

    /// <summary>A database beside the configured one, gone with this object.</summary>
    private sealed class TemporaryDatabase(NpgsqlDataSource server, string name, string connectionString) : IAsyncDisposable
    {
        public string ConnectionString => connectionString;

        public static async Task<TemporaryDatabase> CreateAsync(string database, CancellationToken cancellationToken)
        {
            var name = $"msonet_evaluation_{Guid.NewGuid():N}";
            var server = NpgsqlDataSource.Create(database);
            await using var create = server.CreateCommand($"CREATE DATABASE {name}");
            try
            {
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new ImportRefusedException(
                    "evaluate-search works in a database of its own: the role of MSONET_DATABASE needs CREATEDB, and template1 the "
                        + "extension postgis."
                );
            }

            return new TemporaryDatabase(
                server,
                name,
                new NpgsqlConnectionStringBuilder(database) { Database = name, Pooling = false }.ConnectionString
            );
        }

        public async ValueTask DisposeAsync()
        {
            await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
            await server.DisposeAsync();
        }
    }
}
