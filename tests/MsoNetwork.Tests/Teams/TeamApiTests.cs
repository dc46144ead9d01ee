using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.Teams;

/// <summary>Teams and claims by the API: the same use cases as the pages.</summary>
public sealed class TeamApiTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Team = "team { members { person email role } invitations { id email role } mayChange }";

    [Fact]
    public async Task A_team_is_invited_joined_changed_handed_over_and_left()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var organisation = OrganisationId(id);
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var input = new { organisation, email = "Neu-im-Team@Example.org", role = "EDITOR", idempotencyKey = "invite-1" };
        var invited = (await site.DoAsync(lead, "inviteToTeam", input, Team)).WithoutErrors().GetProperty("team");
        var again = (await site.DoAsync(lead, "inviteToTeam", input, Team)).WithoutErrors().GetProperty("team");
        Assert.Equal(invited.GetRawText(), again.GetRawText());
        Assert.Equal("1", await site.TextAsync("SELECT count(*) FROM team_invitations WHERE email = 'neu-im-team@example.org'"));

        var link = await MailedLink.FindAsync(site.Database, site.Mails, "neu-im-team@example.org", "einladung");
        var guest = await site.PersonAsync();
        var secret = link.Split('/')[^1];
        (await site.DoAsync(guest, "acceptTeamInvitation", new { secret, idempotencyKey = "a" }, "organisation { slug }")).WithoutErrors();
        (await site.DoAsync(guest, "acceptTeamInvitation", new { secret, idempotencyKey = "a" }, "organisation { slug }")).WithoutErrors();
        Assert.Equal(["NOT_FOUND"], (await site.DoAsync(await site.PersonAsync(), "acceptTeamInvitation", new { secret })).Refusals());

        var member = guest.ToString("N");
        Assert.Equal(["FORBIDDEN"], (await site.DoAsync(guest, "changeTeamRole", new { organisation, member, role = "LEAD" })).Refusals());
        var handed = (await site.DoAsync(lead, "handOverTeam", new { organisation, member }, Team)).WithoutErrors().GetProperty("team");
        Assert.Equal($$"""{"person":"{{member}}","role":"LEAD"}""", handed.GetProperty("members")[0].GetRawText().Replace(
            $"\"email\":\"{await site.TextAsync($"SELECT email FROM persons WHERE id = '{guest}'")}\",", "", StringComparison.Ordinal));
        Assert.False(handed.GetProperty("mayChange").GetBoolean());
        Assert.Equal(["CONFLICT"], (await site.DoAsync(guest, "leaveTeam", new { organisation })).Refusals());
        var left = new { organisation, successor = lead.ToString("N") };
        (await site.DoAsync(guest, "leaveTeam", left, "organisation { slug }")).WithoutErrors();
        Assert.Equal("Lead", await site.TextAsync($"SELECT role FROM organisation_people WHERE organisation_id = '{id}'"));
    }

    [Fact]
    public async Task Nobody_else_sees_a_team()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var query = $$"""{ organisation(slug: "{{slug}}") { {{Team}} } }""";
        foreach (var stranger in (Guid?[])[null, await site.PersonAsync(), await site.StaffAsync("ki-bielefeld")])
            Assert.Contains("\"team\":null", (await site.ApiAsync(stranger, query)).GetRawText(), StringComparison.Ordinal);
        foreach (var insider in (Guid[])[lead, await site.StaffAsync("ki-koeln"), await site.AdministratorAsync()])
            Assert.Contains("@example.org", (await site.ApiAsync(insider, query)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_one_organisation_does_nothing_for_its_maker()
    {
        var (id, _) = await site.OrganisationAsync("05315");
        var (other, _) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        foreach (var (mutation, input) in ((string, object)[])
            [
                ("claimEntryByMail", new { organisation = OrganisationId(other) }),
                ("claimEntryByCentre", new { organisation = OrganisationId(other), message = "Wir sind das." }),
                ("reportMistake", new { organisation = OrganisationId(other), message = "Falsch." }),
                ("sendMessage", new { organisation = OrganisationId(other), name = "Ich", text = "Hallo." }),
                ("leaveTeam", new { organisation = OrganisationId(id), message = "Weg." }),
            ])
            Assert.Equal(["FORBIDDEN"], (await site.DoAsync(lead, mutation, input, onlyFor: id)).Refusals());
    }

    [Fact]
    public async Task A_claim_is_mailed_withdrawn_mailed_again_and_proven()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET website = NULL WHERE id = '{id}'");
        var person = await site.PersonAsync();
        var organisation = OrganisationId(id);
        Assert.Equal(["INVALID_INPUT"], (await site.DoAsync(
            person, "claimEntryByMail", new { organisation, email = "ich@example.com" })).Refusals());
        var claimed = (await site.DoAsync(person, "claimEntryByMail", new { organisation, idempotencyKey = "c" }, "claim { id email }"))
            .WithoutErrors().GetProperty("claim");
        Assert.Equal($"{slug}@example.org", claimed.GetProperty("email").GetString());
        var again = (await site.DoAsync(person, "claimEntryByMail", new { organisation, idempotencyKey = "c" }, "claim { id email }"))
            .WithoutErrors().GetProperty("claim");
        Assert.Equal(claimed.GetRawText(), again.GetRawText());
        var first = (await MailedLink.FindAsync(site.Database, site.Mails, $"{slug}@example.org", "uebernahme")).Split('/')[^1];
        var withdraw = new { id = claimed.GetProperty("id").GetString() };
        Assert.Equal(["NOT_FOUND"], (await site.DoAsync(await site.PersonAsync(), "withdrawEntryClaim", withdraw)).Refusals());
        (await site.DoAsync(person, "withdrawEntryClaim", withdraw)).WithoutErrors();
        Assert.Equal(["NOT_FOUND"], (await site.DoAsync(person, "proveEntryClaim", new { secret = first })).Refusals());
        var ways = await site.ApiAsync(person, $$"""{ organisation(slug: "{{slug}}") { claimWays { ownAddress hasTeam open { id } } } }""");
        Assert.Contains("\"open\":[]", ways.GetRawText(), StringComparison.Ordinal);

        (await site.DoAsync(person, "claimEntryByMail", new { organisation })).WithoutErrors();
        var second = first;
        for (var tries = 0; second == first && tries < 100; tries++)
        {
            second = (await MailedLink.FindAsync(site.Database, site.Mails, $"{slug}@example.org", "uebernahme")).Split('/')[^1];
            if (second == first) await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await site.DoAsync(person, "proveEntryClaim", new { secret = second }, "organisation { slug }")).WithoutErrors();
        Assert.Equal("Lead", await site.TextAsync($"SELECT role FROM organisation_people WHERE organisation_id = '{id}'"));
    }
}
