using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Teams;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.SignIn;

/// <summary>The pages of the account: what is said there is so, and only about oneself.</summary>
[Trait("Speed", "Medium")]
public sealed class AccountPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Name_and_language_are_kept()
    {
        using var browser = await InAsync("named@example.org");
        await browser.GetAsync("/de/konto");
        using var saved = await browser.PostAsync("/de/konto?handler=details", ("name", " <b>Vorstand</b> "), ("mails", "tr"));
        await browser.GetAsync(saved.Headers.Location!.OriginalString);
        Assert.Equal("<b>Vorstand</b>", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("tr", browser.Page.QuerySelector("#mails option[selected]")!.GetAttribute("value"));
        using var wrong = await browser.PostAsync("/de/konto?handler=details", ("name", new string('x', 101)), ("mails", "tr"));
        Assert.Contains("zu lang", browser.Text, StringComparison.Ordinal);
        Assert.Equal(new string('x', 101), browser.Page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task One_chooses_for_whom_one_acts_among_ones_own_only()
    {
        var (one, another, foreign) = (await OrganisationAsync(0), await OrganisationAsync(1), await OrganisationAsync(2));
        using var browser = await InAsync("acting@example.org",
            new OrganisationPerson { OrganisationId = one.Id, Role = Role.Lead },
            new OrganisationPerson { OrganisationId = another.Id, Role = Role.Editor });
        await browser.GetAsync("/de/konto");
        await browser.PostAsync("/de/konto?handler=acting", ("body", $"organisation:{another.Slug}"));
        await browser.GetAsync("/de/konto");
        Assert.Equal($"organisation:{another.Slug}", browser.Page.QuerySelector("#body option[selected]")!.GetAttribute("value"));
        await browser.PostAsync("/de/konto?handler=acting", ("body", $"organisation:{foreign.Slug}"));
        await browser.GetAsync("/de/konto");
        Assert.Equal($"organisation:{another.Slug}", browser.Page.QuerySelector("#body option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Sessions_are_named_and_ended_one_by_one_or_all_but_this()
    {
        using var here = await InAsync("several-devices@example.org");
        using var there = await InAsync("several-devices@example.org");
        using var elsewhere = await InAsync("several-devices@example.org");
        using var stranger = await InAsync("stranger@example.org");
        await here.GetAsync("/de/konto/sitzungen");
        Assert.Equal(3, here.Page.QuerySelectorAll("button[name=session]").Length);
        Assert.Contains("Firefox auf Windows", here.Text, StringComparison.Ordinal);
        var other = here.Page.QuerySelectorAll(".rows li").First(one => !one.TextContent.Contains("dieses Gerät", StringComparison.Ordinal))
            .QuerySelector("button")!.GetAttribute("value")!;
        await stranger.GetAsync("/de/konto/sitzungen");
        await stranger.PostAsync("/de/konto/sitzungen", ("session", other));
        await here.GetAsync("/de/konto/sitzungen");
        Assert.Equal(3, here.Page.QuerySelectorAll("button[name=session]").Length);
        await here.PostAsync("/de/konto/sitzungen", ("session", other));
        await here.GetAsync("/de/konto/sitzungen");
        Assert.Equal(2, here.Page.QuerySelectorAll("button[name=session]").Length);
        await here.PostAsync("/de/konto/sitzungen?handler=others");
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_signs_out_is_out_also_with_a_copy_of_the_cookie()
    {
        using var browser = await InAsync("out@example.org");
        var cookie = browser.Cookies.GetCookies(browser.Address)["msonet"]!.Value;
        await browser.GetAsync("/de/konto");
        await browser.PostAsync("/de/konto?handler=signout");
        Assert.False(await browser.IsSignedInAsync());
        browser.Cookies.Add(browser.Address, new Cookie("msonet", cookie));
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Another_address_is_proven_by_mail_and_the_former_is_told()
    {
        using var browser = await InAsync("former@example.org");
        using var other = await InAsync("other@example.org");
        await browser.GetAsync("/de/konto/adresse");
        await browser.PostAsync("/de/konto/adresse", ("email", "next@example.org"));
        var (_, link, _) = await SignInMails.LastAsync(site, "next@example.org");
        await other.GetAsync(link); // signed in as somebody else it is worth nothing
        Assert.Contains("gilt nicht mehr", other.Text, StringComparison.Ordinal);
        await other.GetAsync("/de/konto");
        await other.PostAsync(link);
        using var asSignIn = new FormBrowser(site);
        await asSignIn.GetAsync(link.Replace("konto/adresse", "anmelden/link", StringComparison.Ordinal));
        Assert.Contains("gilt nicht mehr", asSignIn.Text, StringComparison.Ordinal);
        await browser.HeadAsync(link);
        await browser.GetAsync(link);
        using var changed = await browser.PostAsync(link);
        Assert.Equal("/de/konto?gespeichert", changed.Headers.Location?.OriginalString);
        await browser.GetAsync("/de/konto");
        Assert.Contains("next@example.org", browser.Text, StringComparison.Ordinal);
        var (_, _, told) = await SignInMails.LastAsync(site, "former@example.org");
        Assert.Contains("next@example.org", told.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_somebody_else_is_not_taken_and_not_told_before_it_is_proven()
    {
        await SignedIn.PersonAsync(site.Services, "taken@example.org");
        using var browser = await InAsync("wants@example.org");
        await browser.GetAsync("/de/konto/adresse");
        using var asked = await browser.PostAsync("/de/konto/adresse", ("email", "Taken@example.org"));
        Assert.Equal("/de/konto/adresse?gespeichert", asked.Headers.Location?.OriginalString);
        var (_, link, _) = await SignInMails.LastAsync(site, "taken@example.org");
        await browser.GetAsync(link);
        await browser.PostAsync(link);
        Assert.Contains("schon ein anderes Konto", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync("/de/konto");
        Assert.Contains("wants@example.org", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_erased_with_all_that_hangs_on_it_but_not_the_last_lead()
    {
        var led = await OrganisationAsync(3);
        using var browser = await InAsync("erased@example.org", new OrganisationPerson { OrganisationId = led.Id, Role = Role.Lead });
        await browser.GetAsync("/de/konto/loeschen");
        await browser.PostAsync("/de/konto/loeschen");
        Assert.Contains("Bitte bestätigen", browser.Text, StringComparison.Ordinal);
        await browser.PostAsync("/de/konto/loeschen", ("sure", "true"));
        Assert.Contains("einzige Leitung", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector($"a[href='/de/organisationen/{led.Slug}/team']"));
        await SignedIn.PersonAsync(site.Services, "heir@example.org", new OrganisationPerson { OrganisationId = led.Id, Role = Role.Lead });
        using var erased = await browser.PostAsync("/de/konto/loeschen", ("sure", "true"));
        Assert.Equal("/de/anmelden?geloescht", erased.Headers.Location?.OriginalString);
        Assert.False(await browser.IsSignedInAsync());
        await using var command = site.Database.CreateCommand("SELECT count(*) FROM persons WHERE email = 'erased@example.org'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_two_leads_who_erase_themselves_at_once_one_stays()
    {
        var led = await OrganisationAsync(4);
        var people = new[] { "first-lead@example.org", "second-lead@example.org" };
        var ids = new List<Guid>();
        foreach (var person in people)
            ids.Add(await SignedIn.PersonAsync(
                site.Services, person, new OrganisationPerson { OrganisationId = led.Id, Role = Role.Lead }));
        var left = await Task.WhenAll(ids.Select(async id =>
        {
            await using var scope = site.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<EraseAccount>().RunAsync(id, TestContext.Current.CancellationToken);
        }));
        Assert.Single(left, refused => refused.Count == 1);
        Assert.Single(left, refused => refused.Count == 0);
    }

    [Fact]
    public async Task Of_a_lead_who_erases_the_account_and_one_who_leaves_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var led = await OrganisationAsync(5);
            var erasing = await SignedIn.PersonAsync(
                site.Services, $"erasing-{round}@example.org", new OrganisationPerson { OrganisationId = led.Id, Role = Role.Lead });
            var leaving = await SignedIn.PersonAsync(
                site.Services, $"leaving-{round}@example.org", new OrganisationPerson { OrganisationId = led.Id, Role = Role.Lead });
            await using var one = site.Services.CreateAsyncScope();
            await using var other = site.Services.CreateAsyncScope();
            other.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = new Identity(null) { Person = leaving };
            await Task.WhenAll(
                one.ServiceProvider.GetRequiredService<EraseAccount>().RunAsync(erasing, TestContext.Current.CancellationToken),
                Record.ExceptionAsync(() => other.ServiceProvider.GetRequiredService<LeaveTeam>().RunAsync(
                    led.Slug, null, null, TestContext.Current.CancellationToken)).AsTask());
            await using var count = site.Database.CreateCommand(
                $"SELECT count(*) FROM organisation_people WHERE organisation_id = '{led.Id}'");
            Assert.Equal(1L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            await using var clear = site.Database.CreateCommand($"DELETE FROM persons WHERE id IN ('{erasing}', '{leaving}')");
            await clear.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<FormBrowser> InAsync(string address, params object[] affiliations)
    {
        await SignedIn.PersonAsync(site.Services, address, affiliations);
        var browser = new FormBrowser(site);
        await browser.SignInAsync(address);
        return browser;
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
