using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Invented;
using MsoNetwork.Matching;
using MsoNetwork.Tests.Cooperations;
using Npgsql;

namespace MsoNetwork.Tests.Matching;

/// <summary>The seeds with 250 invented organisations and 700 invented cooperations.</summary>
public sealed class MatchedNetwork(TestCluster cluster) : IAsyncLifetime
{
    public const string Shown =
        "score distanceKm connected organisation { slug } reasons { kind contribution text terms { key } regions { key } partners { slug "
            + "} distanceKm cooperations lastSign }";

    public SeededNetwork Network { get; private set; } = null!;

    public NpgsqlDataSource Database => Network.Database;

    public static async Task<MatchedNetwork> NewAsync(TestCluster cluster)
    {
        var network = new MatchedNetwork(cluster);
        await network.InitializeAsync();
        return network;
    }

    public async ValueTask InitializeAsync()
    {
        Network = await SeededNetwork.NewAsync(cluster);
        await new SeedSynthetic(Database, TimeProvider.System).RunAsync(250, 11, CancellationToken.None);
        await new SeedSyntheticCooperations(Database, TimeProvider.System).RunAsync(700, 11, CancellationToken.None);
    }

    public Task<MatchNetwork> NowAsync() =>
        Network.Services.GetRequiredService<MatchStore>().GetAsync(TestContext.Current.CancellationToken);

    public async Task<JsonElement[]> SuggestedAsync(string slug, string arguments = "first: 20")
    {
        var answer = await AskAsync(slug, arguments);
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return [.. answer.GetProperty("data").GetProperty("partnerSuggestions").EnumerateArray()];
    }

    public async Task<JsonElement> AskAsync(string slug, string arguments) =>
        await Network.AskAsync("", $"{{ partnerSuggestions(organisation: \"{await Network.IdAsync(slug)}\" {arguments}) {{ {Shown} }} }}");

    /// <summary>Slugs of active organisations, those with most cooperations first.</summary>
    public async Task<string[]> SlugsAsync(int count) => await Network.ScalarAsync<string[]>($"""
        SELECT array_agg(slug) FROM (SELECT o.slug FROM organisations o LEFT JOIN cooperations c ON o.id IN (c.from_id, c.to_id)
            WHERE o.status = 'Active' GROUP BY o.slug ORDER BY count(c.id) DESC, 1 LIMIT {count}) AS most
        """);

    /// <summary>Everything that all these are answered for all purposes, as text.</summary>
    public async Task<string> AllAsync(IEnumerable<string> slugs)
    {
        var answers = new List<string>();
        foreach (var slug in slugs)
        {
            foreach (var purpose in new[] { "SIMILAR_WORK", "COMPLEMENTARY", "MENTORS", "MENTEES" })
                answers.Add($"{slug} {purpose}: {(await AskAsync(slug, $"for: {purpose}, first: 20")).GetRawText()}");
        }

        return string.Join('\n', answers);
    }

    public ValueTask DisposeAsync() => Network.DisposeAsync();
}
