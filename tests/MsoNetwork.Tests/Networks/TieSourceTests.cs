using System.Net;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Networks;

/// <summary>Profile and network pages say of each tie who says so, and the profile no longer shows what was ended.</summary>
[Trait("Speed", "Slow")]
public sealed class TieSourceTests(TestCluster cluster) : IAsyncLifetime
{
    private const string House = "/de/organisationen/house-of-resources-koeln";
    private const string Cologne = "/de/regionen/05315/netzwerk";
    private readonly RunningSite _site = new(cluster);

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_list_with_one_source_says_it_once_below_and_a_table_at_each_tie()
    {
        const string Source =
            "<a href=\"https://www.hor-koeln.de/\" rel=\"external noopener nofollow\" dir=\"auto\">House of Resources Köln "
                + "(hor-koeln.de)</a>";
        Assert.Single(Parts(await SectionAsync(House, "cooperations"), "Quelle: " + Source + ", gelesen am 1. November 2026"));
        Assert.Equal(4, Parts(await SectionAsync(Cologne, "ties"), "Quelle: " + Source + "<").Length);
        var members = await SectionAsync("/de/organisationen/dachverband-migrantenselbstorganisationen-dueren-e-v", "members");
        Assert.Single(Parts(members, "Quelle: <a href=\"https://www.kreis-dueren.de/"));
        Assert.Single(
            Parts(await SectionAsync("/de/organisationen/bana-afrika-e-v", "memberOf"), "Quelle: <a href=\"https://www.kreis-dueren.de/")
        );
    }

    [Fact]
    public async Task What_both_confirmed_says_so_and_other_sources_stand_at_their_ties()
    {
        await ConfirmedAsync("Chor", "house-of-resources-koeln", "bana-afrika-e-v");
        var cooperations = await SectionAsync(House, "cooperations");
        Assert.Single(Parts(cooperations, "Bestätigt von beiden"));
        Assert.Equal(4, Parts(cooperations, "Quelle: ").Length);
        Assert.Contains("Bestätigt von beiden", (await GetAsync("/de/regionen/05/netzwerk?kinds=SHARING")), StringComparison.Ordinal);
        Assert.Contains("Confirmed by both", await GetAsync("/en/organisationen/bana-afrika-e-v"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_no_web_address_is_no_link_and_a_name_full_of_markup_is_text()
    {
        await RunAsync("""
            INSERT INTO cooperations (id, kind, title, from_id, to_id, regions, topics, source_name, source_url, state, proposed_at, confirmed_at)
            SELECT gen_random_uuid(), 'Event', 'Fest', a.id, b.id, '{}', '{}', '<b>Liste</b>', 'javascript:alert(1)', 'Confirmed', now(), now() FROM organisations AS a, organisations AS b
            WHERE (a.slug, b.slug) = ('migrafrica', 'coach-e-v')
            """);
        foreach (var (address, id) in new[] { ("/de/organisationen/migrafrica", "cooperations"), (Cologne, "ties") })
        {
            var section = await SectionAsync(address, id);
            Assert.Contains("Quelle: <bdi>&lt;b&gt;Liste&lt;/b&gt;</bdi>", section, StringComparison.Ordinal);
            Assert.DoesNotContain("javascript:", section, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_ended_today_is_in_the_network_of_its_last_day_and_no_longer_on_the_profile()
    {
        var id = await ConfirmedAsync("Nähstube", "migrafrica", "coach-e-v");
        Assert.Contains("Nähstube", await GetAsync("/de/organisationen/migrafrica"), StringComparison.Ordinal);
        await _site.Services.AskAsync(
            "organisation:migrafrica",
            $$"""mutation { endCooperation(input: { id: "{{id}}" }) { cooperation { state } } }"""
        );
        // Also when midnight comes between the two.
        await RunAsync("UPDATE cooperations SET ends_on = CURRENT_DATE + 1 WHERE title = 'Nähstube' AND state = 'Ended'");
        Assert.DoesNotContain("Nähstube", await GetAsync("/de/organisationen/migrafrica"), StringComparison.Ordinal);
        Assert.Contains("Nähstube", await SectionAsync(Cologne, "ties"), StringComparison.Ordinal);
    }

    private static string[] Parts(string page, string text) => page.Split(text)[1..];

    private async Task<string> ConfirmedAsync(string title, string from, string to)
    {
        var proposed = (await _site.Services.AskAsync("organisation:" + from, $$"""
            mutation { done: proposeCooperation(input: { kind: SHARING, title: "{{title}}", from: "{{await IdAsync(from)}}", to: "{{await IdAsync(to)}}" }) { cooperation { id } } }
            """)).Done().Text("id");
        return (await _site.Services.AskAsync("organisation:" + to, $$"""mutation { done: confirmCooperation(input: { id: "{{proposed}}" }) { cooperation { id } } }""")).Done().Text("id");
    }

    private async Task<string> IdAsync(string slug) =>
        (await _site.Services.AskAsync("", $$"""{ organisation(slug: "{{slug}}") { id } }"""))
            .GetProperty("data")
            .GetProperty("organisation")
            .Text("id");

    private async Task RunAsync(string sql)
    {
        await using var command = _site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The part of a page with this heading, umlauts and quotation marks as such, markup of texts as escaped.</summary>
    private async Task<string> SectionAsync(string address, string heading)
    {
        var page = await GetAsync(address);
        var start = page.IndexOf($"<section aria-labelledby=\"{heading}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{address} has no part {heading}.");
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private async Task<string> GetAsync(string address)
    {
        var answer = await _site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
