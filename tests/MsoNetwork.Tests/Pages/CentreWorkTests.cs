using System.Net;
using AngleSharp.Html.Parser;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Pages;

/// <summary>On the pages: what centres do with the work of organisations, and all that the API's inputs hold.</summary>
[Trait("Speed", "Medium")]
public sealed class CentreWorkTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string One = "migrafrica";
    private const string Other = "coach-e-v";
    private const string Centre = "ki-koeln";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_centre_proposes_with_its_source_regions_and_topics_and_confirms()
    {
        using var centre = await WorkBrowser.AsAsync(site, await site.StaffAsync(Centre));
        var page = $"/de/organisationen/{One}/zusammenarbeit";
        var without = await centre.SendAsync(page, "Propose", ("kind", "Event"), ("title", "Ohne Quelle (erfunden)"), ("to", Other));
        Assert.Equal(HttpStatusCode.OK, without.Status);
        Assert.Contains("id=\"source-wrong\"", without.Html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Other}\"", without.Html, StringComparison.Ordinal);

        var proposed = await centre.SendAsync(
            page, "Propose", ("kind", "Event"), ("title", "Lauf der Vereine (erfunden)"),
            ("to", $"https://netz.example/tr/organisationen/{Other}"),
            ("topics", "education"), ("regions.add", "Köln"), ("regions.add", "Kreis Düren"), ("name", "Gespräch mit beiden"),
            ("retrievedOn", "2026-01-15"));
        Assert.True(proposed.Location?.EndsWith("getan=proposed", StringComparison.Ordinal) == true, proposed.Html);
        Assert.Equal("""["education"] ["05315","05358"] ki-koeln Gespräch mit beiden""", await TextAsync("""
            SELECT array_to_json(topics)::text || ' ' || array_to_json(ARRAY(SELECT left(unnest, 5) FROM unnest(regions) ORDER BY 1))::text
                || ' ' || proposed_by_centre || ' ' || source_name
            FROM cooperations WHERE title = 'Lauf der Vereine (erfunden)'
            """));
        Assert.EndsWith("getan=confirmed", (await centre.SendAsync(page, "Confirm")).Location, StringComparison.Ordinal);
        Assert.EndsWith("getan=ended", (await centre.SendAsync(page, "End")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_confirms_a_proposal_of_others_only_with_a_source()
    {
        using var one = await WorkBrowser.OfAsync(site, One);
        var proposed = await one.SendAsync(
            $"/de/organisationen/{Other}/zusammenarbeit", "Propose", ("kind", "Sharing"), ("title", "Lager zu zweit (erfunden)"));
        Assert.EndsWith("getan=proposed", proposed.Location, StringComparison.Ordinal);
        using var centre = await WorkBrowser.AsAsync(site, await site.StaffAsync(Centre));
        var page = $"/de/organisationen/{Other}/zusammenarbeit";
        var without = await centre.SendAsync(page, "Confirm");
        Assert.Contains("id=\"problems\"", without.Html, StringComparison.Ordinal);
        var confirmed = await centre.SendAsync(page, "Confirm", ("name", "Hausbesuch"));
        Assert.True(confirmed.Location?.EndsWith("getan=confirmed", StringComparison.Ordinal) == true, confirmed.Html);
    }

    [Fact]
    public async Task A_centre_of_elsewhere_can_do_nothing_with_them()
    {
        using var stranger = await WorkBrowser.AsAsync(site, await site.StaffAsync("ki-bielefeld"));
        var (_, html, _) = await stranger.SendAsync(
            $"/de/organisationen/{One}/zusammenarbeit", "Propose", ("kind", "Event"), ("title", "Von weit her (erfunden)"), ("to", Other),
            ("name", "Hörensagen"));
        Assert.Contains("id=\"problems\"", html, StringComparison.Ordinal);
        Assert.Equal("0", await TextAsync("SELECT count(*)::text FROM cooperations WHERE title = 'Von weit her (erfunden)'"));
    }

    [Fact]
    public async Task A_call_has_target_groups_languages_and_several_regions_and_keeps_what_is_unticked_away()
    {
        using var browser = await WorkBrowser.OfAsync(site, One);
        var (_, html, location) = await browser.SendAsync(
            "/de/gesuche/neu", null, ("direction", "Seeks"), ("subject", "Interpreting"), ("title", "Dolmetschen (erfunden)"),
            ("text", "Ja."), ("targetGroups", "women"), ("languages.add", "Türkisch"), ("languages.add", "ar"), ("regions.add", "Köln"),
            ("regions.add", "Bonn"));
        Assert.True(location?.Contains("/bearbeiten", StringComparison.Ordinal) == true, html);
        const string Kept = """
            SELECT array_to_json(target_groups)::text || array_to_json(ARRAY(SELECT unnest(languages) ORDER BY 1))::text
                || array_to_json(ARRAY(SELECT left(unnest, 5) FROM unnest(regions) ORDER BY 1))::text
            FROM partner_calls WHERE titles ->> 'de' = 'Dolmetschen (erfunden)'
            """;
        Assert.Equal("""["women"]["ar","tr"]["05314","05315"]""", await TextAsync(Kept));
        var manage = location.Split('?')[0];
        var form = await new HtmlParser().ParseDocumentAsync((await browser.GetAsync(manage)).Html, Token);
        var ticked = form.QuerySelectorAll("input[type=checkbox][checked]").Select(box => box.GetAttribute("value")).ToList();
        Assert.Superset(new HashSet<string?> { "women", "ar", "tr" }, ticked.ToHashSet());

        // Extending leaves all as it is; saving says all anew.
        await browser.SendAsync(manage, "Open");
        var extended = await browser.SendAsync(manage, "Extend", ("deadline", "2027-02-01"));
        Assert.True(extended.Location?.EndsWith("getan=extended", StringComparison.Ordinal) == true, extended.Html);
        Assert.Equal("""["women"]["ar","tr"]["05314","05315"]""", await TextAsync(Kept));
        var wrong = await browser.SendAsync(
            manage, "Save", ("direction", "Seeks"), ("subject", "Interpreting"), ("title", "Dolmetschen (erfunden)"), ("text", "Ja."),
            ("languages.add", "Marsianisch"), ("regions.add", "München"));
        foreach (var field in (string[])["languages", "regions"])
            Assert.Contains($"id=\"{field}-wrong\"", wrong.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Marsianisch\"", wrong.Html, StringComparison.Ordinal);
        await browser.SendAsync(
            manage, "Save", ("direction", "Seeks"), ("subject", "Interpreting"), ("title", "Dolmetschen (erfunden)"), ("text", "Ja."),
            ("languages", "tr"), ("regions", "05315"));
        Assert.Equal("""[]["tr"]["05315"]""", await TextAsync(Kept));
    }

    [Fact]
    public async Task A_centre_takes_a_call_down_and_can_do_nothing_else_with_it()
    {
        using var owner = await WorkBrowser.OfAsync(site, One);
        var (_, _, location) = await owner.SendAsync(
            "/de/gesuche/neu", null, ("direction", "Offers"), ("subject", "Rooms"), ("title", "Anstößig (erfunden)"), ("text", "Ja."));
        var manage = location!.Split('?')[0];
        using var centre = await WorkBrowser.AsAsync(site, await site.StaffAsync(Centre));
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync(manage)).Status); // a draft
        await owner.SendAsync(manage, "Open");
        Assert.Contains(manage, (await centre.GetAsync($"/de/schreibtisch/organisationen/{One}")).Html, StringComparison.Ordinal);
        var seen = (await centre.GetAsync(manage)).Html;
        Assert.Contains("handler=Withdraw", seen, StringComparison.Ordinal);
        foreach (var handler in (string[])["Save", "Extend", "Open", "Fill", "Erase", "Accept", "Decline"])
        {
            Assert.DoesNotContain($"handler={handler}\"", seen, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await centre.PostAsync(manage, handler, WorkBrowser.Fields(seen, "Withdraw"))).Status);
        }

        using var elsewhere = await WorkBrowser.AsAsync(site, await site.StaffAsync("ki-bielefeld"));
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync(manage)).Status);
        await centre.PostAsync(manage, "Withdraw", WorkBrowser.Fields(seen, "Withdraw"));
        Assert.Equal("Withdrawn ki-koeln", await TextAsync(
            "SELECT state || ' ' || closed_by_centre FROM partner_calls WHERE titles ->> 'de' = 'Anstößig (erfunden)'"));
    }

    [Fact]
    public async Task Somebody_with_several_hats_chooses_which_one_acts()
    {
        var own = Guid.Parse(await TextAsync($"SELECT id::text FROM organisations WHERE slug = '{One}'"));
        var person = await site.PersonAsync(
            new OrganisationPerson { OrganisationId = own, Role = Role.Editor }, new CentrePerson { CentreKey = Centre });
        using var browser = await WorkBrowser.AsAsync(site, person);
        var page = $"/de/organisationen/{Other}/zusammenarbeit";
        foreach (var (hat, title, by) in ((string, string, string)[])
            [("centre:" + Centre, "Als Zentrum (erfunden)", Centre), ("organisation:" + One, "Als Verein (erfunden)", One)])
        {
            Assert.Contains($"value=\"{hat}\"", (await browser.GetAsync(page)).Html, StringComparison.Ordinal);
            await browser.SendAsync("/de/posteingang", "ActFor", ("name", hat));
            var done = await browser.SendAsync(
                page, "Propose", ("kind", "Other"), ("title", title), ("to", One), ("name", "Aus erster Hand"));
            Assert.True(done.Location?.EndsWith("getan=proposed", StringComparison.Ordinal) == true, done.Html);
            Assert.Equal(by, await TextAsync($"""
                SELECT coalesce(c.proposed_by_centre, o.slug) FROM cooperations AS c LEFT JOIN organisations AS o ON o.id = c.proposed_by
                WHERE c.title = '{title}'
                """));
        }
    }

    private async Task<string> TextAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
