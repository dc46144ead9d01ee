using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Erasure;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.ContactPersons;

/// <summary>Nobody is named without saying so themselves, to whom they said it, and only for as long as they want.</summary>
[Trait("Speed", "Medium")]
public sealed class ContactPersonTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Name = "Erfundene Ansprechperson";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_shown_from_the_consent_to_its_end_and_leaves_nothing_behind()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        using var team = await Browser.OfAsync(
            site, $"team-{slug}@example.org", new OrganisationPerson { OrganisationId = organisation, Role = Role.Editor });
        var address = $"agrees-{slug}@example.org"; // not the end of another test's
        await NameAsync(team, slug, address);
        var (_, link, mail) = await SignInMails.LastAsync(site, address);
        Assert.Contains(Name, mail.TextBody, StringComparison.Ordinal);
        await NobodySeesAsync(slug, address);

        // A scanner opens it; the person agrees to words that are kept.
        using var person = new Browser(site);
        await person.HeadAsync(link);
        var wording = (await person.GetAsync(link)).Html;
        Assert.Contains("Das sehen: alle", wording, StringComparison.Ordinal);
        await NobodySeesAsync(slug, address);
        await person.SubmitAsync(link);
        Assert.Contains("Das sehen: alle", await site.TextAsync($"SELECT wording FROM contact_persons WHERE email = '{address}'"),
            StringComparison.Ordinal);
        Assert.Contains(Name, await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token), StringComparison.Ordinal);
        Assert.Contains(address, (await AskAsync(slug)).Text, StringComparison.Ordinal);

        await person.SubmitAsync(link, "Revoke");
        await NobodySeesAsync(slug, address);
        foreach (var table in (string[])["contact_persons", "changes", "mails"])
        {
            var left = await site.TextAsync($"SELECT string_agg(t::text, ' ') FROM {table} AS t WHERE t::text LIKE '%{address}%'");
            Assert.True(left.Length == 0, $"{table}: {left}");
        }

        Assert.Contains("gilt nicht mehr", (await person.GetAsync(link)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_agreed_to_be_seen_by_few_is_not_shown_to_more()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        await site.RunAsync($"UPDATE organisations SET email = NULL, contact_visible_to = 'Members' WHERE id = '{organisation}'");
        using var team = await Browser.OfAsync(
            site, $"few-{slug}@example.org", new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var address = $"few-person-{slug}@example.org";
        await NameAsync(team, slug, address);
        var (_, link, _) = await SignInMails.LastAsync(site, address);
        using var person = new Browser(site);
        await person.SubmitAsync(link);
        await NobodySeesAsync(slug, address);
        Assert.Contains(address, (await team.GetAsync($"/de/organisationen/{slug}")).Html, StringComparison.Ordinal);
        await site.RunAsync($"UPDATE organisations SET contact_visible_to = 'Public' WHERE id = '{organisation}'");
        await NobodySeesAsync(slug, address);
    }

    [Fact]
    public async Task Strangers_name_nobody_and_a_question_without_an_answer_is_forgotten()
    {
        var (organisation, slug) = await site.OrganisationAsync("05315");
        using var team = await Browser.OfAsync(
            site, $"late-{slug}@example.org", new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var address = $"late-person-{slug}@example.org";
        await NameAsync(team, slug, address);
        var (_, link, _) = await SignInMails.LastAsync(site, address);
        using var stranger = await Browser.OfAsync(site, "names-strangers@example.org");
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(Page(slug))).Status);
        await site.RunAsync($"UPDATE contact_persons SET named_at = now() - INTERVAL '15 days' WHERE email = '{address}'");
        using var person = new Browser(site);
        Assert.Contains("gilt nicht mehr", (await person.GetAsync(link)).Html, StringComparison.Ordinal);
        await site.Services.GetRequiredService<ApplyRetention>().RunAsync(Token);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM contact_persons WHERE email = '{address}'"));
    }

    private static string Page(string slug) => $"/de/organisationen/{slug}/bearbeiten/personen";

    private static async Task NameAsync(Browser team, string slug, string address)
    {
        var named = await team.SubmitAsync(Page(slug), null, ("name", Name), ("task", "Beratung"), ("email", address));
        Assert.Equal(Page(slug) + "?getan=gefragt", named.Location);
    }

    private async Task NobodySeesAsync(string slug, string address)
    {
        foreach (var (name, output) in await PublicOutputs.OfAsync(site, slug, "Vorstand"))
        {
            Assert.False(output.Contains(Name, StringComparison.Ordinal), name);
            Assert.False(output.Contains(address, StringComparison.OrdinalIgnoreCase), name);
        }

        Assert.DoesNotContain(address, (await AskAsync(slug)).Text, StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(string slug) =>
        site.AskAsync($$"""{ organisation(slug: "{{slug}}") { contactPersons { name task email } } }""");
}
