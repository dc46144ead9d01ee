using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;

namespace MsoNetwork.Browser.Tests;

/// <summary>The first steps of every journey: signing in by mail and by passkey, and the pages of the account.</summary>
[Collection<Site>]
public sealed partial class SignInPagesTests(BrowserSite site)
{
    private static readonly string[] Pages =
        ["konto", "konto/sitzungen", "konto/schluessel", "konto/zugriff", "konto/webhooks", "konto/adresse", "konto/loeschen"];

    [Theory]
    [InlineData("de", 360)]
    [InlineData("de", 1280)]
    [InlineData("tr", 360)]
    [InlineData("tr", 1280)]
    [InlineData("ar", 360)]
    [InlineData("ar", 1280)]
    public async Task Somebody_signs_in_by_mail_and_looks_at_the_account(string language, int width)
    {
        var address = $"{language}-{width}@example.org";
        await using var visit = await site.VisitAsync(width, dark: language == "tr");
        var page = visit.Page;
        await page.GotoAsync($"/{language}/");
        await page.Locator("a.account").ClickAsync();
        await AskAsync(visit, language, address);
        await AccessibilityTests.CheckAsync(visit, $"anmelden code {language} {width}");
        await page.FillAsync("#code", "12345678");
        await page.Locator("main form button").ClickAsync();
        await page.Locator("#problems").WaitForAsync();
        await AccessibilityTests.CheckAsync(visit, $"anmelden falscher code {language} {width}");
        await page.FillAsync("#code", (await MailAsync(address)).Code);
        await page.Locator("main form button").ClickAsync();
        await visit.ArrivesAsync($"**/{language}/konto");
        foreach (var path in Pages)
        {
            await page.GotoAsync($"/{language}/{path}");
            await AccessibilityTests.CheckAsync(visit, $"{path} {language} {width}");
        }

        await page.GotoAsync($"/{language}/konto/zugriff");
        await page.FillAsync("#name", "Web");
        await page.Locator("form.one button").ClickAsync();
        await page.Locator(".saved code").WaitForAsync();
        await AccessibilityTests.CheckAsync(visit, $"konto token {language} {width}");
    }

    [Fact]
    public async Task Without_scripts_the_link_signs_in_by_one_button_and_the_page_of_passkeys_says_what_is_missing()
    {
        const string Address = "no-scripts@example.org";
        await using var visit = await site.VisitAsync(360, scripts: false);
        await visit.Page.GotoAsync("/de/anmelden?returnUrl=/de/konto/schluessel");
        await AskAsync(visit, "de", Address);
        await visit.Page.GotoAsync((await MailAsync(Address)).Link);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Jetzt anmelden" }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/de/konto/schluessel$"));
        await Assertions.Expect(visit.Page.GetByText("Das geht nur mit JavaScript")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Passkey anlegen" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task On_another_device_the_link_says_where_to_type_the_code(int width)
    {
        var address = $"laptop-{width}@example.org";
        await using var laptop = await site.VisitAsync();
        await laptop.Page.GotoAsync("/de/anmelden");
        await AskAsync(laptop, "de", address);
        await using var phone = await site.VisitAsync(width);
        await phone.Page.GotoAsync((await MailAsync(address)).Link);
        await AccessibilityTests.CheckAsync(phone, $"anmelden anderswo {width}");
        await Assertions.Expect(phone.Page.GetByText("Tippen Sie dort den Code")).ToBeVisibleAsync();
        await laptop.Page.GotoAsync((await MailAsync(address)).Link);
        await AccessibilityTests.CheckAsync(laptop, $"anmelden link {width}");
    }

    [Fact]
    public async Task A_passkey_is_made_named_and_signs_in_without_an_address_until_it_is_removed()
    {
        const string Address = "passkey@example.org";
        var localhost = site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal); // no numbers with passkeys
        await using var visit = await site.VisitAsync(elsewhere: localhost);
        var page = visit.Page;
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync("/de/anmelden");
        await AskAsync(visit, "de", Address);
        await page.FillAsync("#code", (await MailAsync(Address)).Code);
        await page.Locator("main form button").ClickAsync();
        await visit.ArrivesAsync("**/de/konto");
        await page.GetByRole(AriaRole.Link, new() { Name = "Passkey anlegen" }).ClickAsync();
        await visit.ArrivesAsync("**/de/konto/schluessel");
        await page.FillAsync("#name", "Mein Telefon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey anlegen" }).ClickAsync();
        await visit.ArrivesAsync("**/de/konto/schluessel?gespeichert");
        await Assertions.Expect(page.Locator("#name-0")).ToHaveValueAsync("Mein Telefon");
        await AccessibilityTests.CheckAsync(visit, "konto passkey angelegt");
        await SignOutAsync(visit);
        await page.GotoAsync("/de/anmelden?returnUrl=/de/konto/schluessel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mit Passkey anmelden" }).ClickAsync();
        await visit.ArrivesAsync("**/de/konto/schluessel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Entfernen" }).ClickAsync();
        await Assertions.Expect(page.Locator("#name-0")).ToHaveCountAsync(0);
        await SignOutAsync(visit);
        await page.GotoAsync("/de/anmelden");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mit Passkey anmelden" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Das hat nicht geklappt").First).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/de/konto");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Abmelden" }).ClickAsync();
        await visit.ArrivesAsync("**/de/");
    }

    private static async Task AskAsync(Visit visit, string language, string address)
    {
        await visit.Page.FillAsync("#email", address);
        await visit.Page.Locator("main form button").First.ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex($"/{language}/anmelden/code$"));
    }

    private Task<(string Code, string Link)> MailAsync(string address) => MailAsync(site, address);

    /// <summary>The code and the link of the mail that somebody asked for; waits for it.</summary>
    internal static async Task<(string Code, string Link)> MailAsync(BrowserSite site, string address)
    {
        MimeMessage? mail = null;
        for (var tries = 0; (mail = Find(site, address)) is null; tries++)
        {
            Assert.True(tries < 600, $"No mail to {address}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return (Code().Match(mail.TextBody!).Value, new Uri(Link().Match(mail.TextBody!).Value).PathAndQuery);
    }

    private static MimeMessage? Find(BrowserSite site, string address) => !Directory.Exists(site.Mails) ? null
        : Directory.GetFiles(site.Mails, "*.eml").Select(file => MimeMessage.Load(file))
            .FirstOrDefault(mail => mail.To.Mailboxes.Any(to => to.Address == address));

    [GeneratedRegex(@"\b\d{4} \d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
