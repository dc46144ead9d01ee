using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Entries;

/// <summary>An organisation keeps its entry on the pages: section by section, and nothing that was typed is lost.</summary>
[Trait("Speed", "Medium")]
public sealed class EntryPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly (string, string) NoTopic = ("none", "");

    [Fact]
    public async Task An_editor_saves_a_section_and_only_its_fields()
    {
        var (id, slug) = await OrganisationAsync(0);
        using var browser = await EditorAsync("saves@example.org", id);
        var (status, html, _) = await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Was wir tun", html, StringComparison.Ordinal);
        var before = await ScalarAsync("SELECT slug || status || name FROM organisations WHERE id = $1", id);
        var answer = await browser.SubmitAsync(
            Section(slug, "kontakt"), null, ("email", "kontakt@example.org"), ("phone", "0221 123456"), ("website", "https://example.org"),
            ("status", "dissolved"), ("verification", "VerifiedByCentre"), ("slug", "stolen"), ("name", "Stolen"));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal($"/de/organisationen/{slug}/bearbeiten?gespeichert=kontakt#kontakt", answer.Location);
        Assert.Equal(before, await ScalarAsync("SELECT slug || status || name FROM organisations WHERE id = $1", id));
        Assert.Equal(
            "kontakt@example.org +49 221 123456 ConfirmedByOrganisation",
            await ScalarAsync("SELECT concat_ws(' ', email, phone, verification) FROM organisations WHERE id = $1", id));
        Assert.Equal("Angaben der Organisation selbst", await SourceAsync(id));
    }

    [Fact]
    public async Task All_wrong_fields_are_told_at_once_and_what_was_typed_stays_also_in_another_tab()
    {
        var (id, slug) = await OrganisationAsync(1);
        using var browser = await EditorAsync("wrong@example.org", id);
        var answer = await browser.SubmitAsync(
            Section(slug, "kontakt"), null, ("email", "kein @ <b>"), ("phone", "eins"), ("website", "nicht eine"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        foreach (var field in (string[])["email", "phone", "website"])
            Assert.Contains($"""<a href="#{field}">""", answer.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"kein @ &lt;b&gt;\"", answer.Html, StringComparison.Ordinal);
        using var elsewhere = await EditorAsync("wrong@example.org");
        foreach (var language in (string[])["tr", "ar"])
        {
            var path = Section(slug, "kontakt").Replace("/de/", $"/{language}/", StringComparison.Ordinal);
            var (_, html, _) = await elsewhere.GetAsync(path);
            Assert.Contains("value=\"kein @ &lt;b&gt;\"", html, StringComparison.Ordinal);
        }

        await elsewhere.SubmitAsync(Section(slug, "kontakt"), "Discard");
        Assert.DoesNotContain("kein @", (await browser.GetAsync(Section(slug, "kontakt"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_write_into_different_fields_is_both_there_and_of_one_field_the_second_chooses()
    {
        var (id, slug) = await OrganisationAsync(2);
        using var one = await EditorAsync("one@example.org", id);
        using var other = await EditorAsync("other@example.org", id);
        var seen = Browser.Hidden((await one.GetAsync(Section(slug, "kontakt"))).Html);
        await other.SubmitAsync(Section(slug, "kontakt"), null, ("email", "neu@example.org"), ("phone", ""), ("website", ""));
        var mine = await one.PostAsync(Section(slug, "kontakt"), null,
            [.. seen, ("email", await SeenAsync(seen, "email")), ("phone", "0221 123456")]);
        Assert.Equal(HttpStatusCode.Redirect, mine.Status);
        Assert.Equal("neu@example.org+49 221 123456", await ScalarAsync("SELECT email || phone FROM organisations WHERE id = $1", id));

        seen = Browser.Hidden((await one.GetAsync(Section(slug, "kontakt"))).Html);
        await other.SubmitAsync(Section(slug, "kontakt"), null, ("email", "zweite@example.org"), ("phone", "0221 123456"));
        mine = await one.PostAsync(Section(slug, "kontakt"), null, [.. seen, ("email", "dritte@example.org"), ("phone", "0221 123456")]);
        Assert.Equal(HttpStatusCode.OK, mine.Status);
        Assert.Contains("zweite@example.org", mine.Html, StringComparison.Ordinal);
        Assert.Contains("dritte@example.org", mine.Html, StringComparison.Ordinal);
        mine = await one.PostAsync(
            Section(slug, "kontakt"), null,
            [.. Browser.Hidden(mine.Html), ("email", "dritte@example.org"), ("phone", "0221 123456"), ("choose.email", "mine")]);
        Assert.Equal(HttpStatusCode.Redirect, mine.Status);
        Assert.Equal("dritte@example.org", await ScalarAsync("SELECT email FROM organisations WHERE id = $1", id));
    }

    [Fact]
    public async Task A_session_that_has_ended_loses_nothing_and_a_forged_form_does_nothing()
    {
        var (id, slug) = await OrganisationAsync(3);
        using var browser = await EditorAsync("ended-entry@example.org", id);
        var form = Browser.Hidden((await browser.GetAsync(Section(slug, "kontakt"))).Html);
        browser.SignOut();
        var answer = await browser.PostAsync(Section(slug, "kontakt"), null, [.. form, ("email", "spaeter@example.org")]);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Contains("/de/anmelden", (await browser.GetAsync(answer.Location!)).Location, StringComparison.Ordinal);
        using var again = await EditorAsync("ended-entry@example.org");
        Assert.Contains("spaeter@example.org", (await again.GetAsync(Section(slug, "kontakt"))).Html, StringComparison.Ordinal);
        Assert.NotEqual("spaeter@example.org", await ScalarAsync("SELECT coalesce(email, '') FROM organisations WHERE id = $1", id));

        var forged = await again.PostAsync(Section(slug, "kontakt"), null, [("email", "forged@example.org"), ("kept", "forged")]);
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        Assert.DoesNotContain("forged@", (await again.GetAsync(Section(slug, "kontakt"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_thrown_out_while_editing_is_told_so_and_keeps_the_text()
    {
        var (id, slug) = await OrganisationAsync(4);
        using var browser = await EditorAsync("out@example.org", id);
        var form = Browser.Hidden((await browser.GetAsync(Section(slug, "kontakt"))).Html);
        await ScalarAsync("DELETE FROM organisation_people WHERE organisation_id = $1", id);
        var answer = await browser.PostAsync(Section(slug, "kontakt"), null, [.. form, ("email", "mein-text@example.org")]);
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("mein-text@example.org", answer.Html, StringComparison.Ordinal);
        Assert.Contains("nicht mehr zum Team", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_see_neither_forms_nor_drafts_of_others()
    {
        var (id, slug) = await OrganisationAsync(5);
        using var editor = await EditorAsync("drafts@example.org", id);
        await editor.SubmitAsync(Section(slug, "kontakt"), "Keep", ("email", "geheim@example.org"));
        using var stranger = await EditorAsync("stranger@example.org", (await OrganisationAsync(6)).Id);
        var (status, _, location) = await stranger.GetAsync(Section(slug, "kontakt"));
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Equal($"/de/organisationen/{slug}/nicht-erlaubt", location);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(location!)).Status);
        using var colleague = await EditorAsync("colleague@example.org", id);
        Assert.DoesNotContain("geheim@", (await colleague.GetAsync(Section(slug, "kontakt"))).Html, StringComparison.Ordinal);
        using var visitor = new Browser(site);
        Assert.Contains("/de/anmelden", (await visitor.GetAsync(Section(slug, "kontakt"))).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync("/de/organisationen/gibt-es-nicht/bearbeiten")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync(Section(slug, "gibt-es-nicht"))).Status);
        var form = Browser.Hidden((await editor.GetAsync(Section(slug, "kontakt"))).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.PostAsync(Section("gibt-es-nicht", "kontakt"), null, form)).Status);
    }

    [Fact]
    public async Task An_administrator_corrects_in_the_name_of_the_editors_and_confirms_nothing()
    {
        var (id, slug) = await OrganisationAsync(7);
        using var browser = await Browser.OfAsync(
            site, "administrator@example.org", new Duty { Role = Role.Administrator },
            new OrganisationPerson { OrganisationId = (await OrganisationAsync(8)).Id, Role = Role.Lead });
        var answer = await browser.SubmitAsync(Section(slug, "zeiten"), null, ("openingHours.de", "Mo 10–12"), NoTopic);
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("Unverified", await ScalarAsync("SELECT verification FROM organisations WHERE id = $1", id));
        Assert.Equal("Redaktion", await SourceAsync(id));
    }

    [Fact]
    public async Task A_protected_place_is_seen_by_its_team_alone_and_saving_another_field_does_not_lose_it()
    {
        var (id, slug) = await OrganisationAsync(9);
        using var browser = await EditorAsync("protected@example.org", id);
        var town = await ScalarAsync("SELECT town FROM organisations WHERE id = $1", id);
        (string, string)[] typed = [("street", "Geheimweg 5"), ("postcode", ""), ("town", town), ("protectLocation", "yes")];
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(Section(slug, "wo"), null, typed)).Status);
        Assert.Equal(
            "true", await ScalarAsync("SELECT (street IS NULL AND location_protected)::text FROM organisations WHERE id = $1", id));
        slug = await ScalarAsync("SELECT slug FROM organisations WHERE id = $1", id);
        Assert.Contains("Geheimweg 5", (await browser.GetAsync(Section(slug, "wo"))).Html, StringComparison.Ordinal);
        using var visitor = new Browser(site);
        Assert.DoesNotContain("Geheimweg", (await visitor.GetAsync($"/de/organisationen/{slug}")).Html, StringComparison.Ordinal);
        typed = [.. typed, ("activeIn", "05315")];
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SubmitAsync(Section(slug, "wo"), null, typed)).Status);
        Assert.Equal("Geheimweg 5", await ScalarAsync("SELECT street FROM protected_places WHERE organisation_id = $1", id));

        // A keyword that tells it is left out, and whoever wrote it is told so.
        var saved = await browser.SubmitAsync(Section(slug, "was"), null, ("keywords", "Kochen\nAm Geheimweg 5"));
        Assert.EndsWith("?gespeichert=was&ohne=keywords#was", saved.Location, StringComparison.Ordinal);
        Assert.Equal("{Kochen}", await ScalarAsync("SELECT keywords::text FROM organisations WHERE id = $1", id));
        var (_, told, _) = await browser.GetAsync(saved.Location!.Split('#')[0]);
        Assert.Contains("haben wir weggelassen: Stichworte", WebUtility.HtmlDecode(told), StringComparison.Ordinal);
        Assert.DoesNotContain("ohne", (await browser.SubmitAsync(Section(slug, "was"), null, ("keywords", "Kochen\nNähen"))).Location);
    }

    [Fact]
    public async Task Markup_in_every_field_is_text()
    {
        const string Payload = "</textarea><script>window.pwned=1</script>\"'<b>";
        var (id, slug) = await OrganisationAsync(10);
        using var browser = await EditorAsync("markup@example.org", id);
        var answer = await browser.SubmitAsync(
            Section(slug, "wer"), null, ("name", Payload), ("alternateNames", Payload), ("description.de", Payload),
                ("description.tr", Payload),
            ("description.newLanguage", "<script>"), ("description.newText", Payload), ("foundedYear", Payload));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("<script>window", answer.Html, StringComparison.Ordinal);
        answer = await browser.SubmitAsync(Section(slug, "wer"), null, ("name", Payload), ("description.de", Payload), ("foundedYear", ""));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.DoesNotContain("<script>window", (await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten")).Html,
            StringComparison.Ordinal);
    }

    private static string Section(string slug, string section) => $"/de/organisationen/{slug}/bearbeiten/{section}";

    private static Task<string> SeenAsync(IReadOnlyList<(string Name, string Value)> form, string key)
    {
        var seen = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(form.Single(one => one.Name == "seen").Value)!;
        return Task.FromResult(seen.GetValueOrDefault(key) ?? "");
    }

    private async Task<Browser> EditorAsync(string email, Guid? organisation = null) => organisation is { } id
        ? await Browser.OfAsync(site, email, new OrganisationPerson { OrganisationId = id, Role = Role.Editor })
        : await Browser.OfAsync(site, email);

    private Task<string> SourceAsync(Guid id) => ScalarAsync(
        "SELECT name FROM organisation_sources WHERE organisation_id = $1 ORDER BY retrieved_on DESC NULLS LAST, name LIMIT 1", id);

    private async Task<string> ScalarAsync(string sql, Guid id)
    {
        await using var command = site.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string ?? "";
    }

    private async Task<(Guid Id, string Slug)> OrganisationAsync(int nth)
    {
        await using var command = site.Database.CreateCommand(
            "SELECT id, slug FROM organisations WHERE verification = 'Unverified' "
                + "OR id = ANY(SELECT organisation_id FROM organisation_people) ORDER BY id OFFSET $1 LIMIT 1");
        command.Parameters.Add(new() { Value = nth });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }
}
