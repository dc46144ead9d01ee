using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Moderation;
using MsoNetwork.Statements;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Time;

namespace MsoNetwork.Tests.Statements;

/// <summary>Who said a field and who confirmed it: by kind, per field, on the profile, in the API and in files.</summary>
[Trait("Speed", "Medium")]
public sealed class StatementTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Today => $"{TimeProvider.System.Today():yyyy-MM-dd}";

    [Fact]
    public async Task What_an_import_said_names_its_source_and_a_changed_field_whoever_changed_it()
    {
        var (id, slug, lead) = await LedAsync("05315");
        Assert.Equal("SOURCE", (await OfAsync(id))["name"].By);
        Assert.NotNull((await OfAsync(id))["name"].Source);
        Assert.Null((await OfAsync(id))["name"].ConfirmedOn);

        await ChangeAsync(id, lead, ("phone", "0221 7654321"));
        var phone = (await OfAsync(id))["contact.phone"];
        Assert.Equal(("ORGANISATION", (string?)null, Today, Today), (phone.By, phone.Source, phone.SaidOn, phone.ConfirmedOn));
        // Whoever corrects one field has not read the others.
        Assert.Equal("SOURCE", (await OfAsync(id))["name"].By);

        var staff = await site.StaffAsync("ki-koeln");
        await site.AsAsync<MarkOrganisations, (int, IReadOnlyList<Guid>)>(staff, use => use.RunAsync([id], Mark.Confirmed, Token));
        var all = await OfAsync(id);
        Assert.All(all.Values, one => Assert.Equal(("CENTRE", "ki-koeln", Today), (one.By, one.Centre, one.ConfirmedOn)));
        Assert.NotNull(all["name"].Source);

        var page = await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token);
        Assert.Contains("Wer welche Angabe gemacht oder bestätigt hat", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Telefon</dt><dd>vom Integrationszentrum bestätigt am", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_hidden_or_empty_has_no_statement()
    {
        var (id, slug, lead) = await LedAsync("05315");
        Assert.True((await OfAsync(id)).ContainsKey("contact.email"));
        await ChangeAsync(id, lead, ("contactVisibleTo", "MEMBERS"));
        Assert.False((await OfAsync(id)).ContainsKey("contact.email"));
        Assert.DoesNotContain("contact.email", (await OfAsync(id, lead)).Keys); // nobody's output tells it, not even one's own
        await ChangeAsync(id, lead, ("contactVisibleTo", "PUBLIC"), ("protectLocation", true), ("street", "Hausweg 3"));
        var all = await OfAsync(id);
        Assert.True(all.ContainsKey("contact.email"));
        Assert.False(all.ContainsKey("seat.street"));
        Assert.DoesNotContain(">Adresse</dt><dd>von", await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_organisations_take_one_statement_and_files_have_what_pages_say()
    {
        var (first, slug, lead) = await LedAsync("05315");
        var (second, _, _) = await LedAsync("05315");
        await ChangeAsync(first, lead, ("website", "https://verein.example"));
        var (both, count) = await site.Database.CountedAsync(() => site.AsAsync<FindStatements, List<Statement>[]>(null, async use =>
        {
            var (one, other) = (use.ByOrganisation.Load(first, found => found!), use.ByOrganisation.Load(second, found => found!));
            return [(List<Statement>)(await one.GetResultAsync(Token))!, (List<Statement>)(await other.GetResultAsync(Token))!];
        }));
        Assert.Equal(1, count);
        Assert.Contains(both[0], said => said is { Field: "contact.website", By: Speaker.Organisation });
        Assert.Contains(both[1], said => said is { Field: "name", By: Speaker.Source });
        var csv = await site.Client.GetStringAsync($"/organisations/export.csv?regions=05315&confirmedSince={Today}", Token);
        Assert.Contains("confirmed_by,confirmed_on", csv.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains($"organisation,{Today}", csv, StringComparison.Ordinal);
        var found = await site.ApiAsync(null, """
            query ($day: Date!) { organisations(first: 50, filter: { regions: ["05315"], confirmedSince: $day }) { nodes { slug } } }
            """, new { day = Today });
        Assert.Contains(slug, found.GetRawText(), StringComparison.Ordinal);
        var page = await site.Client.GetStringAsync("/de/organisationen?near=K%C3%B6ln&km=20&fresh=1", Token);
        Assert.Contains($"/de/organisationen/{slug}\"", page, StringComparison.Ordinal);
        Assert.Contains("In den letzten 12 Monaten bestätigt", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_headline_says_that_all_was_confirmed_only_where_it_was()
    {
        const string All = "Die Organisation hat diese Angaben bestätigt: ";
        var (id, slug, lead) = await LedAsync("05315");
        var all = new { organisation = ApiActors.OrganisationId(id) };
        await ChangeAsync(id, lead, ("phone", "0221 7654321"));
        Assert.StartsWith("Zuletzt von der Organisation geändert am ", await HeadlineAsync(slug), StringComparison.Ordinal);
        await ChangeAsync(id, await site.StaffAsync("ki-koeln"), ("foundedYear", 1999));
        Assert.StartsWith("Zuletzt vom Integrationszentrum geändert am ", await HeadlineAsync(slug), StringComparison.Ordinal);

        (await site.DoAsync(lead, "confirmOrganisation", all, "organisation { id }")).WithoutErrors();
        Assert.StartsWith(All, await HeadlineAsync(slug), StringComparison.Ordinal);
        // Of several days the first: since then all of it is confirmed.
        await site.RunAsync($"UPDATE statements SET confirmed_on = '2026-02-03' WHERE organisation_id = '{id}'");
        await ChangeAsync(id, lead, ("phone", "0221 7654322"));
        Assert.StartsWith(All + "3. Februar 2026.", await HeadlineAsync(slug), StringComparison.Ordinal);

        (await site.DoAsync(lead, "confirmOrganisation", all, "organisation { id }")).WithoutErrors();
        await site.RunAsync($"""
            BEGIN; SELECT set_config('msonet.source', 'Eine Liste', true);
            UPDATE organisations SET website = 'https://spaeter.example/' WHERE id = '{id}'; COMMIT
            """);
        Assert.EndsWith(" bestätigt. Einzelne kamen später dazu.", await HeadlineAsync(slug), StringComparison.Ordinal);
        // Also where another body corrected something.
        await ChangeAsync(id, await site.StaffAsync("ki-koeln"), ("foundedYear", 1998));
        Assert.StartsWith("Die Organisation hat diese Angaben am ", await HeadlineAsync(slug), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_entry_that_never_was_confirmed_as_a_whole_the_headline_says_no_more_than_its_fields()
    {
        var (id, slug, lead) = await LedAsync("05315");
        await site.RunAsync($"""
            UPDATE statements SET confirmed_by = NULL, confirmed_on = NULL WHERE organisation_id = '{id}';
            UPDATE organisations SET verification = 'Unverified', verified_on = NULL, website = 'https://da.example/' WHERE id = '{id}';
            UPDATE statements SET confirmed_by = 'LinkCheck', confirmed_on = '2026-02-03' WHERE organisation_id = '{id}' AND field = 'website'
            """);
        Assert.StartsWith("Diese Angaben sind noch nicht bestätigt.", await HeadlineAsync(slug), StringComparison.Ordinal);
        await ChangeAsync(id, lead, ("phone", "0221 7654321"));
        await site.RunAsync($"""
            BEGIN; SELECT set_config('msonet.confirms', 'changes', true);
            UPDATE organisations SET verification = 'Unverified', verified_on = NULL WHERE id = '{id}'; COMMIT
            """);
        Assert.StartsWith(
            "Einzelne dieser Angaben sind bestätigt, die übrigen noch nicht.", await HeadlineAsync(slug), StringComparison.Ordinal);
    }

    private async Task<string> HeadlineAsync(string slug)
    {
        var page = await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token);
        var start = page.IndexOf("<p class=\"freshness", StringComparison.Ordinal);
        var text = page[(page.IndexOf('>', start) + 1)..page.IndexOf("<a ", start, StringComparison.Ordinal)];
        return System.Net.WebUtility.HtmlDecode(text).Trim();
    }

    [Fact]
    public async Task The_trigger_and_the_code_know_the_same_fields()
    {
        var function = await site.TextAsync("SELECT prosrc FROM pg_proc WHERE proname = 'note_statements'");
        foreach (var field in StatedFields.All)
            Assert.Contains($"('{field.Column}', c.{field.Column} IS DISTINCT FROM f.{field.Column})", function, StringComparison.Ordinal);
    }

    private async Task<(Guid Id, string Slug, Guid Lead)> LedAsync(string region)
    {
        var (id, slug) = await site.OrganisationAsync(region);
        return (id, slug, await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead }));
    }

    private async Task ChangeAsync(Guid id, Guid lead, params (string Name, object Value)[] fields)
    {
        var input = fields.ToDictionary(field => field.Name, field => field.Value);
        input["id"] = ApiActors.OrganisationId(id);
        input["expectedVersion"] = await site.TextAsync($"SELECT xmin FROM organisations WHERE id = '{id}'");
        (await site.DoAsync(lead, "updateOrganisation", input, "organisation { id }")).WithoutErrors();
    }

    private async Task<Dictionary<string, Said>> OfAsync(Guid id, Guid? viewer = null)
    {
        var answer = await site.ApiAsync(viewer, """
            query ($id: ID!) {
              node(id: $id) { ... on Organisation { statements { field by source saidOn confirmedOn centre { key } } } }
            }
            """, new { id = ApiActors.OrganisationId(id) });
        return answer.GetProperty("data").GetProperty("node").GetProperty("statements").EnumerateArray().ToDictionary(
            one => one.GetProperty("field").GetString()!,
            one => new Said(
                one.GetProperty("by").GetString()!, one.GetProperty("source").GetString(), one.GetProperty("saidOn").GetString()!,
                one.GetProperty("confirmedOn").GetString(),
                one.GetProperty("centre") is { ValueKind: JsonValueKind.Object } centre ? centre.GetProperty("key").GetString() : null));
    }

    private sealed record Said(string By, string? Source, string SaidOn, string? ConfirmedOn, string? Centre);
}
