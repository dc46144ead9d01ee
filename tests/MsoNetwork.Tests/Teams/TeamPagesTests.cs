using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Teams;

/// <summary>Who keeps an entry: invited, changed, removed, handed over; never nobody by accident.</summary>
[Trait("Speed", "Medium")]
public sealed class TeamPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task An_invitation_is_taken_once_by_whoever_has_the_link_and_looking_takes_nothing()
    {
        var team = await TeamAsync(0, "lead-invites@example.org");
        using var lead = team.Lead;
        var sent = await lead.SubmitAsync(team.Path, "Invite", ("email", "Neu@Example.org"), ("role", "Editor"));
        Assert.Equal($"{team.Path}?getan=eingeladen", sent.Location);
        var link = await LinkAsync("neu@example.org", "einladung");
        using var guest = await Browser.OfAsync(site, "another-address@example.org");
        await guest.HeadAsync(link);
        var (status, html, _) = await guest.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("another-address@example.org", html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(team.Id));
        Assert.Equal(HttpStatusCode.BadRequest, (await guest.PostAsync(link, null, [])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await guest.SubmitAsync(link)).Status);
        Assert.Equal(2, await CountAsync(team.Id));
        using var late = await Browser.OfAsync(site, "late@example.org");
        var form = Browser.Hidden((await late.GetAsync($"/de/organisationen/{team.Slug}/uebernehmen")).Html);
        Assert.Contains("schon benutzt", (await late.PostAsync(link, null, form)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await guest.GetAsync($"/de/organisationen/{team.Slug}/bearbeiten")).Status);
        Assert.DoesNotContain("id=\"invite\"", (await guest.GetAsync(team.Path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_that_is_too_old_or_taken_back_is_worth_nothing()
    {
        var team = await TeamAsync(1, "lead-old@example.org");
        using var lead = team.Lead;
        await lead.SubmitAsync(team.Path, "Invite", ("email", "old@example.org"), ("role", "Lead"));
        var old = await LinkAsync("old@example.org", "einladung");
        await RunAsync("UPDATE team_invitations SET expires_at = now() - INTERVAL '1 second' WHERE email = 'old@example.org'");
        await lead.SubmitAsync(team.Path, "Invite", ("email", "back@example.org"), ("role", "Lead"));
        var back = await LinkAsync("back@example.org", "einladung");
        var invitation = await ScalarAsync<Guid>("SELECT id FROM team_invitations WHERE email = 'back@example.org'");
        await lead.SubmitAsync(team.Path, "TakeBack", ("invitation", invitation.ToString()));
        using var guest = await Browser.OfAsync(site, "guest@example.org");
        foreach (var link in (string[])[old, back, "/de/einladung/" + new string('x', 43)])
            Assert.Contains("Diese Einladung gilt nicht mehr", (await guest.GetAsync(link)).Html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(team.Id));
    }

    [Fact]
    public async Task The_last_lead_cannot_leave_without_a_word_and_hands_over_to_somebody_of_the_team()
    {
        var team = await TeamAsync(2, "lead-leaves@example.org");
        using var lead = team.Lead;
        var next = await SignedIn.PersonAsync(
            site.Services, "next@example.org", new OrganisationPerson { OrganisationId = team.Id, Role = Role.Editor });
        var alone = await lead.SubmitAsync(team.Path, "Leave", ("message", " "));
        Assert.Contains("Ein Team braucht eine Leitung", alone.Html, StringComparison.Ordinal);
        var own = await PersonAsync("lead-leaves@example.org");
        Assert.Contains("Ein Team braucht", (await lead.SubmitAsync(team.Path, "Role", ("member", own), ("role", "Editor"))).Html,
            StringComparison.Ordinal);
        Assert.Contains("Ein Team braucht", (await lead.SubmitAsync(team.Path, "Remove", ("member", own))).Html, StringComparison.Ordinal);
        var stranger = await SignedIn.PersonAsync(site.Services, "no-member@example.org");
        Assert.Contains("gehört nicht mehr", (await lead.SubmitAsync(team.Path, "Leave", ("successor", stranger.ToString()))).Html,
            StringComparison.Ordinal);
        var left = await lead.SubmitAsync(team.Path, "Leave", ("successor", next.ToString()));
        Assert.Equal("/de/konto", left.Location);
        Assert.Equal("Lead", await ScalarAsync<string>($"SELECT role FROM organisation_people WHERE person_id = '{next}'"));
        Assert.Equal(1, await CountAsync(team.Id));
    }

    [Fact]
    public async Task Of_two_leads_who_remove_each_other_at_once_one_stays()
    {
        for (var round = 0; round < 5; round++)
        {
            var team = await TeamAsync(3, $"one-{round}@example.org");
            using var one = team.Lead;
            using var other = await Browser.OfAsync(
                site, $"other-{round}@example.org", new OrganisationPerson { OrganisationId = team.Id, Role = Role.Lead });
            await Task.WhenAll(
                one.SubmitAsync(team.Path, "Remove", ("member", await PersonAsync($"other-{round}@example.org"))),
                other.SubmitAsync(team.Path, "Remove", ("member", await PersonAsync($"one-{round}@example.org"))));
            Assert.Equal(1, await CountAsync(team.Id));
            await RunAsync($"DELETE FROM organisation_people WHERE organisation_id = '{team.Id}'");
        }
    }

    [Fact]
    public async Task Editors_and_strangers_change_no_team_and_the_centre_of_the_area_does()
    {
        var team = await TeamAsync(4, "lead-rights@example.org");
        using var lead = team.Lead;
        using var editor = await Browser.OfAsync(
            site, "editor-rights@example.org", new OrganisationPerson { OrganisationId = team.Id, Role = Role.Editor });
        var member = await PersonAsync("lead-rights@example.org");
        var form = Browser.Hidden((await editor.GetAsync(team.Path)).Html);
        foreach (var handler in (string[])["Remove", "Role", "HandOver", "Invite"])
        {
            var (_, html, _) = await editor.PostAsync(team.Path, handler,
                [.. form, ("member", member), ("role", "Editor"), ("email", "x@example.org")]);
            Assert.Contains("Das dürfen nur die Leitung", html, StringComparison.Ordinal);
        }

        using var stranger = await Browser.OfAsync(site, "stranger-rights@example.org");
        Assert.EndsWith("/nicht-erlaubt", (await stranger.GetAsync(team.Path)).Location, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(team.Id));
        var centre = await ScalarAsync<string>($"""
            SELECT c.key FROM integration_centres AS c JOIN organisations AS o ON starts_with(o.municipality_key, c.region_key)
            WHERE o.id = '{team.Id}' ORDER BY length(c.region_key) DESC LIMIT 1
            """);
        using var staff = await Browser.OfAsync(site, "staff-rights@example.org", new CentrePerson { CentreKey = centre });
        Assert.Equal(HttpStatusCode.Redirect, (await staff.SubmitAsync(team.Path, "Remove", ("member", member))).Status);
        Assert.Equal(1, await CountAsync(team.Id));
    }

    private async Task<(Guid Id, string Slug, string Path, Browser Lead)> TeamAsync(int nth, string lead)
    {
        var id = await ScalarAsync<Guid>($"SELECT id FROM organisations ORDER BY id OFFSET {nth} LIMIT 1");
        var slug = await ScalarAsync<string>($"SELECT slug FROM organisations WHERE id = '{id}'");
        var browser = await Browser.OfAsync(site, lead, new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        return (id, slug, $"/de/organisationen/{slug}/team", browser);
    }

    private Task<string> LinkAsync(string email, string page) => MailedLink.FindAsync(site.Database, site.Mails, email, page);

    private async Task<string> PersonAsync(string email) =>
        (await ScalarAsync<Guid>($"SELECT id FROM persons WHERE email = '{email}'")).ToString();

    private Task<long> CountAsync(Guid organisation) =>
        ScalarAsync<long>($"SELECT count(*) FROM organisation_people WHERE organisation_id = '{organisation}'");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return Assert.IsType<T>(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private async Task RunAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
