using System.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.Pages;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Digests;

/// <summary>Searches that people keep, on the pages and without scripts, and the mails that tell their news.</summary>
[Trait("Speed", "Medium")]
public sealed class SavedSearchTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_in_person_hears_of_each_new_training_once_and_ends_it_with_one_click()
    {
        const string Reader = "liest@example.org";
        var lead = await site.LeadAsync();
        await site.TrainingAsync(lead, "Schon da (erfunden)", "education");
        using var browser = await WorkBrowser.AsAsync(site, await SignedIn.PersonAsync(site.Services, Reader));
        Assert.Contains("/de/merken/termine?topics=education", (await browser.GetAsync("/de/termine?topics=education")).Html,
            StringComparison.Ordinal);
        var (_, _, kept) = await browser.SendAsync("/de/merken/termine?topics=education", null, ("rhythm", "Weekly"));
        Assert.Equal("/de/konto/gemerkt?gespeichert", kept);
        Assert.Contains("termine?topics=education", (await browser.GetAsync("/de/konto/gemerkt")).Html, StringComparison.Ordinal);

        // Nothing new: no mail.
        await site.SendAsync();
        Assert.Equal(0, await site.MailsAsync(Reader));

        var (_, slug) = await site.TrainingAsync(lead, "Ganz neu (erfunden)", "education");
        await site.TrainingAsync(lead, "Anderes Thema (erfunden)", "sport-leisure");
        await site.SendAsync();
        var mail = await site.DigestAsync(Reader, 1);
        Assert.StartsWith("Neu: Schulungen und Termine: ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains($"/de/termine/{slug}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Ganz neu (erfunden)", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Schon da", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Anderes Thema", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        await site.SendAsync();
        Assert.Equal(1, await site.MailsAsync(Reader));

        // Whoever looks at the link ends nothing; a mail program's own POST, without cookie or token, does.
        var end = DigestSteps.End(mail);
        using (var look = await site.Client.GetAsync(end, Token)) Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        Assert.Contains("termine?topics=education", (await browser.GetAsync("/de/konto/gemerkt")).Html, StringComparison.Ordinal);
        using (var content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))
        using (var post = await site.Client.PostAsync(end, content, Token))
            Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.DoesNotContain("termine?topics=education", (await browser.GetAsync("/de/konto/gemerkt")).Html, StringComparison.Ordinal);
        await site.TrainingAsync(lead, "Zu spät (erfunden)", "education");
        await site.SendAsync();
        Assert.Equal(1, await site.MailsAsync(Reader));
    }

    [Fact]
    public async Task A_pause_holds_the_mails_and_what_came_meanwhile_is_told_after_it()
    {
        const string Reader = "pause@example.org";
        var lead = await site.LeadAsync();
        using var browser = await WorkBrowser.AsAsync(site, await SignedIn.PersonAsync(site.Services, Reader));
        await browser.SendAsync("/de/merken/termine?topics=music", null, ("rhythm", "Daily"));
        await browser.SendAsync("/de/konto/gemerkt", "Change", ("pause", "true"));
        await site.TrainingAsync(lead, "Während der Pause (erfunden)", "music");
        await site.SendAsync();
        Assert.Equal(0, await site.MailsAsync(Reader));
        await browser.SendAsync("/de/konto/gemerkt", "Change", ("pause", "false"), ("rhythm", "AtOnce"));
        Assert.Equal("AtOnce False", await site.TextAsync(
            "SELECT rhythm || ' ' || initcap(is_paused::text) FROM saved_searches WHERE query = 'topics=music'"));
        await site.SendAsync();
        Assert.Contains("Während der Pause", (await site.DigestAsync(Reader, 1)).TextBody, StringComparison.Ordinal);
        var id = await site.TextAsync("SELECT id FROM saved_searches WHERE query = 'topics=music'");
        Assert.EndsWith("?gespeichert", (await browser.SendAsync("/de/konto/gemerkt", "Delete", ("id", id))).Location,
            StringComparison.Ordinal);
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM saved_searches WHERE query = 'topics=music'"));
    }

    [Fact]
    public async Task A_cancelled_or_moved_date_of_a_search_is_told_and_an_account_that_ends_takes_its_searches_along()
    {
        const string Reader = "termine@example.org";
        var lead = await site.LeadAsync();
        var (id, _) = await site.TrainingAsync(lead, "Wird verlegt (erfunden)", "theatre");
        var (off, _) = await site.TrainingAsync(lead, "Fällt ganz aus (erfunden)", "theatre");
        var person = await SignedIn.PersonAsync(site.Services, Reader);
        using var browser = await WorkBrowser.AsAsync(site, person);
        await browser.SendAsync("/en/merken/termine?topics=theatre", null, ("rhythm", "AtOnce"));
        (await site.DoAsync(lead, "moveTrainingDate", new
        {
            id,
            planned = DigestSteps.Day(37) + "T18:00",
            startsOn = DigestSteps.Day(38),
            startTime = "17:30",
            minutes = 60,
        })).WithoutErrors();
        (await site.DoAsync(lead, "cancelTraining", new { id = off, reason = "Der Saal ist zu (erfunden)" })).WithoutErrors();
        await site.SendAsync();
        var text = (await site.DigestAsync(Reader, 1)).TextBody!;
        Assert.Contains("- Moved: Wird verlegt (erfunden), http", text, StringComparison.Ordinal);
        Assert.Contains("17:30", text, StringComparison.Ordinal);
        Assert.Contains("- Called off: Fällt ganz aus (erfunden), http", text, StringComparison.Ordinal);
        Assert.Contains("Der Saal ist zu", text, StringComparison.Ordinal);
        await site.SendAsync();
        Assert.Equal(1, await site.MailsAsync(Reader));

        await site.RunAsync($"DELETE FROM persons WHERE id = '{person}'");
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM saved_searches WHERE query = 'topics=theatre'"));
    }

    [Fact]
    public async Task Organisations_that_begin_to_match_and_calls_are_told_and_every_list_has_its_link()
    {
        const string Reader = "listen@example.org";
        var lead = await site.LeadAsync();
        using var browser = await WorkBrowser.AsAsync(site, await SignedIn.PersonAsync(site.Services, Reader));
        foreach (var list in (string[])["organisationen", "gesuche", "termine", "foerderung", "neuigkeiten"])
            Assert.Contains($"/de/merken/{list}", (await browser.GetAsync($"/de/{list}")).Html, StringComparison.Ordinal);
        foreach (var search in (string[])["organisationen?topics=naturalisation", "gesuche?q=Probenraum", "foerderung", "neuigkeiten"])
            Assert.Equal("/de/konto/gemerkt?gespeichert", (await browser.SendAsync("/de/merken/" + search, null)).Location);
        var (changed, slug) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET topics = ARRAY['naturalisation'] WHERE id = '{changed}'");
        var call = (await site.DoAsync(lead, "createPartnerCall", new
        {
            content = new
            {
                direction = "SEEKS",
                subject = "ROOMS",
                texts = new[] { new { language = "de", title = "Probenraum gesucht (erfunden)", text = "Für eine Band (erfunden)." } },
            },
        }, "result { id }")).WithoutErrors().GetProperty("result").GetProperty("id").GetString();
        (await site.DoAsync(lead, "openPartnerCall", new { id = call, version = 1 })).WithoutErrors();
        // The index of calls follows the log.
        await Waiting.UntilAsync(async () => (await browser.GetAsync("/de/gesuche?q=Probenraum")).Html.Contains(
            "eine Band (erfunden)", StringComparison.Ordinal), "The call is not found");
        await site.SendAsync();
        await site.DigestAsync(Reader, 2);
        Assert.Equal(2, await site.MailsAsync(Reader));
        var told = string.Concat(Directory.GetFiles(site.Mails, "*.eml").Select(file => MimeKit.MimeMessage.Load(file))
            .Where(mail => mail.To.ToString() == Reader).Select(mail => mail.TextBody));
        Assert.Contains($"/de/organisationen/{slug}", told, StringComparison.Ordinal);
        Assert.Contains("- Probenraum gesucht (erfunden), http", told, StringComparison.Ordinal);
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM missed_searches"));
    }

    [Fact]
    public async Task A_network_that_types_many_addresses_is_told_to_wait()
    {
        for (var at = 1; at <= 11; at++)
        {
            using var browser = new WorkBrowser(site);
            var (_, html, _) = await browser.SendAsync("/de/merken/gesuche", null, ("address", $"viele-{at}@example.org"));
            Assert.Equal(at <= 10, html.Contains("banner good", StringComparison.Ordinal));
        }

        Assert.Equal(0, await site.MailsAsync("viele-11@example.org"));
    }

    [Theory]
    [InlineData("/de/merken/unbekannt", HttpStatusCode.NotFound)]
    [InlineData("/de/merken/termine?regions=99999", HttpStatusCode.OK)]
    [InlineData("/de/merken/termin?gibt-es-nicht", HttpStatusCode.OK)]
    public async Task What_no_list_understands_cannot_be_kept(string address, HttpStatusCode status)
    {
        using var browser = new WorkBrowser(site);
        var (answer, html, _) = await browser.GetAsync(address);
        Assert.Equal(status, answer);
        Assert.DoesNotContain("name=\"rhythm\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_speak_all_languages()
    {
        foreach (var language in (string[])["de", "en", "tr", "ar", "uk", "ru", "fr", "pl", "ro", "kmr", "fa"])
        {
            var (status, html, _) = await new WorkBrowser(site).GetAsync($"/{language}/merken/termine?topics=education&free=1");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("name=\"address\"", html, StringComparison.Ordinal);
        }
    }
}
