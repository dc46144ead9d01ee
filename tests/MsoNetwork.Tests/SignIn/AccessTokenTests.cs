using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>What a program's token is worth, and whose rights it has.</summary>
public sealed class AccessTokenTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Preferences = "{ matchingPreferences { takesPart } }";
    private const string Change = "mutation { erasePartnerCall(input: {id: \"x\"}) { __typename } }";

    [Fact]
    public async Task A_token_made_on_the_page_acts_for_its_person_and_is_shown_once()
    {
        var own = await OrganisationAsync(0);
        await SignedIn.PersonAsync(
            site.Services, "maker@example.org", new OrganisationPerson { OrganisationId = own.Id, Role = Role.Lead });
        using var browser = new FormBrowser(site);
        await browser.SignInAsync("maker@example.org");
        await browser.GetAsync("/de/konto/zugriff");
        using var made = await browser.PostAsync(
            "/de/konto/zugriff", ("name", "Unsere Webseite"), ("organisation", ""), ("writes", "false"), ("days", "30"));
        var token = browser.Page.QuerySelector(".saved code")!.TextContent;
        Assert.StartsWith("msonet_", token, StringComparison.Ordinal);
        Assert.True(made.Headers.CacheControl!.NoStore);
        await browser.GetAsync("/de/konto/zugriff");
        Assert.DoesNotContain(token, browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var answer = await AskAsync(token, Preferences);
        Assert.True(answer.Data.GetProperty("matchingPreferences").GetProperty("takesPart").GetBoolean());
        (await AskAsync(token, Change)).IsRefusal("FORBIDDEN");
        await using var kept = site.Database.CreateCommand("SELECT count(*) FROM access_tokens AS t WHERE t::text LIKE '%msonet_%'");
        Assert.Equal(0L, await kept.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_one_that_also_writes_gets_as_far_as_changing()
    {
        var person = await SignedIn.PersonAsync(site.Services, "writer@example.org");
        var answer = await AskAsync(await MakeAsync(person, null, writes: true), Change);
        Assert.DoesNotContain("only reads", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("UNAUTHENTICATED", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_an_organisation_has_nothing_of_its_makers_other_roles_and_ends_with_the_role()
    {
        var (own, other) = (await OrganisationAsync(1), await OrganisationAsync(2));
        var person = await SignedIn.PersonAsync(
            site.Services, "leads-two@example.org",
            new OrganisationPerson { OrganisationId = own.Id, Role = Role.Lead },
            new OrganisationPerson { OrganisationId = other.Id, Role = Role.Lead },
            new Duty { Role = Role.Administrator });
        var token = await MakeAsync(person, own.Id, writes: false);
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var current = scope.ServiceProvider.GetRequiredService<CurrentViewer>();
            current.Identity = new(ActingFor: null) { Person = person, OnlyFor = own.Id };
            var viewer = await current.GetAsync(TestContext.Current.CancellationToken);
            Assert.Equal(own.Id, Assert.IsType<OrganisationMembership>(Assert.Single(viewer.Memberships)).Organisation);
            Assert.Empty(viewer.Duties);
        }

        Assert.Contains("takesPart", (await AskAsync(token, Preferences, $"organisation:{other.Slug}")).Text, StringComparison.Ordinal);
        await RunAsync($"DELETE FROM organisation_people WHERE person_id = '{person}' AND organisation_id = '{own.Id}'");
        var after = await AskAsync(token, Preferences);
        after.IsRefusal("UNAUTHENTICATED");
        Assert.Contains("does not belong", after.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_lead_an_organisation_makes_no_token_for_it()
    {
        var own = await OrganisationAsync(3);
        await SignedIn.PersonAsync(
            site.Services, "editor@example.org", new OrganisationPerson { OrganisationId = own.Id, Role = Role.Editor });
        using var browser = new FormBrowser(site);
        await browser.SignInAsync("editor@example.org");
        await browser.GetAsync("/de/konto/zugriff");
        foreach (var organisation in new[] { own.Id.ToString(), (await OrganisationAsync(4)).Id.ToString(), "x" })
        {
            await browser.PostAsync("/de/konto/zugriff", ("name", "X"), ("organisation", organisation), ("writes", "true"), ("days", "30"));
            Assert.Null(browser.Page.QuerySelector(".saved code"));
            Assert.Equal("X", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task A_revoked_and_an_expired_one_say_so_and_disturb_nothing_that_needs_nobody()
    {
        var person = await SignedIn.PersonAsync(site.Services, "revoker@example.org");
        var (revoked, expired) = (await MakeAsync(person, null, false), await MakeAsync(person, null, false));
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var tokens = scope.ServiceProvider.GetRequiredService<AccessTokens>();
            var all = await tokens.OfAsync(person, TestContext.Current.CancellationToken);
            await tokens.RevokeAsync(Guid.NewGuid(), all[1].Id, TestContext.Current.CancellationToken); // another's hand ends nothing
            Assert.DoesNotContain("revoked", (await AskAsync(revoked, Preferences)).Text, StringComparison.Ordinal);
            await tokens.RevokeAsync(person, all[1].Id, TestContext.Current.CancellationToken);
        }

        await RunAsync(
            $"UPDATE access_tokens SET expires_at = now() - interval '1 day' WHERE person_id = '{person}' AND revoked_at IS NULL");
        foreach (var (token, word) in new[] { (revoked, "revoked"), (expired, "expired"), ("msonet_unknown", "not known") })
        {
            var answer = await AskAsync(token, Preferences);
            answer.IsRefusal("UNAUTHENTICATED");
            Assert.Contains(word, answer.Message, StringComparison.Ordinal);
            Assert.Equal("migrafrica",
                (await AskAsync(token, "{ organisation(slug: \"migrafrica\") { slug } }")).Data.GetProperty("organisation")
                .GetProperty("slug").GetString());
        }
    }

    [Fact]
    public async Task No_token_lasts_longer_than_a_year_and_nobody_has_more_than_twenty()
    {
        var person = await SignedIn.PersonAsync(site.Services, "collector@example.org");
        await using var scope = site.Services.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<AccessTokens>();
        for (var made = 0; made < AccessTokens.MostOfPerson; made++)
            Assert.NotNull(await MakeAsync(person, null, false));
        Assert.Null(await tokens.MakeAsync(person, new("x", null, false, TimeSpan.FromDays(1)), TestContext.Current.CancellationToken));
        await RunAsync($"DELETE FROM access_tokens WHERE person_id = '{person}'");
        await tokens.MakeAsync(person, new("x", null, false, TimeSpan.FromDays(9999)), TestContext.Current.CancellationToken);
        Assert.All(await tokens.OfAsync(person, TestContext.Current.CancellationToken),
            token => Assert.True(token.ExpiresAt - token.CreatedAt <= AccessTokens.Longest));
    }

    private async Task<string> MakeAsync(Guid person, Guid? organisation, bool writes)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<AccessTokens>().MakeAsync(
            person, new("x", organisation, writes, TimeSpan.FromDays(30)), TestContext.Current.CancellationToken);
        return made!;
    }

    private Task<Answer> AskAsync(string token, string query, string? actor = null)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { query });
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token), Accept = { new("application/json") } },
        };
        if (actor is not null) request.Headers.Add("X-Actor", actor);
        return site.SendAsync(request);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(Guid Id, string Slug)> OrganisationAsync(int nth)
    {
        await using var command = site.Database.CreateCommand("SELECT id, slug FROM organisations ORDER BY slug OFFSET $1 LIMIT 1");
        command.Parameters.Add(new() { Value = nth });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await rows.ReadAsync(TestContext.Current.CancellationToken));
        return (rows.GetGuid(0), rows.GetString(1));
    }
}
