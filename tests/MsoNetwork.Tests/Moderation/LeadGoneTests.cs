using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Teams;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Moderation;

/// <summary>A lead is gone: accepting the case gives the team another one, and undoing takes that back.</summary>
public sealed class LeadGoneTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_of_the_team_leads_and_no_stranger_does()
    {
        var (organisation, editor, one) = await GoneAsync();
        var staff = await site.StaffAsync("ki-koeln");
        Assert.Equal(DecisionOutcome.Unsaid, (await site.AcceptAsync(staff, one)).Outcome);
        Assert.Equal(DecisionOutcome.Unsaid, (await AcceptAsync(staff, one, await site.PersonAsync(), null)).Outcome);
        Assert.Equal(DecisionOutcome.Done, (await AcceptAsync(staff, one, editor, null)).Outcome);
        Assert.Equal("Lead", await RoleAsync(organisation, editor));
        Assert.Equal(DecisionOutcome.Done, (await site.UndoAsync(staff, one)).Outcome);
        Assert.Equal("Editor", await RoleAsync(organisation, editor));
    }

    [Fact]
    public async Task Somebody_else_is_invited_and_leads_when_they_have_accepted()
    {
        var (organisation, editor, one) = await GoneAsync();
        var staff = await site.StaffAsync("ki-koeln");
        Assert.Equal(DecisionOutcome.Unsaid, (await AcceptAsync(staff, one, null, "no address")).Outcome);
        Assert.Equal(DecisionOutcome.Done, (await AcceptAsync(staff, one, null, $"next-{one:N}@example.org")).Outcome);
        var (_, link, _) = await SignInMails.LastAsync(site, $"next-{one:N}@example.org");
        var next = await SignedIn.PersonAsync(site.Services, $"next-{one:N}@example.org");
        await site.AsAsync<AcceptInvitation, object>(next, async use => await use.RunAsync(link.Split('/')[^1], Token));
        Assert.Equal("Lead", await RoleAsync(organisation, next));
        Assert.Equal("Editor", await RoleAsync(organisation, editor));
    }

    [Fact]
    public async Task The_desk_chooses_on_the_page_of_the_case()
    {
        var (organisation, editor, one) = await GoneAsync();
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        var page = $"/de/schreibtisch/anliegen/{one:N}";
        Assert.Contains("Wer leitet das Team", (await desk.GetAsync(page)).Text, StringComparison.Ordinal);
        var done = await desk.SendAsync(page, page + "?handler=Accept", ("successor", editor.ToString("N")), ("email", ""));
        Assert.Contains("getan=accepted", done.To, StringComparison.Ordinal);
        Assert.Equal("Lead", await RoleAsync(organisation, editor));
    }

    [Fact]
    public async Task An_invitation_waits_in_the_inbox_and_is_taken_there_by_nobody_else()
    {
        var (organisation, _, one) = await GoneAsync();
        await AcceptAsync(await site.StaffAsync("ki-koeln"), one, null, $"Inbox-{one:N}@example.org");
        var invited = await SignedIn.PersonAsync(site.Services, $"inbox-{one:N}@example.org");
        using var browser = new Browser(site);
        await browser.SignInAsync(invited);
        var inbox = (await browser.GetAsync("/de/posteingang")).Html;
        Assert.Contains("Einladung in ein Team", inbox, StringComparison.Ordinal);
        var id = await site.TextAsync($"SELECT replace(id::text, '-', '') FROM team_invitations WHERE organisation_id = '{organisation}'");
        Assert.Contains($"/de/einladung/{id}", inbox, StringComparison.Ordinal);
        using var stranger = new Browser(site);
        await stranger.SignInAsync(await site.PersonAsync());
        Assert.Contains("gilt nicht mehr", (await stranger.GetAsync($"/de/einladung/{id}")).Html, StringComparison.Ordinal);
        await browser.SubmitAsync($"/de/einladung/{id}");
        Assert.Equal("Lead", await RoleAsync(organisation, invited));
    }

    private async Task<(Guid Organisation, Guid Editor, Guid Case)> GoneAsync()
    {
        var (organisation, _) = await site.OrganisationAsync("05315");
        var editor = await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Editor });
        var seat = await site.TextAsync($"SELECT municipality_key FROM organisations WHERE id = '{organisation}'");
        return (organisation, editor, await site.SubmitAsync(new SubmittedCase(CaseKind.LeadGone, await site.PersonAsync(), seat)
        {
            Organisation = organisation,
            Message = "Ich ziehe weg.",
        }));
    }

    private Task<Decision> AcceptAsync(Guid staff, Guid one, Guid? person, string? email) =>
        site.DecideAsync(staff, one, (use, version) => use.AcceptAsync(one, version, null, DeskSteps.Site, Token, new Successor(
            person, email, "de", secret => new Uri(DeskSteps.Site, "/de/einladung/" + secret))));

    private Task<string> RoleAsync(Guid organisation, Guid person) => site.TextAsync(
        $"SELECT role FROM organisation_people WHERE organisation_id = '{organisation}' AND person_id = '{person}'");
}
