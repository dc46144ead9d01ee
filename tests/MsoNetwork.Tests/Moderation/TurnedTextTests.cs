using System.Net;
using MsoNetwork.Moderation;
using MsoNetwork.News;
using MsoNetwork.Tests.GraphQl;
using AccountBrowser = MsoNetwork.Tests.SignIn.FormBrowser;

namespace MsoNetwork.Tests.Moderation;

/// <summary>Signs that turn the direction are taken out of what persons write, wherever others read it: decision 456.</summary>
public sealed class TurnedTextTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Turn = "\u202E";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_cases_and_what_a_registration_says_are_without_them()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var (staff, person) = (await site.StaffAsync("ki-koeln"), await site.PersonAsync());
        var id = ApiActors.OrganisationId(organisation);
        (await site.DoAsync(staff, "writeNote", new { organisation = id, text = $"An{Turn}ruf" }, "note { id }")).WithoutErrors();
        Assert.Equal("Anruf", await site.TextAsync($"SELECT text FROM notes WHERE organisation_id = '{organisation}'"));

        var correction = new { keywords = new[] { $"Ne{Turn}u" } };
        (await site.DoAsync(person, "reportMistake", new { organisation = id, message = $"Fal{Turn}sch", correction }, "case { id }"))
            .WithoutErrors();
        var entry = new { name = $"Ver{Turn}ein Umkehr", town = "Köln" };
        (await site.DoAsync(person, "registerOrganisation", new { entry }, "case { id }")).WithoutErrors();
        Assert.Equal("2 0", await site.TextAsync("""
            SELECT count(*) || ' ' || count(*) FILTER (
                WHERE strpos(concat(message, draft), chr(8238)) > 0 OR draft::text ILIKE '%202E%') FROM cases
            """));
        Assert.Equal("Falsch", await site.TextAsync($"SELECT message FROM cases WHERE organisation_id = '{organisation}'"));
        var listed = Guid.Parse(await site.TextAsync($"SELECT id FROM cases WHERE organisation_id = '{organisation}'"));
        await site.AsAsync<DecideCase, Decision>(staff, async use => await use.AskBackAsync(
            listed, uint.Parse(await site.TextAsync($"SELECT xmin FROM cases WHERE id = '{listed}'"), null), $"Wi{Turn}rklich?",
            new("https://netz.example"), Token));
        Assert.Equal("Wirklich?", await site.TextAsync($"SELECT question FROM cases WHERE id = '{listed}'"));
    }

    [Fact]
    public async Task Names_of_accounts_and_their_programs_and_news_are_without_them()
    {
        using var browser = new AccountBrowser(site);
        await browser.SignInAsync("umkehr@example.org");
        await browser.GetAsync("/de/konto");
        using (var named = await browser.PostAsync("/de/konto?handler=details", ("name", $"An{Turn}na"), ("mails", "de")))
            Assert.Equal(HttpStatusCode.Redirect, named.StatusCode);
        Assert.Equal("Anna", await site.TextAsync("SELECT display_name FROM persons WHERE email = 'umkehr@example.org'"));
        await browser.GetAsync("/de/konto/zugriff");
        using (var made = await browser.PostAsync("/de/konto/zugriff", ("name", $"Pro{Turn}gramm"), ("days", "30")))
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Equal("Programm", await site.TextAsync("SELECT name FROM access_tokens"));

        var staff = await site.StaffAsync("ki-koeln");
        var news = await site.AsAsync<CheckNews, NewsItem>(staff, use => use.RunAsync(
            new($"Neu{Turn}es", $"Ver{Turn}lag", "2026-11-01", null, $"Te{Turn}xt", [], null), Token));
        Assert.DoesNotContain(Turn, news.Title + news.Publisher + news.Summary, StringComparison.Ordinal);
    }
}
