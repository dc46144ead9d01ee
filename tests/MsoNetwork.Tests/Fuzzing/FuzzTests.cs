using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>
/// Requests by chance, over the wire, to the real site: no answer is 5xx (but 503 with Retry-After), none tells of the inside, none breaks
/// off, nothing is logged as an error, and the site stays ready. MSONET_FUZZ says how many, MSONET_FUZZ_SEED which: usually the same ones.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class FuzzTests(TestCluster cluster)
{
    private const int Batch = 250, AtOnce = 4;

    private static readonly int Inputs = Setting("MSONET_FUZZ", 1500);
    private static readonly int Seed = Setting("MSONET_FUZZ_SEED", 20261130);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_sent_is_answered_in_words()
    {
        var errors = new KeptErrors();
        await using var site = new RunningSite(cluster)
        {
            InPlace = services => services.AddSingleton<ILoggerProvider>(errors),
            Settings = new Dictionary<string, string?>
            {
                ["Logging:Kept:LogLevel:Default"] = "Error",
                ["Logging:Kept:LogLevel:Microsoft.EntityFrameworkCore"] = "None", // what it calls an error, Logs.cs leaves to others
            },
        };
        await site.InitializeAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = site.Client.BaseAddress,
        };
        var actors = await FuzzActor.AllAsync(site, client);
        var known = await KnownSite.OfAsync(site, client, actors);
        Assert.InRange(known.Forms.Count, 60, int.MaxValue);
        var files = await FilesAsync(site);
        var found = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<string, int>();
        var sent = 0;
        for (var first = 0; first < Inputs && found.Count < 200; first += Batch)
        {
            if (first > 0) actors = await FuzzActor.AllAsync(site, client);
            var requests = Enumerable.Range(first, Math.Min(Batch, Inputs - first))
                .Select(number => (number, Requests.Make(new Dice(unchecked((Seed * 31) + number)), site, known, actors, files)));
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token };
            await Parallel.ForEachAsync(requests, options, async (one, _) =>
            {
                var (number, request) = one;
                var answer = await RawAnswer.ToAsync(request, site.Client.BaseAddress!.Port, Token);
                Interlocked.Increment(ref sent);
                statuses.AddOrUpdate($"{request.Kind} {answer.Status}", 1, (_, count) => count + 1);
                if (answer.Fault is { } fault)
                    found.Enqueue($"{fault}: input {number} of seed {Seed}\n{request}\n{Why(answer, errors)}");
            });
            Assert.Equal("alive", await site.Client.GetStringAsync("/healthz", Token));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sent} inputs of seed {Seed}, {known.Forms.Count} forms, {known.Routes.Count} routes\n"
            + string.Join('\n', statuses.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}")));
        Assert.True(found.IsEmpty, $"{found.Count} of {sent}\n{string.Join("\n\n", found)}");
        Assert.True(errors.All.Count == 0, string.Join("\n\n", errors.All.Take(20)));
        await Waiting.UntilAsync(
            async () => (await site.Client.GetAsync("/readyz", Token)).IsSuccessStatusCode, "it is not ready any more");
    }

    private static string Why(RawAnswer answer, KeptErrors errors) =>
        RequestId().Match(answer.Text) is { Success: true } id
        && errors.All.FirstOrDefault(one => one.Contains(id.Groups[1].Value, StringComparison.Ordinal)) is { } error
            ? error : answer.Text[..Math.Min(answer.Text.Length, 1500)];

    // What the site itself gives away, and what it takes elsewhere.
    private static async Task<IReadOnlyList<(string Name, byte[] Content)>> FilesAsync(RunningSite site)
    {
        List<(string, byte[])> files =
            [("x.txt", "nur Text"u8.ToArray()), ("liste.csv", "name,town\nHaus Gut (erfunden),Köln\n"u8.ToArray())];
        foreach (var path in (string[])["/organisations/export.xlsx", "/de/termine/kalender.ics", "/de/karte.png"])
            files.Add((Path.GetFileName(path), await site.Client.GetByteArrayAsync(path, Token)));
        return files;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"X-Request-Id: (\S+)")]
    private static partial Regex RequestId();
}
