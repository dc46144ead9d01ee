using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Web.Settings;
using MsoNetwork.Web.SignIn;

namespace MsoNetwork.Tests.SignIn;

/// <summary>Signing in at an institution, with a real OpenID Connect provider on loopback.</summary>
[Trait("Speed", "Slow")]
public sealed class InstitutionTests(TestCluster cluster) : IAsyncLifetime
{
    private LoopbackProvider _provider = null!;
    private RunningSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await LoopbackProvider.StartAsync();
        _site = new(cluster)
        {
            Settings = new Dictionary<string, string?>
            {
                ["OIDC_TOWN_AUTHORITY"] = _provider.Address,
                ["OIDC_TOWN_CLIENT_ID"] = LoopbackProvider.ClientId,
                ["OIDC_TOWN_CLIENT_SECRET"] = LoopbackProvider.ClientSecret,
                ["OIDC_TOWN_LABEL"] = "Stadtverwaltung",
                ["OIDC_TOWN_DOMAINS"] = "town.example",
                ["OIDC_TOWN_CENTRE_CLAIM"] = "groups",
                ["OIDC_TOWN_CENTRES"] = "ki=ki-koeln",
                ["OIDC_TOWN_ROLE_CLAIM"] = "groups",
                ["OIDC_TOWN_ROLES"] = "words=VocabularyEditor",
            },
        };
        await _site.InitializeAsync();
    }

    [Fact]
    public async Task Typing_its_address_leads_there_and_claims_become_centre_and_role_and_end_with_the_claim()
    {
        using var browser = new FormBrowser(_site);
        await browser.GetAsync("/de/anmelden");
        using var asked = await browser.PostAsync("/de/anmelden", ("email", "desk@Town.example"), ("returnUrl", "/de/gesuche"));
        Assert.StartsWith("/de/anmelden/haus/town", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await browser.GetAsync(asked.Headers.Location.OriginalString);
        Assert.Contains("Stadtverwaltung", browser.Text, StringComparison.Ordinal);
        Be("17", "desk@town.example", true, "ki", "words");
        using var first = await GoAsync(browser, browser.Page.QuerySelector(".button")!.GetAttribute("href")!);
        Assert.Equal("/de/gesuche", first.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/konto");
        Assert.Contains("Mitarbeit im Integrationszentrum", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Pflege der Vokabulare", browser.Text, StringComparison.Ordinal);
        Be("17", "desk@town.example", true);
        using var other = new FormBrowser(_site);
        using var second = await GoAsync(other, "/de/anmelden/haus/town?handler=go");
        Assert.Equal("/de/konto", second.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/konto");
        Assert.DoesNotContain("Integrationszentrum", browser.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_gave_ends_a_day_after_signing_in_there_and_nothing_else_brings_it_back()
    {
        Be("19", "blocked@town.example", true, "ki", "words");
        using var browser = new FormBrowser(_site);
        using var first = await GoAsync(browser, "/de/anmelden/haus/town?handler=go");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/de/schreibtisch")).StatusCode);
        var person = Guid.Parse(await _site.TextAsync("SELECT id FROM persons WHERE email = 'blocked@town.example'"));
        Assert.Equal("True", await _site.TextAsync(
            $"SELECT ends_at <= created_at + INTERVAL '24 hours' FROM sessions WHERE person_id = '{person}'"));
        Assert.Equal(2, await RolesAsync(person)); // a token's viewer is made of the same rows
        await browser.GetAsync("/de/konto/adresse");
        Assert.Contains("Stadtverwaltung", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("#email"));

        // Blocked at the institution, which tells nobody. A day later neither the session nor a token is staff.
        await _site.RunAsync($"UPDATE persons SET institution_at = now() - INTERVAL '25 hours' WHERE id = '{person}'");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/de/schreibtisch")).StatusCode);
        Assert.Equal(0, await RolesAsync(person));
        using var other = new FormBrowser(_site);
        await other.SignInAsync("blocked@town.example");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/de/schreibtisch")).StatusCode);
    }

    [Fact]
    public async Task As_long_as_it_counts_no_mail_and_no_passkey_signs_in_beside_the_institution()
    {
        Be("20", "staff@town.example", true, "ki");
        using var browser = new FormBrowser(_site);
        using var first = await GoAsync(browser, "/de/anmelden/haus/town?handler=go");
        using var other = new FormBrowser(_site);
        await using var scope = _site.Services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<AskToSignIn>().LinkAsync(
            new("staff@town.example", "de", token => new Uri(other.Address, $"/de/anmelden/link/{token}")) { ReturnTo = "/de/gesuche" },
            TestContext.Current.CancellationToken);
        await other.GetAsync(link.PathAndQuery);
        using var sent = await other.PostAsync(link.PathAndQuery);
        Assert.Equal("/de/anmelden/haus/town?returnUrl=%2Fde%2Fgesuche", sent.Headers.Location?.OriginalString);
        Assert.False(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task Whoever_leaves_its_address_leaves_its_roles_and_not_before_they_end()
    {
        Be("21", "mover@town.example", true, "ki");
        using var browser = new FormBrowser(_site);
        using var first = await GoAsync(browser, "/de/anmelden/haus/town?handler=go");
        var person = Guid.Parse(await _site.TextAsync("SELECT id FROM persons WHERE email = 'mover@town.example'"));
        Assert.False(await MoveAsync(person, "early@example.org"));
        await _site.RunAsync($"UPDATE persons SET institution_at = now() - INTERVAL '25 hours' WHERE id = '{person}'");
        Assert.True(await MoveAsync(person, "mover@example.org"));
        Assert.Equal("0", await _site.TextAsync($"SELECT count(*) FROM centre_people WHERE person_id = '{person}'"));
    }

    [Fact]
    public async Task An_address_that_is_not_checked_or_not_its_own_signs_in_nobody()
    {
        await SignedIn.PersonAsync(_site.Services, "victim@example.org");
        (string, bool)[] wrong = [("victim@example.org", true), ("boss@town.example", false), ("a@evil-town.example", true)];
        foreach (var (email, verified) in wrong)
        {
            using var browser = new FormBrowser(_site);
            Be(email, email, verified, "ki");
            using var answer = await GoAsync(browser, "/de/anmelden/haus/town?handler=go");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("keine bestätigte Mail-Adresse", browser.Text, StringComparison.Ordinal);
            Assert.False(await browser.IsSignedInAsync());
        }
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        Be("18", "clerk@town.example", true);
        using var asked = new FormBrowser(_site);
        using var challenge = await asked.GetAsync("/de/anmelden/haus/town?handler=go");
        using var granted = await asked.GetAsync(challenge.Headers.Location!.AbsoluteUri);
        using var victim = new FormBrowser(_site);
        using var planted = await victim.GetAsync(granted.Headers.Location!.PathAndQuery);
        Assert.Equal("/de/anmelden/haus/town?fehler", planted.Headers.Location?.OriginalString);
        await victim.GetAsync("/de/anmelden/haus/town?fehler");
        Assert.Contains("nicht geklappt", victim.Text, StringComparison.Ordinal);
        Assert.False(await victim.IsSignedInAsync());
    }

    [Fact]
    public async Task State_nonce_and_PKCE_are_asked_for()
    {
        using var browser = new FormBrowser(_site);
        using var challenge = await browser.GetAsync("/de/anmelden/haus/town?handler=go&returnUrl=//evil.example");
        var query = challenge.Headers.Location!.Query;
        Assert.All(new[] { "state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "response_type=code" },
            part => Assert.Contains(part, query, StringComparison.Ordinal));
        Assert.All(challenge.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("OIDC_A_CLIENT_ID", "x", "MSONET_OIDC_A_AUTHORITY is missing.")]
    [InlineData("OIDC_TOWN_DOMAIN", "x", "MSONET_OIDC_TOWN_DOMAIN is not known here.")]
    [InlineData("OIDC_TOWN_AUTHORITY", "http://login.example", "https://")]
    [InlineData("OIDC_TOWN_CENTRES", "", "goes with")]
    [InlineData("OIDC_TOWN_ROLES", "a=Lead", "not Lead")]
    public void A_wrong_setting_is_told(string name, string value, string says)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(_site.Settings);
        builder.Configuration.AddInMemoryCollection([new(name, value)]);
        Assert.Contains(says, Assert.Throws<WrongSettingException>(() => Institutions.AddTo(builder)).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private void Be(string subject, string email, bool verified, params string[] groups)
    {
        _provider.Person.Clear();
        _provider.Person.AddRange([("sub", subject), ("email", email), ("email_verified", verified), ("groups", groups)]);
    }

    private async Task<int> RolesAsync(Guid person)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentViewer>();
        current.Identity = new Identity(null) { Person = person };
        var viewer = await current.GetAsync(TestContext.Current.CancellationToken);
        return viewer.Memberships.Count + viewer.Duties.Count;
    }

    private async Task<bool> MoveAsync(Guid person, string to)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        var token = "";
        var asked = new SignInQuestion(to, "de", secret => new Uri("https://netz.example/" + (token = secret))) { NewAddressOf = person };
        await scope.ServiceProvider.GetRequiredService<AskToSignIn>().RunAsync(asked, TestContext.Current.CancellationToken);
        return await scope.ServiceProvider.GetRequiredService<ChangeAddress>().RunAsync(
            person, token, TestContext.Current.CancellationToken);
    }

    // To the provider, back with a code, and to the page that takes it.
    private static async Task<HttpResponseMessage> GoAsync(FormBrowser browser, string path)
    {
        using var challenge = await browser.GetAsync(path);
        using var granted = await browser.GetAsync(challenge.Headers.Location!.AbsoluteUri);
        using var taken = await browser.GetAsync(granted.Headers.Location!.PathAndQuery);
        return await browser.GetAsync(taken.Headers.Location!.OriginalString);
    }
}
