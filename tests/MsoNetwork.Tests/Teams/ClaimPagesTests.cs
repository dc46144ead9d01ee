using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Teams;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Teams;

/// <summary>
/// Somebody says that an entry is theirs: a mail to the organisation proves it, or its centre decides; till then nothing changes.
/// </summary>
public sealed class ClaimPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task The_entrys_own_address_proves_it_to_the_person_who_asked_and_to_nobody_else()
    {
        var (id, slug) = await EntryAsync(0, "vorstand@example.org", null);
        var before = await PublicAsync(slug);
        using var person = await Browser.OfAsync(site, "volunteer@example.org");
        Assert.Equal($"{Path(slug)}?getan=mail", (await person.SubmitAsync(Path(slug), "Own")).Location);
        var link = await LinkAsync("vorstand@example.org");
        Assert.Equal(before, await PublicAsync(slug));
        using var thief = await Browser.OfAsync(site, "thief@example.org");
        Assert.Contains("gehört zu einem anderen Konto", (await thief.GetAsync(link)).Html, StringComparison.Ordinal);
        var stolen = await thief.PostAsync(link, null, Browser.Hidden((await thief.GetAsync(Path(slug))).Html));
        Assert.Contains("gehört zu einem anderen Konto", stolen.Html, StringComparison.Ordinal);
        await person.HeadAsync(link);
        Assert.Equal(0, await TeamAsync(id));
        var form = Browser.Hidden((await person.GetAsync(link)).Html);
        Assert.Equal($"/de/organisationen/{slug}/bearbeiten", (await person.PostAsync(link, null, form)).Location);
        Assert.Equal("Lead", await ScalarAsync<string>($"SELECT role FROM organisation_people WHERE organisation_id = '{id}'"));
        Assert.Contains("schon benutzt", (await person.PostAsync(link, null, form)).Html, StringComparison.Ordinal);
        Assert.Equal(1, await TeamAsync(id));
    }

    [Fact]
    public async Task An_address_at_the_websites_domain_proves_it_and_no_other_does()
    {
        var (id, slug) = await EntryAsync(1, null, "https://www.verein-hegrano.example/");
        using var person = await Browser.OfAsync(site, "domain@example.org");
        foreach (var wrong in (string[])["x@gmail.com", "x@verein-hegrano.example.evil.example", "x@notverein-hegrano.example",
            "x@example"])
            Assert.Contains("problems", (await person.SubmitAsync(Path(slug), "Domain", ("email", wrong))).Html, StringComparison.Ordinal);
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM entry_claims WHERE organisation_id = '{id}'"));
        Assert.Equal(HttpStatusCode.Redirect,
            (await person.SubmitAsync(Path(slug), "Domain", ("email", "info@verein-hegrano.example"))).Status);
        var link = await LinkAsync("info@verein-hegrano.example");
        var form = Browser.Hidden((await person.GetAsync(link)).Html);
        await RunAsync($"UPDATE entry_claims SET expires_at = now() WHERE organisation_id = '{id}'");
        Assert.Contains("zu alt", (await person.PostAsync(link, null, form)).Html, StringComparison.Ordinal);
        Assert.Equal(0, await TeamAsync(id));
    }

    [Fact]
    public async Task Who_cannot_prove_it_asks_the_centre_and_nothing_public_changes()
    {
        var (id, slug) = await EntryAsync(2, null, null);
        var before = await PublicAsync(slug);
        using var person = await Browser.OfAsync(site, "asks@example.org");
        Assert.Contains("wer Sie sind", (await person.SubmitAsync(Path(slug), "Centre", ("message", " "))).Html, StringComparison.Ordinal);
        Assert.Equal($"{Path(slug)}?getan=gefragt",
            (await person.SubmitAsync(Path(slug), "Centre", ("message", "Ich bin im Vorstand. <b>"))).Location);
        Assert.Equal(
            "Claim Ich bin im Vorstand. <b>",
            await ScalarAsync<string>($"SELECT kind || ' ' || message FROM cases WHERE organisation_id = '{id}'"));
        Assert.Equal(before, await PublicAsync(slug));
        Assert.Equal(0, await TeamAsync(id));
    }

    [Fact]
    public async Task A_dissolved_entry_and_one_with_a_team_are_not_claimed_by_mail()
    {
        var (id, slug) = await EntryAsync(3, "alt@example.org", null);
        using var person = await Browser.OfAsync(site, "dissolved@example.org");
        var form = Browser.Hidden((await person.GetAsync(Path(slug))).Html);
        await RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{id}'");
        var page = (await person.GetAsync(Path(slug))).Html;
        Assert.Contains("gibt es nicht mehr", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/de/organisationen/{slug}/hinweis\"", page, StringComparison.Ordinal); // where one says that this is wrong
        Assert.Contains("gibt es nicht mehr", (await person.PostAsync(Path(slug), "Own", form)).Html, StringComparison.Ordinal);

        await RunAsync($"UPDATE organisations SET status = 'Active' WHERE id = '{id}'");
        await SignedIn.PersonAsync(site.Services, "lead-there@example.org",
            new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        Assert.Contains("hat schon ein Team", (await person.PostAsync(Path(slug), "Own", form)).Html, StringComparison.Ordinal);
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM entry_claims WHERE organisation_id = '{id}'"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync(Path("gibt-es-nicht"))).Status);
    }

    [Fact]
    public async Task No_link_invitation_or_question_makes_a_lead_of_what_was_dissolved_since()
    {
        var (id, slug) = await EntryAsync(22, "vorbei@example.org", null);
        using var person = await Browser.OfAsync(site, "too-late@example.org");
        await person.SubmitAsync(Path(slug), "Own");
        var link = await LinkAsync("vorbei@example.org");
        var form = Browser.Hidden((await person.GetAsync(Path(slug))).Html);
        var municipality = await ScalarAsync<string>($"SELECT municipality_key FROM organisations WHERE id = '{id}'");
        var centre = await ScalarAsync<string>($"""
            SELECT key FROM integration_centres WHERE starts_with('{municipality}', region_key)
                AND NOT starts_with('{municipality}', coalesce(except_region_key, '-')) LIMIT 1
            """);
        var printed = Assert.Single(await site.AsAsync<InviteOrganisations, IReadOnlyList<PrintedInvitation>>(
            await site.StaffAsync(centre), use => use.ByLetterAsync([id], "de", DeskSteps.Site, TestContext.Current.CancellationToken)));
        await RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE id = '{id}'");

        Assert.Contains("gibt es nicht mehr", (await person.GetAsync(link)).Html, StringComparison.Ordinal);
        Assert.Contains("gibt es nicht mehr", (await person.PostAsync(link, null, form)).Html, StringComparison.Ordinal);
        Assert.Contains("gibt es nicht mehr",
            (await person.PostAsync(Path(slug), "Centre", [.. form, ("message", "Ich bin im Vorstand.")])).Html, StringComparison.Ordinal);
        Assert.Equal(InvitationUse.Invalid, await site.AsAsync<InviteOrganisations, InvitationUse>(
            await site.PersonAsync(), use => use.UseAsync(printed.Link.Segments[^1], TestContext.Current.CancellationToken)));
        Assert.Equal(0, await TeamAsync(id));
        Assert.Equal(0L, await ScalarAsync<long>($"SELECT count(*) FROM cases WHERE organisation_id = '{id}'"));
        // It was a mistake: the link is good again, and still the same person's.
        await RunAsync($"UPDATE organisations SET status = 'Active' WHERE id = '{id}'");
        Assert.Equal($"/de/organisationen/{slug}/bearbeiten", (await person.PostAsync(link, null, form)).Location);
        Assert.Equal(1, await TeamAsync(id));
    }

    [Fact]
    public async Task One_person_sends_only_so_many_claims_a_day()
    {
        using var person = await Browser.OfAsync(site, "many@example.org");
        var (_, slug) = await EntryAsync(4, "often@example.org", null);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Redirect, (await person.SubmitAsync(Path(slug), "Own")).Status);
        Assert.Contains("Für heute ist das genug", (await person.SubmitAsync(Path(slug), "Own")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://www.verein.example/", "verein.example")]
    [InlineData("https://verein.example/de", "verein.example")]
    [InlineData("http://verein.example", "verein.example")]
    [InlineData("https://stadt.example/vereine/unser-verein", null)]
    [InlineData("https://www.facebook.com/", null)]
    [InlineData("https://verein.jimdofree.com/", null)]
    [InlineData("https://gmx.de/", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData(null, null)]
    public void A_websites_host_proves_only_where_it_is_the_organisations_own(string? website, string? domain) =>
        Assert.Equal(domain, MailedAddress.ProvingDomain(website));

    [Fact]
    public async Task A_claim_that_is_taken_back_is_worth_nothing_and_only_its_maker_sees_it()
    {
        var (id, slug) = await EntryAsync(20, "zurueck@example.org", null);
        using var person = await Browser.OfAsync(site, "thinks-again@example.org");
        await person.SubmitAsync(Path(slug), "Own");
        var link = await LinkAsync("zurueck@example.org");
        var claimed = await ScalarAsync<Guid>($"SELECT id FROM entry_claims WHERE organisation_id = '{id}'");
        using var other = await Browser.OfAsync(site, "somebody-else@example.org");
        var page = (await other.GetAsync(Path(slug))).Html;
        Assert.DoesNotContain("handler=Withdraw", page, StringComparison.Ordinal);
        var stolen = await other.PostAsync(Path(slug), "Withdraw", [.. Browser.Hidden(page), ("claimed", $"{claimed}")]);
        Assert.Contains("problems", stolen.Html, StringComparison.Ordinal);
        Assert.Equal($"{Path(slug)}?getan=zurueck", (await person.SubmitAsync(Path(slug), "Withdraw", ("claimed", $"{claimed}"))).Location);
        Assert.Contains("schon benutzt", (await person.GetAsync(link)).Html, StringComparison.Ordinal);
        Assert.Equal(0, await TeamAsync(id));
    }

    private static string Path(string slug) => $"/de/organisationen/{slug}/uebernehmen";

    private async Task<(Guid Id, string Slug)> EntryAsync(int nth, string? email, string? website)
    {
        var id = await ScalarAsync<Guid>($"SELECT id FROM organisations WHERE status = 'Active' ORDER BY id DESC OFFSET {nth} LIMIT 1");
        await using var set = site.Database.CreateCommand("UPDATE organisations SET email = $2, website = $3 WHERE id = $1");
        set.Parameters.Add(new() { Value = id });
        set.Parameters.Add(new() { Value = email ?? (object)DBNull.Value });
        set.Parameters.Add(new() { Value = website ?? (object)DBNull.Value });
        await set.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return (id, await ScalarAsync<string>($"SELECT slug FROM organisations WHERE id = '{id}'"));
    }

    private async Task<string> PublicAsync(string slug) =>
        (await site.AskAsync($$"""{ organisation(slug: "{{slug}}") { version name contact { email } verification { state } } }""")).Text;

    private Task<string> LinkAsync(string email) => MailedLink.FindAsync(site.Database, site.Mails, email, "uebernahme");

    private async Task<int> TeamAsync(Guid id) =>
        (int)await ScalarAsync<long>($"SELECT count(*) FROM organisation_people WHERE organisation_id = '{id}'");

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
