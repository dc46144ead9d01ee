using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.Benchmarks;

/// <summary>
/// Times the registry's own index in this process, without HTTP: building it, then a judged set's queries in random order.
/// </summary>
internal static class SearchTimes
{
    public static async Task RunAsync(IServiceProvider services, string folder)
    {
        await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(default);
        var known = await services.GetRequiredService<PhraseBook>().GetAsync(default);
        var index = services.GetRequiredService<OrganisationIndex>();
        var before = Environment.WorkingSet;
        var clock = Stopwatch.StartNew();
        await using (var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync())
        {
            var builder = index.Builder();
            await foreach (var document in OrganisationDocuments.AllAsync(connection, default)) builder.Add(document);
            Console.WriteLine($"{builder.Count} read and analysed in {clock.Elapsed.TotalSeconds:0.0} s");
            index.Replace(builder);
        }

        GC.Collect();
        Console.WriteLine(
            $"index of {index.Count} organisations, {index.WordCount} words in {clock.Elapsed.TotalSeconds:0.0} s, heap {GC.GetTotalMemory(true) / 1e6:0} MB"
        );
        var judged = JsonSerializer.Deserialize<List<JudgedQuery>>(
            await File.ReadAllBytesAsync(Path.Combine(folder, "queries.json")),
            JsonSerializerOptions.Web
        )!;
        var filter = new OrganisationFilter();
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        var search = services.GetRequiredService<BuiltInEngine>();
        foreach (var facets in (HashSet<FacetName>[])[[], [.. Enum.GetValues<FacetName>()]])
        {
            var random = new Random(1);
            var times = new List<(double Milliseconds, string Query, int Hits)>();
            for (var round = 0; round < 6; round++)
            {
                foreach (var query in judged.OrderBy(_ => random.Next()))
                {
                    var started = Stopwatch.GetTimestamp();
                    var answer = await search.SearchAsync(
                        new SearchQuestion(UnderstoodQuery.Read(query.Query, known), filter, criteria, 20, null, facets),
                        default
                    );
                    if (round > 0)
                        times.Add((Stopwatch.GetElapsedTime(started).TotalMilliseconds, query.Query, answer.TotalCount));
                }
            }

            times.Sort();
            Console.WriteLine(
                $"{(facets.Count > 0 ? "with facets   " : "without facets")}: p50 {At(0.5):0.00} p95 {At(0.95):0.00} p99 {At(0.99):0.00} "
                    + $"ms; slowest {times[^1].Query} ({times[^1].Hits} hits)"
            );
            double At(double share) => times[(int)(share * (times.Count - 1))].Milliseconds;
        }
    }
}
