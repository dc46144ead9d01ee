using System.Text.Json;
using MsoNetwork.Seeds;
using Npgsql;

namespace MsoNetwork.Tests.Cooperations;

/// <summary>Membership in an umbrella body goes the way of every cooperation, and stands among memberOf while it lasts.</summary>
public sealed class MembershipTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string Body = "verbund-netzwerk-duesseldorfer-migrantenorganisationen-e-v";
    private const string Member = "afrika-e-v-muenster";

    [Fact]
    public async Task A_membership_is_proposed_confirmed_shown_and_ended()
    {
        var id = await ProposedAsync(Member, Body);
        Assert.Empty(await UmbrellasAsync(Member));
        (await network.StepAsync("organisation:" + Body, "confirm", id)).Done();
        Assert.Equal([Body], await UmbrellasAsync(Member));
        Assert.Equal(1, await EdgesAsync(Member, Body));
        (await network.StepAsync("organisation:" + Member, "end", id)).Done();
        Assert.Empty(await UmbrellasAsync(Member));
        Assert.Equal(
            "Ended",
            await network.ScalarAsync<string>("SELECT state FROM cooperations WHERE title = 'Mitgliedschaft ' || '" + Member + "'")
        );
    }

    [Fact]
    public async Task A_second_membership_of_the_two_is_refused_whatever_its_title()
    {
        var id = await ProposedAsync("kaktus-muenster-e-v", Body);
        (await ProposeAsync("kaktus-muenster-e-v", Body, "Noch einmal")).IsRefused(
            "INVALID_INPUT",
            "input.title",
            "already proposed or confirmed"
        );
        (await network.StepAsync("organisation:kaktus-muenster-e-v", "decline", id)).Done();
        (await ProposeAsync("kaktus-muenster-e-v", Body, "Noch einmal")).Done();
    }

    [Fact]
    public async Task Nobody_becomes_above_itself_not_even_when_three_confirm_at_the_same_moment()
    {
        string[] ring = ["simorgh-e-v", "africa-positive", "polonia-colonia-e-v"];
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await ProposedAsync(ring[i], ring[(i + 1) % 3]));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(i => Task.Run(() => network.StepAsync("organisation:" + ring[(i + 1) % 3], "confirm", ids[i])))
        );
        Assert.Single(answers, answer => answer.TryGetProperty("errors", out _)).IsRefused("INVALID_INPUT", "input.id", "above itself");
        Assert.Equal(
            1,
            await network.ScalarAsync<long>(
                "SELECT count(*) FROM cooperations WHERE kind = 'UmbrellaMembership' AND state = 'Proposed' AND title LIKE "
                    + "'Mitgliedschaft %' AND from_id IN (SELECT id FROM organisations WHERE slug IN ('simorgh-e-v', 'africa-positive', "
                    + "'polonia-colonia-e-v'))"
            )
        );
    }

    [Fact]
    public async Task What_a_list_says_counts_once_when_the_two_confirm_it_and_an_ended_one_is_not_seeded_again()
    {
        const string Listed = "bana-afrika-e-v";
        const string Umbrella = "dachverband-migrantenselbstorganisationen-dueren-e-v";
        Assert.Equal(1, await EdgesAsync(Listed, Umbrella));
        var id = await ProposedAsync(Listed, Umbrella);
        (await network.StepAsync("organisation:" + Umbrella, "confirm", id)).Done();
        Assert.Equal(1, await EdgesAsync(Listed, Umbrella));
        (await network.StepAsync("organisation:" + Umbrella, "end", id)).Done();
        await network.RunAsync("DELETE FROM loaded_seeds WHERE name = 'Memberships'");
        await new SeedNetwork(network.Database, TimeProvider.System).RunAsync(
            SeededNetwork.Seeds,
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Empty(await UmbrellasAsync(Listed));
    }

    [Fact]
    public async Task The_database_itself_keeps_memberships_single()
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => network.RunAsync("""
            INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, source_name, state, proposed_at, confirmed_at)
            SELECT gen_random_uuid(), 'UmbrellaMembership', title, a.id, b.id, '{}', '{}', 'Test', 'Confirmed', now(), now()
            FROM organisations a, organisations b, unnest(ARRAY['eins', 'zwei']) AS title WHERE (a.slug, b.slug) = ('atlant-e-v', 'migrafrica')
            """));
        Assert.Equal("cooperations_one_membership", error.ConstraintName);
    }

    private async Task<string> ProposedAsync(string member, string umbrella) =>
        (await ProposeAsync(member, umbrella, "Mitgliedschaft " + member)).Done().Text("id");

    private async Task<JsonElement> ProposeAsync(string member, string umbrella, string title) =>
        await network.ProposeAsync(
            "organisation:" + member,
            new
            {
                kind = "UMBRELLA_MEMBERSHIP",
                title,
                from = await network.IdAsync(member),
                to = await network.IdAsync(umbrella),
            }
        );

    private async Task<string[]> UmbrellasAsync(string member)
    {
        var answer = await network.AskAsync(
            "",
            "query ($slug: String!) { organisation(slug: $slug) { memberOf { slug } } }",
            new { slug = member }
        );
        return
        [
            .. answer
                .GetProperty("data")
                .GetProperty("organisation")
                .GetProperty("memberOf")
                .EnumerateArray()
                .Select(one => one.Text("slug")),
        ];
    }

    /// <summary>Ties of the network between the two.</summary>
    private async Task<int> EdgesAsync(string member, string umbrella)
    {
        var answer = await network.AskAsync(
            "",
            "{ network(region: \"05\", kinds: [UMBRELLA_MEMBERSHIP]) { edges { weight directed from { slug } to { slug } } } }"
        );
        var edge = Assert.Single(answer.GetProperty("data").GetProperty("network").GetProperty("edges").EnumerateArray(), edge =>
            edge.GetProperty("from").Text("slug") == member && edge.GetProperty("to").Text("slug") == umbrella
        );
        Assert.True(edge.GetProperty("directed").GetBoolean());
        return edge.GetProperty("weight").GetInt32();
    }
}
