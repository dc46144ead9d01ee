using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Matching;
using MsoNetwork.Networks;

namespace MsoNetwork.Tests.Changes;

/// <summary>What is dear to make is made again when its own subjects change, and only then.</summary>
public sealed class WarmStoreTests(TestCluster cluster)
{
    private const string Columns =
        "(id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions, contact_way, state, "
            + "created_at, updated_at, opened_at)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Networks_and_matching_stay_warm_while_unrelated_calls_and_responses_are_written()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var networks = network.Services.GetRequiredService<NetworkStore>();
        var matches = network.Services.GetRequiredService<MatchStore>();
        await CallAsync(network, "offen", "Open");
        await RespondAsync(network, "x");
        var loads = await LoadsAsync(networks, matches);
        await CallAsync(network, "entwurf", "Draft");
        await RespondAsync(network, "y");
        Assert.Equal(loads, await LoadsAsync(networks, matches));
        await CallAsync(network, "noch-einer", "Open");
        Assert.Equal((loads.Networks, loads.Matches + 1), await LoadsAsync(networks, matches));
        await network.RunAsync(
            "INSERT INTO matching_preferences VALUES ((SELECT id FROM organisations ORDER BY id LIMIT 1), false, false, false, now())"
        );
        Assert.Equal((loads.Networks, loads.Matches + 2), await LoadsAsync(networks, matches));
        await network.RunAsync("UPDATE organisations SET town = 'anders' WHERE id = (SELECT id FROM organisations ORDER BY id LIMIT 1)");
        Assert.Equal((loads.Networks + 1, loads.Matches + 3), await LoadsAsync(networks, matches));
        Assert.Equal((loads.Networks + 1, loads.Matches + 3), await LoadsAsync(networks, matches));
    }

    /// <summary>An answer to an open call of its own, and taken back.</summary>
    internal static async Task RespondAsync(SeededNetwork network, string message)
    {
        var slug = $"ruf-{Guid.NewGuid():N}";
        await CallAsync(network, slug, "Open");
        await network.RunAsync($"""
            INSERT INTO partner_call_responses (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
            SELECT gen_random_uuid(), c.id, (SELECT id FROM organisations WHERE status = 'Active' AND id <> c.organisation_id ORDER BY id LIMIT 1),
                '{message}', 'geheim@example.org', 'Sent', now(), now() FROM partner_calls AS c WHERE slug = '{slug}'
            """);
        await network.RunAsync($"""
            UPDATE partner_call_responses SET state = 'Withdrawn', message = NULL, contact = NULL, updated_at = now()
            WHERE call_id = (SELECT id FROM partner_calls WHERE slug = '{slug}')
            """);
        await network.RunAsync($"""
            UPDATE partner_calls SET state = 'Withdrawn', closed_at = now(), updated_at = now() WHERE slug = '{slug}'
            """);
    }

    private static Task CallAsync(SeededNetwork network, string slug, string state) =>
        network.RunAsync($$"""
            INSERT INTO partner_calls {{Columns}}
            SELECT gen_random_uuid(), '{{slug}}', id, 'Seeks', 'Rooms', '{"de": "x"}', '{"de": "x"}', '{}', '{}', '{}', '{05}', 'Platform',
                '{{state}}', now(), now(), CASE '{{state}}' WHEN 'Open' THEN now() END
            FROM organisations WHERE status = 'Active' ORDER BY id DESC LIMIT 1
            """);

    private static async Task<(int Networks, int Matches)> LoadsAsync(NetworkStore networks, MatchStore matches)
    {
        await networks.SnapshotAsync(Token);
        await matches.GetAsync(Token);
        return (networks.Loads, matches.Loads);
    }
}
