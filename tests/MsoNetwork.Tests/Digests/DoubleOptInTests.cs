using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.Pages;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Digests;

/// <summary>Somebody without an account: whoever reads the address confirms it, and nobody learns which addresses are known.</summary>
public sealed partial class DoubleOptInTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_button_confirms_and_no_program_that_opens_links_and_all_ends_by_the_link_in_the_mail()
    {
        const string Reader = "ohne-konto@example.org";
        var lead = await site.LeadAsync();
        var asked = await AskAsync("/uk/merken/termine?topics=dance", Reader);
        var (_, link, confirm) = await SignInMails.LastAsync(site, Reader);
        Assert.StartsWith("Підтвердьте, будь ласка: ", confirm.Subject, StringComparison.Ordinal);
        Assert.Equal("uk", confirm.Body!.Headers["Content-Language"]);
        Assert.Null(confirm.Headers["List-Unsubscribe"]);
        using var browser = new WorkBrowser(site);
        Assert.Contains("handler=Confirm", (await browser.GetAsync(link)).Html, StringComparison.Ordinal);
        Assert.Contains("handler=Confirm", (await browser.GetAsync(link)).Html, StringComparison.Ordinal);
        await site.TrainingAsync(lead, "Vor der Bestätigung (erfunden)", "dance");
        await site.SendAsync();
        Assert.Equal(1, await site.MailsAsync(Reader));

        Assert.EndsWith("?getan=confirmed", (await browser.SendAsync(link, "Confirm")).Location, StringComparison.Ordinal);
        await site.SendAsync();
        var mail = await site.DigestAsync(Reader, 2);
        Assert.Contains("Vor der Bestätigung (erfunden)", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("uk", mail.Body!.Headers["Content-Language"]);

        // The same answer for an address that has the search already, and no mail.
        Assert.Equal(asked, await AskAsync("/uk/merken/termine?topics=dance", Reader));
        Assert.Equal(2, await site.MailsAsync(Reader));

        Assert.EndsWith("?getan=saved", (await browser.SendAsync(link, "Change", ("rhythm", "Weekly"))).Location, StringComparison.Ordinal);
        Assert.Equal("Weekly", await site.TextAsync($"SELECT rhythm FROM saved_searches WHERE address_key = '{Reader}'"));
        var end = DigestSteps.End(mail);
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(end, null)).Status);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM saved_searches WHERE address_key = '{Reader}'"));
        using var again = await site.Client.PostAsync(end, null, Token);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.DoesNotContain("handler=", (await browser.GetAsync(link)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_somebody_else_types_gets_three_mails_at_most_and_the_answer_is_the_same()
    {
        const string Victim = "opfer@example.org";
        var answers = new List<string>();
        foreach (var topic in (string[])["education", "school", "music", "dance"])
            answers.Add(await AskAsync($"/de/merken/termine?topics={topic}", Victim));
        Assert.Single(answers.Select(answer => Topic().Replace(answer, "")).Distinct());
        answers.Add(await AskAsync("/de/merken/termine?topics=education", Victim)); // the same again
        Assert.Single(answers.Select(answer => Topic().Replace(answer, "")).Distinct());
        Assert.Equal(3, await site.MailsAsync(Victim));

        // Nobody confirms: the links are over, and the address is forgotten.
        var (_, link, _) = await SignInMails.LastAsync(site, Victim, 3);
        await site.RunAsync($"UPDATE saved_searches SET asked_at = now() - INTERVAL '73 hours' WHERE address_key = '{Victim}'");
        using var browser = new WorkBrowser(site);
        Assert.DoesNotContain("handler=Confirm", (await browser.GetAsync(link)).Html, StringComparison.Ordinal);
        await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM saved_searches WHERE address_key = '{Victim}'"));
    }

    [Fact]
    public async Task A_program_that_fills_in_every_field_and_somebody_who_mistypes_cause_no_mail()
    {
        using var browser = new WorkBrowser(site);
        var trapped = await browser.SendAsync("/de/merken/gesuche", null, ("address", "falle@example.org"), ("website", "x"));
        Assert.Contains("banner good", trapped.Html, StringComparison.Ordinal);
        Assert.Equal(0, await site.MailsAsync("falle@example.org"));
        var wrong = await browser.SendAsync("/de/merken/gesuche", null, ("address", "keine Adresse"), ("rhythm", "Weekly"));
        Assert.Contains("aria-invalid=\"true\"", wrong.Html, StringComparison.Ordinal);
        Assert.Matches("value=\"Weekly\" checked", wrong.Html);
    }

    private async Task<string> AskAsync(string page, string address)
    {
        using var browser = new WorkBrowser(site);
        var (status, html, _) = await browser.SendAsync(page, null, ("address", address), ("rhythm", "Daily"));
        Assert.Equal(HttpStatusCode.OK, status);
        return Article().Match(html).Value;
    }

    [GeneratedRegex("<article.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Article();

    [GeneratedRegex("""<p class="lead">.*?</p>|topics=\w+""", RegexOptions.Singleline)]
    private static partial Regex Topic();
}
