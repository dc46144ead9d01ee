using System.Net;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Forms that come too late lose nothing; forged ones stay refused.</summary>
public sealed class StaleFormsTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("/de/konto?handler=details")]
    [InlineData("/de/anmelden")]
    [InlineData("/de/konto/loeschen")]
    public async Task A_forged_request_is_refused_with_400_and_changes_nothing(string path)
    {
        using var browser = new FormBrowser(site);
        await browser.SignInAsync("victim@example.org");
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Referer", "x") })
        {
            using var answer = await browser.SendAsync(new(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    [new("name", "forged"), new("mails", "de"), new("sure", "true"), new("email", "a@example.org")]),
                Headers = { { header, value } },
            });
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain("forged", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        await browser.GetAsync("/de/konto");
        Assert.Equal("", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_typed_survives_a_session_that_ended_meanwhile()
    {
        using var browser = new FormBrowser(site);
        await browser.SignInAsync("slow@example.org");
        await browser.GetAsync("/de/konto");
        browser.Cookies.GetCookies(browser.Address)["msonet"]!.Expired = true;
        using var late = await browser.PostAsync(
            "/de/konto?handler=details", ("name", "Zwei\nZeilen \"<b>"), ("mails", "tr"), ("code", "1"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("nicht mehr angemeldet", browser.Text, StringComparison.Ordinal);
        var form = browser.Page.QuerySelector("form[action='/de/konto?handler=details']")!;
        Assert.Null(form.QuerySelector("[name=code]"));
        var carried = form.QuerySelectorAll("input[name]:not([name^=__]), textarea").Select(field =>
            (field.GetAttribute("name")!, field.GetAttribute("value") ?? field.TextContent)).ToList();
        Assert.Contains(("name", "Zwei\nZeilen \"<b>"), carried);
        await browser.SignInAsync("slow@example.org"); // in another window
        await browser.GetAsync("/de/konto");
        using var sent = await browser.PostAsync("/de/konto?handler=details", carried);
        Assert.Equal("/de/konto?gespeichert", sent.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/konto");
        Assert.Equal("tr", browser.Page.QuerySelector("#mails option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task After_signing_in_again_one_press_is_enough_and_only_in_the_browser_that_it_was_made_for()
    {
        using var browser = new FormBrowser(site);
        await browser.SignInAsync("again@example.org");
        await browser.GetAsync("/de/konto");
        browser.Cookies.GetCookies(browser.Address)["msonet"]!.Expired = true;
        using var late = await browser.PostAsync("/de/konto?handler=details", ("name", "Einmal"), ("mails", "de"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        // As it stands on the page, whose own token was made for nobody.
        var form = browser.Page.QuerySelector("form[action='/de/konto?handler=details']")!;
        var fields = form.QuerySelectorAll("input[name], textarea").Select(field =>
            KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? field.TextContent)).ToList();
        await browser.SignInAsync("again@example.org");
        using var forged = await SendAsync(browser, fields, "https://evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var other = new FormBrowser(site);
        await other.SignInAsync("other@example.org");
        using var stolen = await SendAsync(other, fields, null);
        Assert.Equal(HttpStatusCode.Conflict, stolen.StatusCode);
        using var sent = await SendAsync(browser, fields, null);
        Assert.Equal("/de/konto?gespeichert", sent.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/konto");
        Assert.Equal("Einmal", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
    }

    private static Task<HttpResponseMessage> SendAsync(
        FormBrowser browser, IEnumerable<KeyValuePair<string, string>> fields, string? origin) =>
        browser.SendAsync(new(HttpMethod.Post, "/de/konto?handler=details")
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "Origin", origin ?? browser.Address.GetLeftPart(UriPartial.Authority) } },
        });

    [Fact]
    public async Task A_page_that_was_open_too_long_can_be_sent_again()
    {
        using var browser = new FormBrowser(site);
        await browser.GetAsync("/tr/anmelden");
        browser.Cookies.GetCookies(browser.Address)["msonet-form"]!.Expired = true; // the browser was closed in between
        using var late = await browser.PostAsync("/tr/anmelden", ("email", "late@example.org"), ("returnUrl", ""));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("late@example.org", browser.Page.QuerySelector("input[name=email]")!.GetAttribute("value"));
        using var sent = await browser.PostAsync("/tr/anmelden", ("email", "late@example.org"), ("returnUrl", ""));
        Assert.Equal("/tr/anmelden/code", sent.Headers.Location?.OriginalString);
    }
}
