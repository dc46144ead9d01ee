using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using MimeKit;
using MsoNetwork.Tests;

namespace MsoNetwork.Browser.Tests;

/// <summary>Writing to an organisation on a phone, without scripts and from right to left, as people do it.</summary>
[Collection<Site>]
public sealed partial class MessagePagesTests(BrowserSite site)
{
    private const string To = "info@musterverein.example";

    [Theory]
    [InlineData("de", 360, true)]
    [InlineData("ar", 360, false)]
    [InlineData("tr", 1280, false)]
    [InlineData("de", 1280, false)]
    [InlineData("tr", 360, true)]
    [InlineData("ar", 1280, true)]
    public async Task A_visitor_writes_and_confirms(string language, int width, bool scripts)
    {
        var from = $"message-{language}-{width}@example.org";
        var text = $"Guten Tag aus {language} {width}";
        await using var visit = await site.VisitAsync(width, scripts: scripts);
        await visit.Page.GotoAsync($"/{language}/organisationen/{SitePages.Complete}");
        await visit.Page.Locator($"a[href='/{language}/organisationen/{SitePages.Complete}/nachricht']").ClickAsync();
        await visit.ArrivesAsync($"**/{SitePages.Complete}/nachricht");
        await visit.Page.FillAsync("#name", "Frage");
        await visit.Page.FillAsync("#address", from);
        await visit.Page.FillAsync("#text", text);
        if (scripts) Assert.Empty((await visit.Page.RunAxe()).Violations);
        await PhotographAsync(visit, $"message-{language}-{width}");
        await visit.Page.Locator("main form button").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(visit.Page.Locator("main [role=status]")).ToBeVisibleAsync();
        var link = new Uri(Link().Match((await MailAsync(from, _ => true)).TextBody!).Value).AbsolutePath;
        await visit.Page.GotoAsync(link);
        Assert.DoesNotContain(Mails(To), mail => mail.TextBody!.Contains(text, StringComparison.Ordinal));
        if (scripts) Assert.Empty((await visit.Page.RunAxe()).Violations);
        await PhotographAsync(visit, $"confirm-{language}-{width}");
        await visit.Page.Locator("main form button").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(visit.Page.Locator("main .good")).ToBeVisibleAsync();
        Assert.Equal(from, (await MailAsync(To, mail => mail.TextBody!.Contains(text, StringComparison.Ordinal))).ReplyTo.ToString());
        var fits = await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        Assert.True(fits, "wider than the screen");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_the_fields_and_nothing_typed_is_lost()
    {
        await using var visit = await site.VisitAsync(360);
        await visit.Page.GotoAsync($"/de/organisationen/{SitePages.Complete}/nachricht");
        await visit.Page.EvaluateAsync("document.querySelector('main form').noValidate = true");
        await visit.Page.FillAsync("#address", "nix");
        await visit.Page.FillAsync("#text", BrowserSite.Payload);
        await visit.Page.Locator("main form button").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(visit.Page.Locator("#name-problem")).ToBeVisibleAsync();
        Assert.Equal(BrowserSite.Payload, await visit.Page.InputValueAsync("#text"));
        Assert.Equal("nix", await visit.Page.InputValueAsync("#address"));
        Assert.Empty((await visit.Page.RunAxe()).Violations);
        Assert.False(await visit.Page.EvaluateAsync<bool>("window.pwned === 1"));
        await PhotographAsync(visit, "message-wrong-360");
    }

    private static Task<byte[]> PhotographAsync(Visit visit, string name) => visit.Page.ScreenshotAsync(
        new() { FullPage = true, Path = AccessibilityTests.Screenshot(name) });

    private List<MimeMessage> Mails(string to) => !Directory.Exists(site.Mails) ? [] :
        [.. Directory.GetFiles(site.Mails, "*.eml").Select(file => MimeMessage.Load(file)).Where(mail => mail.To.ToString() == to)];

    private async Task<MimeMessage> MailAsync(string to, Func<MimeMessage, bool> wanted)
    {
        await Waiting.UntilAsync(() => Mails(to).Exists(mail => wanted(mail)), $"no mail to {to}");
        return Mails(to).Find(mail => wanted(mail))!;
    }

    [GeneratedRegex(@"https?://\S+/nachricht/\S+")]
    private static partial Regex Link();
}
