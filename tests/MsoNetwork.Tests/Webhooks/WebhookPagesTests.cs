using System.Net;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using FormBrowser = MsoNetwork.Tests.SignIn.FormBrowser;

namespace MsoNetwork.Tests.Webhooks;

/// <summary>The same on the page below the account.</summary>
[Trait("Speed", "Medium")]
public sealed class WebhookPagesTests(HookedSite hooked) : IClassFixture<HookedSite>
{
    private const string Path = "/de/konto/webhooks";

    private readonly RunningSite _site = hooked.Site;

    [Fact]
    public async Task A_secret_is_shown_once_a_test_says_what_came_of_it_and_all_can_be_switched_and_deleted()
    {
        await using var receiver = await Receiver.SayAsync(503);
        using var browser = await SignedInAsync("haken@example.org");
        using (var asked = await browser.GetAsync("/de/konto")) Assert.NotNull(browser.Page.QuerySelector($"a[href='{Path}']"));
        using (var empty = await browser.GetAsync(Path))
            Assert.Contains("Sie haben noch keinen Webhook", browser.Text, StringComparison.Ordinal);
        using (var made = await browser.PostAsync(
            Path, ("url", receiver.Address.AbsoluteUri), ("regions.add", "Köln"), ("regions.add", "05913"), ("topics", "education")))
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Matches("whsec_[A-Za-z0-9+/]{43}=", browser.Text);
        using (var later = await browser.GetAsync(Path)) Assert.DoesNotContain("whsec_", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Köln", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Dortmund", browser.Text, StringComparison.Ordinal);
        var id = browser.Page.QuerySelector("button[name=id]")!.GetAttribute("value")!;
        using (var tested = await browser.PostAsync($"{Path}?handler=test", ("id", id)))
            Assert.Contains("Die Testmeldung ist nicht angekommen. Die Antwort war 503.", browser.Text, StringComparison.Ordinal);
        using (var rotated = await browser.PostAsync($"{Path}?handler=rotate", ("id", id)))
            Assert.Contains("noch 24 Stunden", browser.Text, StringComparison.Ordinal);
        using (var changed = await browser.PostAsync(
            $"{Path}?handler=change", ("id", id), ("url", receiver.Address.AbsoluteUri)))
            Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal("{} {}", await _site.TextAsync($"SELECT regions::text || ' ' || topics::text FROM webhooks WHERE id = '{id}'"));
        using (var off = await browser.PostAsync($"{Path}?handler=switch", ("id", id), ("on", "false")))
            Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        using (var later = await browser.GetAsync(Path))
            Assert.Contains("Ausgeschaltet, von Ihnen.", browser.Text, StringComparison.Ordinal);
        using (var stranger = await SignedInAsync("fremd-haken@example.org"))
        {
            await stranger.GetAsync(Path);
            foreach (var handler in (string[])["test", "switch", "rotate", "change", "delete"])
            {
                using var refused = await stranger.PostAsync(
                    $"{Path}?handler={handler}", ("id", id), ("on", "true"), ("url", "http://127.0.0.1:9/"));
                Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            }
        }

        using (var deleted = await browser.PostAsync($"{Path}?handler=delete", ("id", id)))
            Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Equal("0", await _site.TextAsync($"SELECT count(*) FROM webhooks WHERE id = '{id}'"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays()
    {
        using var browser = await SignedInAsync("tippfehler@example.org");
        await browser.GetAsync(Path);
        using var answer = await browser.PostAsync(
            Path, ("url", "https://10.0.0.1/"), ("regions.add", "Entenhausen"), ("regions.add", "Köln"), ("topics", "quark"));
        Assert.Contains("Diese Adresse finden wir nicht im Internet", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Einen dieser Orte kennt das Verzeichnis nicht", browser.Text, StringComparison.Ordinal);
        Assert.Equal("https://10.0.0.1/", browser.Page.QuerySelector("input[name=url]")!.GetAttribute("value"));
        Assert.Equal(
            ["Entenhausen", "05315000"],
            browser.Page.QuerySelectorAll("input[name=regions][checked]").Select(box => box.GetAttribute("value")));
        Assert.Contains("Köln", browser.Page.QuerySelectorAll("#webhook-regions option").Select(one => one.GetAttribute("value")));
        Assert.Equal("true", browser.Page.QuerySelector("input[name=url]")!.GetAttribute("aria-invalid"));
        Assert.Contains("Eines dieser Themen kennt das Verzeichnis nicht", browser.Text, StringComparison.Ordinal);
        foreach (var field in (string[])["url", "regions", "topics"])
            Assert.Equal($"{field}-new", Assert.Single(browser.Page.QuerySelectorAll($"#problems a[href='#{field}-new']"), link =>
                browser.Page.QuerySelector(link.GetAttribute("href")!) is not null).GetAttribute("href")![1..]);
        using var scheme = await browser.PostAsync(Path, ("url", "ftp://example.org/"));
        Assert.Contains("Diese Adresse geht nicht: Sie beginnt mit https://", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_others_below_and_switches_them_off()
    {
        var person = await _site.PersonAsync();
        var made = await _site.DoAsync(person, "createWebhook", new { url = "http://127.0.0.1:19/hook" }, "webhook { id }");
        made.WithoutErrors();
        var id = await _site.TextAsync("SELECT id FROM webhooks WHERE url = 'http://127.0.0.1:19/hook'");
        var administrator = await _site.AdministratorAsync();
        using var browser = await SignedInAsync(await _site.TextAsync($"SELECT email FROM persons WHERE id = '{administrator}'"));
        await browser.GetAsync(Path);
        Assert.Contains("http://127.0.0.1:19/hook", browser.Text, StringComparison.Ordinal);
        await _site.RunAsync($"UPDATE webhooks SET off = 'Person', off_at = now() WHERE id = '{id}'");
        await browser.GetAsync(Path);
        Assert.Contains("Ausgeschaltet von der Person, der er gehört.", browser.Text, StringComparison.Ordinal);
        await _site.RunAsync($"UPDATE webhooks SET off = NULL, off_at = NULL WHERE id = '{id}'");
        await browser.GetAsync(Path);
        using var off = await browser.PostAsync($"{Path}?handler=switch", ("id", id), ("on", "false"));
        Assert.Equal("Administrator", await _site.TextAsync($"SELECT off FROM webhooks WHERE id = '{id}'"));
    }

    private async Task<FormBrowser> SignedInAsync(string address)
    {
        var browser = new FormBrowser(_site);
        await browser.SignInAsync(address);
        return browser;
    }
}
