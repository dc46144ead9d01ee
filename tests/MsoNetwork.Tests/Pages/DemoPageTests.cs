using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.Pages;

/// <summary>The demo in a browser: one click to be somebody, work that waits for each, and a bar that says what it is.</summary>
[Trait("Speed", "Medium")]
public sealed class DemoPageTests(DemoSite demo) : IClassFixture<DemoSite>
{
    [Fact]
    public async Task Every_page_says_in_every_language_that_all_is_invented()
    {
        using var browser = new FormBrowser(demo.Site);
        var said = new HashSet<string>();
        foreach (var language in PageLanguage.All)
        {
            foreach (var path in (string[])["", "organisationen", "gesuche", "demo", "nirgends"])
            {
                await browser.GetAsync($"/{language.Tag}/{path}");
                var bar = browser.Page.QuerySelector("header .demo-bar");
                Assert.Contains(Texts.Of(language)["demo.bar"], bar?.TextContent ?? "", StringComparison.Ordinal);
                Assert.Equal($"/{language.Tag}/demo", bar!.QuerySelector("a")!.GetAttribute("href"));
                Assert.DoesNotContain(Texts.Of(language)["footer.sources"], browser.Text, StringComparison.Ordinal);
            }

            said.Add(Texts.Of(language)["demo.bar"]);
        }

        Assert.Equal(PageLanguage.All.Count, said.Count);
    }

    [Theory]
    [InlineData("visitor", "/de/organisationen", HttpStatusCode.NotFound)]
    [InlineData("lead", "/de/posteingang", HttpStatusCode.NotFound)]
    [InlineData("centre", "/de/schreibtisch", HttpStatusCode.OK)]
    [InlineData("administrator", "/de/schreibtisch", HttpStatusCode.OK)]
    public async Task One_click_is_a_session_like_any_other(string role, string start, HttpStatusCode desk)
    {
        using var browser = new FormBrowser(demo.Site);
        await browser.GetAsync("/de/demo");
        Assert.NotNull(browser.Page.QuerySelector($"form[method=post] button[name=role][value={role}]"));
        using var clicked = await browser.PostAsync("/de/demo", ("role", role));
        Assert.Equal(HttpStatusCode.Redirect, clicked.StatusCode);
        Assert.StartsWith(start, clicked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var begins = await browser.GetAsync(clicked.Headers.Location.OriginalString);
        Assert.Equal(HttpStatusCode.OK, begins.StatusCode);
        Assert.True(await browser.IsSignedInAsync());
        using var atDesk = await browser.GetAsync("/de/schreibtisch");
        Assert.Equal(desk, atDesk.StatusCode);
        await browser.GetAsync("/de/demo");
        await browser.PostAsync("/de/demo", ("role", "nobody"));
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_lead_finds_proposals_in_the_inbox_and_may_edit_the_own_organisation()
    {
        using var browser = new FormBrowser(demo.Site);
        await browser.GetAsync("/de/demo");
        using var clicked = await browser.PostAsync("/de/demo", ("role", "lead"));
        using var inbox = await browser.GetAsync(clicked.Headers.Location!.OriginalString);
        Assert.Contains("Erfunden: Gemeinsames Elterncafé", browser.Text, StringComparison.Ordinal);
        var slug = await demo.Site.Database.CreateCommand("SELECT slug FROM organisations AS o JOIN organisation_people AS k "
            + "ON k.organisation_id = o.id JOIN persons AS p ON p.id = k.person_id WHERE p.email = 'lead@example.org'")
            .ExecuteScalarAsync(Token);
        using var editing = await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten");
        Assert.Equal(HttpStatusCode.OK, editing.StatusCode);
        using var team = await browser.GetAsync($"/de/organisationen/{slug}/team");
        Assert.Equal(HttpStatusCode.OK, team.StatusCode);
    }

    [Fact]
    public async Task A_click_that_another_page_forges_and_an_unknown_role_sign_nobody_in()
    {
        using var browser = new FormBrowser(demo.Site);
        using var forged = await browser.PostAsync("/de/demo", ("role", "administrator"));
        Assert.InRange((int)forged.StatusCode, 400, 499);
        await browser.GetAsync("/de/demo");
        using var unknown = await browser.PostAsync("/de/demo", ("role", "root"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task The_centre_has_cases_of_every_kind_and_all_that_they_propose_can_be_taken_over()
    {
        await using var scope = demo.Site.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<DbContext>();
        var centre = await demo.Site.Database.CreateCommand("SELECT k.region_key FROM centre_people AS p JOIN integration_centres AS k "
            + "ON k.key = p.centre_key").ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
        var cases = await context.Set<Case>().ToListAsync(TestContext.Current.CancellationToken);
        var own = cases.FindAll(one => one.Seat.StartsWith(centre!, StringComparison.Ordinal));
        Assert.InRange(own.Count, 10, 15);
        Assert.All(Enum.GetValues<Accounts.CaseKind>(), kind => Assert.Contains(own, one => one.Kind == kind));
        Assert.NotEmpty(cases.Except(own)); // for the administrators
        var change = scope.ServiceProvider.GetRequiredService<ChangeOrganisation>();
        foreach (var one in cases.Where(one => one.Draft is not null))
        {
            var draft = OrganisationDraft.Of(DraftJson.Read(one.Draft!));
            Assert.Empty(await change.CheckAsync(one.OrganisationId, draft, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Proposals_and_answers_wait_for_the_lead()
    {
        const string Own = "(SELECT organisation_id FROM organisation_people AS o JOIN persons AS p ON p.id = o.person_id "
            + "WHERE p.email = 'lead@example.org')";
        Assert.Equal(3L, await demo.Site.Database.CreateCommand(
            $"SELECT count(*) FROM cooperations WHERE state = 'Proposed' AND to_id = {Own}").ExecuteScalarAsync(Token));
        Assert.Equal(3L, await demo.Site.Database.CreateCommand($"SELECT count(*) FROM partner_call_responses AS r JOIN partner_calls AS c "
            + $"ON c.id = r.call_id WHERE r.state = 'Sent' AND c.organisation_id = {Own}").ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task Mails_become_files_in_a_folder_of_the_demo()
    {
        using var browser = new FormBrowser(demo.Site);
        await browser.AskAsync("mail@example.org");
        var folder = Path.Combine(demo.Site.Mails, "demo");
        await Waiting.UntilAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.eml").Length > 0, "No mail came.");
        Assert.Empty(Directory.GetFiles(demo.Site.Mails, "*.eml"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

/// <summary>Everywhere else there is no demo.</summary>
public sealed class NoDemoPageTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Without_the_setting_there_is_no_such_page_and_no_bar()
    {
        using var browser = new FormBrowser(site);
        using var page = await browser.GetAsync("/de/demo");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Null(browser.Page.QuerySelector(".demo-bar"));
        await browser.GetAsync("/de/anmelden");
        using var click = await browser.PostAsync("/de/demo", ("role", "administrator"));
        Assert.Equal(HttpStatusCode.NotFound, click.StatusCode);
        await browser.GetAsync("/de/");
        Assert.Null(browser.Page.QuerySelector(".demo-bar"));
    }
}
