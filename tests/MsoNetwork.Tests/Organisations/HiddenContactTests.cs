using MsoNetwork.Accounts;
using MsoNetwork.Messages;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Organisations;

/// <summary>Who sees an organisation's mail address and number: whom it chose, and no output tells anybody else.</summary>
public sealed class HiddenContactTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Number = "+49 221 7654321";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_organisation_hides_leaves_every_output_and_the_log()
    {
        var (organisation, slug, lead) = await LedAsync();
        await SaveAsync(slug, lead, "public");
        var address = $"{slug}@example.org";
        var before = await PublicOutputs.OfAsync(site, slug, address);
        foreach (var shown in (string[])["profile", "vcard", "csv", "geojson", "entry"])
            Assert.Contains(address, before[shown], StringComparison.OrdinalIgnoreCase); // so the test would see it
        Assert.NotEqual("0", await LoggedAsync(address));

        await SaveAsync(slug, lead, "members");
        foreach (var (name, output) in await PublicOutputs.OfAsync(site, slug, address))
        {
            if (name is not ("search" or "suggest")) Assert.False(output.Contains(address, StringComparison.OrdinalIgnoreCase), name);
            Assert.False(output.Contains("7654321", StringComparison.Ordinal), name);
        }

        Assert.Equal("0", await LoggedAsync(address));
        Assert.Equal("0", await LoggedAsync("7654321"));
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM organisations AS o WHERE o::text LIKE '%{address}%'"));
        // Nobody loses the way to write to it.
        var recipient = await site.AsAsync<MessageRecipients, MessageRecipient>(null, use => use.FindAsync(organisation, Token));
        Assert.Equal(address, Assert.Single(recipient.Mailboxes).Address);
        // Everybody again, and it is back.
        await SaveAsync(slug, lead, "public");
        Assert.Contains(address, (await PublicOutputs.OfAsync(site, slug, address))["profile"], StringComparison.Ordinal);
        Assert.Equal("0", await site.TextAsync($"SELECT count(*) FROM hidden_contacts WHERE organisation_id = '{organisation}'"));
    }

    [Fact]
    public async Task Each_audience_sees_it_and_nobody_else()
    {
        var (organisation, slug, lead) = await LedAsync();
        var (elsewhere, _) = await site.OrganisationAsync("05913");
        var viewers = new Dictionary<string, Guid?>
        {
            ["visitor"] = null,
            ["person"] = await site.PersonAsync(),
            ["member"] = await site.PersonAsync(new OrganisationPerson { OrganisationId = elsewhere, Role = Role.Editor }),
            ["centre"] = await site.StaffAsync("ki-bonn"),
            ["own"] = lead,
        };
        foreach (var (audience, see) in new Dictionary<string, string[]>
        {
            ["members"] = ["member", "centre", "own"],
            ["centres"] = ["centre", "own"],
            ["nobody"] = ["own"],
        })
        {
            await SaveAsync(slug, lead, audience);
            foreach (var (name, person) in viewers)
            {
                var found = await site.AsAsync<HiddenContacts, IReadOnlyDictionary<Guid, HiddenContact>>(
                    person, use => use.OfAsync([organisation], Token));
                Assert.True(see.Contains(name) == found.ContainsKey(organisation), $"{audience}: {name}");
                using var browser = new Browser(site);
                if (person is { } known) await browser.SignInAsync(known);
                var (_, html, _) = await browser.GetAsync($"/de/organisationen/{slug}");
                Assert.True(see.Contains(name) == html.Contains("7654321", StringComparison.Ordinal), $"{audience}: {name}, page");
            }
        }
    }

    [Fact]
    public async Task Whoever_edits_sees_it_and_a_file_of_what_is_public_does_not_clear_it()
    {
        var (organisation, slug, lead) = await LedAsync();
        await SaveAsync(slug, lead, "nobody");
        using var browser = new Browser(site);
        await browser.SignInAsync(lead);
        Assert.Contains($"{slug}@example.org", (await browser.GetAsync($"/de/organisationen/{slug}/bearbeiten/kontakt")).Html,
            StringComparison.Ordinal);
        // Saved by somebody who does not see it: nothing that was not changed is told.
        var staff = await site.StaffAsync("ki-koeln");
        using var desk = new Browser(site);
        await desk.SignInAsync(staff);
        var saved = await desk.SubmitAsync($"/de/organisationen/{slug}/bearbeiten/kontakt", null,
            ("contactVisibleTo", "nobody"), ("email", ""), ("phone", ""), ("website", "https://verein.example"));
        Assert.Contains("gespeichert", saved.Location, StringComparison.Ordinal);
        Assert.Equal($"{slug}@example.org", await HiddenAsync(organisation, "email"));
        // An export comes back: it has an empty cell there, and says who may see it.
        var file = await site.Client.GetStringAsync($"/organisations/export.csv?regions=05315", Token);
        Assert.Contains("contact_visible_to", file.Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain($"{slug}@example.org", file, StringComparison.Ordinal);
        Assert.Equal("Nobody", await site.TextAsync($"SELECT contact_visible_to FROM organisations WHERE id = '{organisation}'"));
    }

    private async Task<(Guid Id, string Slug, Guid Lead)> LedAsync()
    {
        await using var take = site.Database.CreateCommand("""
            UPDATE organisations SET email = slug || '@example.org' WHERE id = (SELECT id FROM organisations
                WHERE starts_with(municipality_key, '05315') AND email IS NULL AND status = 'Active' AND contact_visible_to = 'Public'
                AND kind IS DISTINCT FROM 'integration-centre' ORDER BY slug LIMIT 1)
            RETURNING id, slug
            """);
        await using var rows = await take.ExecuteReaderAsync(Token);
        Assert.True(await rows.ReadAsync(Token));
        var (organisation, slug) = (rows.GetGuid(0), rows.GetString(1));
        return (organisation, slug, await site.PersonAsync(new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead }));
    }

    private async Task SaveAsync(string slug, Guid lead, string audience)
    {
        using var browser = new Browser(site);
        await browser.SignInAsync(lead);
        var saved = await browser.SubmitAsync($"/de/organisationen/{slug}/bearbeiten/kontakt", null,
            ("contactVisibleTo", audience), ("email", $"{slug}@example.org"), ("phone", Number), ("website", ""));
        Assert.Contains("gespeichert", saved.Location, StringComparison.Ordinal);
    }

    private Task<string> HiddenAsync(Guid organisation, string column) =>
        site.TextAsync($"SELECT {column} FROM hidden_contacts WHERE organisation_id = '{organisation}'");

    private Task<string> LoggedAsync(string word) => site.TextAsync($"SELECT count(*) FROM changes AS c WHERE c::text LIKE '%{word}%'");
}
