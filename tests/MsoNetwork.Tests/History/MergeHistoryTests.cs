using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.History;

/// <summary>A merge and its undoing are steps of both histories, and neither history is lost.</summary>
public sealed partial class MergeHistoryTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Change = "operation by isPart other { id name slug } fields { field before after }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merge_and_its_undoing_are_told_in_both_histories_with_the_other_entry()
    {
        var (stays, goes) = (await NewAsync("Bleibt"), await NewAsync("Geht"));
        var staff = await site.StaffAsync("ki-koeln");
        await MergeAsync(staff, stays.Id, goes.Id);

        var step = (await ChangesAsync(staff, stays.Slug))[0];
        Assert.Equal(("merge", "CENTRE", false, "Geht", null), Told(step));
        Assert.Equal(OrganisationId(goes.Id), step.GetProperty("other").GetProperty("id").GetString());
        var page = await PageAsync(staff, stays.Slug);
        Assert.Contains("Zusammengelegt. Darin aufgegangen: Geht", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/de/organisationen/{stays.Slug}/bearbeiten/verlauf?eintrag={goes.Id}", page.Html, StringComparison.Ordinal);

        (await site.DoAsync(staff, "unmergeOrganisations", new { loser = OrganisationId(goes.Id) }, "left")).WithoutErrors();
        Assert.Equal(["unmerge", "merge"], (await ChangesAsync(staff, stays.Slug)).Take(2).Select(Operation));
        Assert.Equal(("unmerge", "CENTRE", false, "Geht", goes.Slug), Told((await ChangesAsync(staff, stays.Slug))[0]));
        var back = await ChangesAsync(staff, goes.Slug);
        Assert.Equal(["unmerge", "merge", "update", "insert"], back.Select(Operation));
        Assert.Equal(("unmerge", "CENTRE", true, "Bleibt", stays.Slug), Told(back[0]));
        Assert.Equal(("merge", "CENTRE", true, "Bleibt", stays.Slug), Told(back[1]));
        Assert.All(back.Take(2), one => Assert.Equal("[]", one.GetProperty("fields").GetRawText()));
        page = await PageAsync(staff, goes.Slug);
        Assert.Contains("Wieder getrennt. Der andere Eintrag: Bleibt", page.Text, StringComparison.Ordinal);
        Assert.Contains("Zusammengelegt. Dieser Eintrag ging auf in: Bleibt", page.Text, StringComparison.Ordinal);
        Assert.Single(page.Text.Split("Eintrag angelegt").Skip(1));
        Assert.DoesNotContain("eintrag=", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_of_an_entry_that_is_part_of_another_is_read_there_by_those_who_may()
    {
        var (stays, goes, other) = (await NewAsync("Haupt"), await NewAsync("Neben"), await NewAsync("Fremd"));
        var staff = await site.StaffAsync("ki-koeln");
        await MergeAsync(staff, stays.Id, goes.Id);
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = stays.Id, Role = Role.Lead });
        foreach (var reader in new[] { staff, lead })
        {
            var changes = await ChangesAsync(reader, stays.Slug, goes.Id);
            Assert.Equal(["merge", "update", "insert"], changes.Select(Operation));
            Assert.Contains("https://neben.example.org/", changes[1].GetRawText(), StringComparison.Ordinal);
            var page = await PageAsync(reader, stays.Slug, $"?eintrag={goes.Id}");
            Assert.Contains("https://neben.example.org/", page.Text, StringComparison.Ordinal);
            Assert.Contains("Dieser Eintrag ging auf in: Haupt", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"change\"", page.Html, StringComparison.Ordinal);
        }

        var merged = (await site.ApiAsync(lead, $$"""{ organisation(slug: "{{stays.Slug}}") { history { merged { name slug } } } }"""))
            .GetProperty("data").GetProperty("organisation").GetProperty("history").GetProperty("merged");
        Assert.Equal("""[{"name":"Neben","slug":null}]""", merged.GetRawText());

        var query = Query(stays.Slug, other.Id);
        Assert.Contains("NOT_FOUND", (await site.ApiAsync(lead, query)).GetRawText(), StringComparison.Ordinal);
        using var browser = await FormBrowser.OfAsync(site, lead);
        var address = $"/de/organisationen/{stays.Slug}/bearbeiten/verlauf?eintrag=";
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address + other.Id)).Status);
        foreach (var stranger in (Guid?[])[null, await site.PersonAsync(), await site.StaffAsync("ki-bielefeld")])
            Assert.Contains("\"history\":null", (await site.ApiAsync(stranger, Query(stays.Slug, goes.Id))).GetRawText(),
                StringComparison.Ordinal);
        using var strange = await FormBrowser.OfAsync(site, await site.PersonAsync());
        Assert.DoesNotContain("neben.example.org", (await strange.GetAsync(address + goes.Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_the_survivor_takes_the_steps_with_it()
    {
        var (stays, goes) = (await NewAsync("Wanderkreis Steinbruch"), await NewAsync("Wanderkreis Kiesgrube"));
        var staff = await site.StaffAsync("ki-koeln");
        await MergeAsync(staff, stays.Id, goes.Id);
        var steps = $"SELECT count(*) FROM merge_steps WHERE '{goes.Id}' IN (survivor_id, loser_id)";
        Assert.Equal("1", await site.TextAsync(steps));
        (await site.DoAsync(staff, "eraseOrganisation", new
        {
            organisation = OrganisationId(stays.Id),
            name = "Wanderkreis Steinbruch",
            reason = "OWN_WISH",
        }, "id")).WithoutErrors();
        Assert.Equal("0", await site.TextAsync(steps));
    }

    [Fact]
    public async Task Of_two_places_a_protected_one_is_no_choice()
    {
        var (open, hidden) = (await NewAsync("Offen"), await NewAsync("Geschützt"));
        await site.RunAsync($"UPDATE organisations SET street = 'Offene Gasse 1' WHERE id = '{open.Id}'");
        await site.RunAsync($"""
            UPDATE organisations SET location_protected = true, street = NULL, postcode = NULL, precision = 'Municipality'
            WHERE id = '{hidden.Id}'
            """);
        hidden = (hidden.Id, await site.TextAsync($"SELECT slug FROM organisations WHERE id = '{hidden.Id}'"));
        using var browser = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        foreach (var (survivor, loser) in new[] { (open, hidden), (hidden, open) })
        {
            var (status, page) = await browser.GetAsync($"/de/schreibtisch/zusammenlegen?bleibt={survivor.Slug}&geht={loser.Slug}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("name=\"field-website\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"field-place\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Offene Gasse", page, StringComparison.Ordinal);
            Assert.Contains("Anschrift und Lage", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hidden_contact_is_said_to_be_there_and_regions_are_told_by_name()
    {
        var (open, hidden) = (await NewAsync("Offener Kontakt"), await NewAsync("Verborgener Kontakt"));
        await site.RunAsync($"""
            UPDATE organisations SET email = NULL, phone = NULL, contact_visible_to = 'Nobody', active_in = ARRAY['05315']
                WHERE id = '{hidden.Id}';
            INSERT INTO hidden_contacts (organisation_id, email, phone) VALUES ('{hidden.Id}', 'verborgen@example.org', NULL);
            UPDATE organisations SET email = 'offen@example.org', active_in = ARRAY['05913'] WHERE id = '{open.Id}'
            """);
        using var browser = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var (_, page) = await browser.GetAsync($"/de/schreibtisch/zusammenlegen?bleibt={open.Slug}&geht={hidden.Slug}");
        page = WebUtility.HtmlDecode(page);
        Assert.Contains("(nicht öffentlich)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("verborgen@example.org", page, StringComparison.Ordinal);
        Assert.Contains("dir=\"auto\">Dortmund</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("05913", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_that_the_directory_writes_itself_are_told_in_the_language_of_the_page()
    {
        var own = await NewAsync("Quellkreis");
        await site.RunAsync($"""
            INSERT INTO organisation_sources (organisation_id, name, external_id) VALUES
                ('{own.Id}', 'Angaben der Organisation selbst', ''), ('{own.Id}', 'Redaktion', ''), ('{own.Id}', 'Andere Quelle', '')
            """);
        async Task<string> SourcesAsync(string language) => WebUtility.HtmlDecode(
            await site.Client.GetStringAsync($"/{language}/organisationen/{own.Slug}", Token));
        Assert.Contains("Angaben der Organisation selbst", await SourcesAsync("de"), StringComparison.Ordinal);
        foreach (var (language, self, editors) in new[]
        {
            ("tr", "Kuruluşun kendi bilgileri", "Rehberin editörleri"), ("ar", "معلومات من المنظمة نفسها", "محررو الدليل"),
        })
        {
            var page = await SourcesAsync(language);
            Assert.Contains(self, page, StringComparison.Ordinal);
            Assert.Contains(editors, page, StringComparison.Ordinal);
            Assert.Contains("Andere Quelle", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Angaben der Organisation selbst", page, StringComparison.Ordinal);
        }
    }

    /// <summary>An entry of Köln with two changes of its own: it was entered, and got a website.</summary>
    private async Task<(Guid Id, string Slug)> NewAsync(string name)
    {
        var id = Guid.NewGuid();
        var word = name.ToLowerInvariant().Split(' ')[^1].Replace("ü", "ue", StringComparison.Ordinal);
        await site.RunAsync($"""
            SELECT put_back('organisations', row_texts('organisations', 'id', (SELECT id FROM organisations
                WHERE municipality_key = '05315000' AND NOT location_protected AND contact_visible_to = 'Public' ORDER BY id LIMIT 1))
                || jsonb_build_object('id', '{id}', 'slug', 'probe-{id:N}', 'name', '{name}', 'sort_name', lower('{name}'),
                    'website', NULL))
            """);
        await site.RunAsync($"UPDATE organisations SET website = 'https://{word}.example.org/' WHERE id = '{id}'");
        return (id, $"probe-{id:N}");
    }

    private async Task MergeAsync(Guid staff, Guid survivor, Guid loser) => (await site.DoAsync(
        staff, "mergeOrganisations", new { survivor = OrganisationId(survivor), loser = OrganisationId(loser) }, "organisation { slug }"))
        .WithoutErrors();

    private static string Query(string slug, Guid? merged)
    {
        var of = merged is { } id ? $"(merged: \"{OrganisationId(id)}\")" : "";
        return $$"""{ organisation(slug: "{{slug}}") { history{{of}} { changes { {{Change}} } } } }""";
    }

    private async Task<IReadOnlyList<JsonElement>> ChangesAsync(Guid person, string slug, Guid? merged = null) =>
        [.. (await site.ApiAsync(person, Query(slug, merged))).GetProperty("data").GetProperty("organisation").GetProperty("history")
            .GetProperty("changes").EnumerateArray()];

    private static string? Operation(JsonElement change) => change.GetProperty("operation").GetString();

    private static (string?, string?, bool, string?, string?) Told(JsonElement change)
    {
        var other = change.GetProperty("other");
        return (Operation(change), change.GetProperty("by").GetString(), change.GetProperty("isPart").GetBoolean(),
            other.GetProperty("name").GetString(), other.GetProperty("slug").GetString());
    }

    private async Task<(string Html, string Text)> PageAsync(Guid person, string slug, string query = "")
    {
        using var browser = await FormBrowser.OfAsync(site, person);
        var html = WebUtility.HtmlDecode((await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten/verlauf{query}")).Text);
        return (html, Tags().Replace(html, ""));
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
