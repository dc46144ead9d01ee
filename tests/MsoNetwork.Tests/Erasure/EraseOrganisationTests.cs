using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Erasure;
using MsoNetwork.Import;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.Erasure;

/// <summary>What is erased is nowhere, and comes back neither from a file nor from a backup.</summary>
[Trait("Speed", "Medium")]
public sealed class EraseOrganisationTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Name = "Xylotheka Quittenhain (erfunden)";

    private static readonly string[] Words =
    [
        Name, "Xylotheka", "xylotheka", "Quittenhain", "quittenhain", "Zwetschgenstieg", "5550177", "kontakt@xylo.example.org",
        "xylo.example", "Holunderbibliothek", "Gartenpost", "Weidenruf", "Kursgeheimnis", "Meldungswort", "XYL-77",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_erasure_no_byte_of_it_is_left_and_neither_file_nor_backup_brings_it_back()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-erased-").FullName, "liste.csv");
        await File.WriteAllTextAsync(file, $"""
            external_id,name,street,postcode,town,phone,email,website,description_de
            XYL-77,{Name},Zwetschgenstieg 7,50667,Köln,0221 5550177,kontakt@xylo.example.org,https://xylo.example/,Holunderbibliothek
            """, Token);
        Assert.Equal(1, (await ImportAsync(file)).Created);
        var id = Guid.Parse(await site.TextAsync($"SELECT id FROM organisations WHERE name = '{Name}'"));
        var slug = await site.TextAsync($"SELECT slug FROM organisations WHERE id = '{id}'");
        await FillAsync(id);
        var before = await FoundAsync();
        foreach (var table in (string[])["organisations", "organisation_sources", "changes", "cooperations", "partner_calls", "trainings",
            "team_invitations", "cases", "notes", "letters", "mailing_consents", "missed_searches", "entry_drafts"])
            Assert.Contains($"{table}: ", before, StringComparison.Ordinal);
        await MailedLink.FindAsync(site.Database, site.Mails, "gast@xylo.example.org", "einladung");

        var staff = await site.StaffAsync("ki-koeln");
        var input = new { organisation = OrganisationId(id), name = Name, reason = "OWN_WISH" };
        foreach (var stranger in (Guid[])[await site.PersonAsync(), await site.StaffAsync("ki-bielefeld")])
            Assert.Equal(["FORBIDDEN"], (await site.DoAsync(stranger, "eraseOrganisation", input, "id")).Refusals());
        Assert.Equal(["INVALID_INPUT input.name"], (await site.DoAsync(
            staff, "eraseOrganisation", input with { name = "Xylotheka" }, "id")).Refusals());
        Assert.NotEqual("", await FoundAsync());
        (await site.DoAsync(staff, "eraseOrganisation", input, "id")).WithoutErrors();

        Assert.Equal("", await FoundAsync());
        Assert.Equal("delete", await site.TextAsync($"SELECT operation FROM changes WHERE key = '{id}' ORDER BY seq DESC LIMIT 1"));
        using (var page = await site.Client.GetAsync($"/de/organisationen/{slug}", Token))
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        var search = await site.ApiAsync(null, """{ searchOrganisations(query: "Xylotheka Quittenhain") { nodes { name } } }""");
        Assert.DoesNotContain("Xylotheka", search.GetRawText().Replace("\"text\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(site.Mails)!, "*", SearchOption.AllDirectories);
        foreach (var path in files.Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))) // those are empty, and held
            Assert.DoesNotContain("Xylotheka", await File.ReadAllTextAsync(path, Token), StringComparison.Ordinal);

        // The old file again: the row is told of and left, by its id and also by name and place alone.
        var again = await ImportAsync(file);
        Assert.Equal((1L, 1L, 0L), (again.Erased, again.Rejected, again.Created));
        await File.WriteAllTextAsync(file, $"name,town\n{Name},Köln\n", Token);
        Assert.Equal(1, (await ImportAsync(file)).Erased);
        Assert.Equal("", await FoundAsync());

        // An older backup: the row is back and the table of tombstones does not know it; the file does.
        await site.RunAsync($"DELETE FROM tombstones; {ErasedEntry($"{id}", Name)}");
        Assert.NotEqual("", await FoundAsync());
        Assert.Equal((1, 0), await site.Services.GetRequiredService<ApplyErasures>().RunAsync(Token));
        Assert.Equal("", await FoundAsync());

        // It may register anew, and then its row is about the new entry.
        (await site.DoAsync(staff, "createOrganisation", new { name = Name, town = "Köln" }, "organisation { slug }")).WithoutErrors();
        Assert.Equal((0L, 0L), (await ImportAsync(file) is var anew ? (anew.Erased, anew.Rejected) : default));
        await site.RunAsync($"DELETE FROM organisations WHERE name = '{Name}'; DELETE FROM changes WHERE before::text LIKE '%Xylotheka%'");
    }

    [Fact]
    public async Task What_was_merged_into_it_goes_with_it_and_others_with_like_names_stay()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-erased-").FullName, "liste.csv");
        await File.WriteAllTextAsync(file, """
            external_id,name,town,email
            SCH-1,Schlehenbund Köln (erfunden),Köln,post@schlehenbund.example.org
            SCH-2,Wacholderkreis Köln (erfunden),Köln,post@wacholderkreis.example.org
            SCH-3,Schlehe,Köln,post@schlehe.example.org
            """, Token);
        Assert.Equal(3, (await ImportAsync(file)).Created);
        string[] ids = [.. (await site.TextAsync("""
            SELECT string_agg(o.id::text, ' ' ORDER BY s.external_id) FROM organisations AS o JOIN organisation_sources AS s
                ON s.organisation_id = o.id WHERE s.external_id LIKE 'SCH-%'
            """)).Split(' ')];
        var (survivor, loser) = (OrganisationId(Guid.Parse(ids[0])), OrganisationId(Guid.Parse(ids[1])));
        var other = OrganisationId(Guid.Parse(ids[2]));
        var staff = await site.StaffAsync("ki-koeln");
        await site.OkAsync(staff, "writeNote", new { organisation = other, text = "Schlehe kennt den Schlehenbund nicht" }, "note { id }");
        await site.OkAsync(staff, "mergeOrganisations", new { survivor, loser }, "organisation { slug }");
        Assert.Contains("organisation_merges: ", await FoundAsync("Wacholderkreis"), StringComparison.Ordinal);
        await site.RunAsync("INSERT INTO mail_addresses VALUES ('post@wacholderkreis.example.org', 'Bounced', 'voll', now())");
        // Schlehe is one short word: what others wrote with it in is not about it.
        await site.OkAsync(staff, "eraseOrganisation", new { organisation = other, name = "Schlehe", reason = "OWN_WISH" }, "id");
        Assert.Contains("organisations: ", await FoundAsync("Schlehenbund"), StringComparison.Ordinal);
        await site.OkAsync(
            staff, "eraseOrganisation", new { organisation = survivor, name = "Schlehenbund Köln (erfunden)", reason = "OWN_WISH" }, "id");
        Assert.Equal("", await FoundAsync(
            "Wacholderkreis", "wacholderkreis", "Schlehenbund", "schlehenbund", "post@wacholderkreis.example.org", "SCH-2"));
        Assert.Equal(3, (await ImportAsync(file)).Erased);

        // A backup from before the merge brings both back, each with its own id.
        await site.RunAsync($"DELETE FROM tombstones; {ErasedEntry(ids[0], "Schlehenbund")} {ErasedEntry(ids[1], "Wacholderkreis")}");
        Assert.Equal((2, 0), await site.Services.GetRequiredService<ApplyErasures>().RunAsync(Token));
        Assert.Equal("", await FoundAsync("Wacholderkreis", "wacholderkreis", "Schlehenbund", "schlehenbund"));
    }

    [Fact]
    public async Task A_person_sees_all_that_is_stored_about_her_and_takes_it_with_her()
    {
        var email = "pflaumenmus-konto@example.org";
        var person = await SignedIn.PersonAsync(site.Services, email);
        var (organisation, _) = await site.OrganisationAsync("05315");
        var search = new { subject = "TRAININGS", query = "q=Pflaumenmus", rhythm = "DAILY" };
        (await site.DoAsync(person, "saveSearch", search, "savedSearch { id }")).WithoutErrors();
        var mistake = new { organisation = OrganisationId(organisation), message = "Pflaumenmus" };
        (await site.DoAsync(person, "reportMistake", mistake, "case { id }")).WithoutErrors();
        var stored = (await site.ApiAsync(person, "{ viewer { storedAboutMe } }"))
            .GetProperty("data").GetProperty("viewer").GetProperty("storedAboutMe").GetString()!;
        foreach (var table in (string[])["persons", "saved_searches", "cases"])
            Assert.Contains($"\"{table}\":", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("security_stamp", stored, StringComparison.Ordinal);

        await using var scope = site.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ErasePerson>().RunAsync(person, Token));
        Assert.Equal("", await FoundAsync("pflaumenmus", "Pflaumenmus", $"{person}", $"{person:N}"));
    }

    private Task<ImportReport> ImportAsync(string file) =>
        new Importer(site.Database, TimeProvider.System).RunAsync(new ImportOptions(file) { Source = "Liste (erfunden)" }, null, Token);

    // Something of everything.
    private async Task FillAsync(Guid id)
    {
        var organisation = OrganisationId(id);
        var (other, _) = await site.OrganisationAsync("05315");
        var lead = await SignedIn.PersonAsync(
            site.Services, "lead-eins@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var staff = await site.StaffAsync("ki-koeln");
        async Task DoAsync(Guid person, string mutation, object input, string selection) =>
            (await site.DoAsync(person, mutation, input, selection)).WithoutErrors();

        await DoAsync(lead, "updateOrganisation", new
        {
            id = organisation,
            expectedVersion = await site.TextAsync($"SELECT xmin::text FROM organisations WHERE id = '{id}'"),
            phone = "0221 5550178",
            description = new[] { new { language = "de", text = "Holunderbibliothek und mehr" } },
        }, "organisation { slug }");
        await DoAsync(lead, "proposeCooperation",
            new { kind = "OTHER", title = "Gartenpost", from = organisation, to = OrganisationId(other) }, "result { id }");
        await DoAsync(lead, "createPartnerCall", new
        {
            content = new
            {
                direction = "SEEKS",
                subject = "ROOMS",
                texts = new[] { new { language = "de", title = "Weidenruf", text = "Weidenruf" } },
            },
        }, "result { id }");
        await DoAsync(lead, "createTraining", new
        {
            content = new
            {
                kind = "SERIES",
                title = "Kursgeheimnis",
                text = "Kursgeheimnis",
                startsOn = "2099-02-01",
                startTime = "18:00",
                minutes = 90,
            },
        }, "training { id }");
        await DoAsync(lead, "inviteToTeam", new { organisation, email = "gast@xylo.example.org", role = "EDITOR" }, "team { __typename }");
        await DoAsync(await site.PersonAsync(), "reportMistake", new { organisation, message = "Meldungswort" }, "case { id }");
        await DoAsync(staff, "writeNote", new { organisation, text = "Xylotheka angerufen" }, "note { id }");
        await DoAsync(staff, "issueLetter", new { organisation, purpose = "Quittenhain" }, "letter { number }");
        await DoAsync(lead, "setMailingConsent", new { organisation, email = "kontakt@xylo.example.org" }, "organisation { slug }");
        await site.RunAsync($"""
            INSERT INTO missed_searches (folded, day, typed, searches) VALUES ('xylotheka', '2026-01-01', '{Name}', 3);
            INSERT INTO entry_drafts (person_id, organisation_id, section, values, seen, base_version, saved_at)
                VALUES ('{lead}', '{id}', 'Who', '{"{\"name\": \"Xylotheka\"}"}', '{"{}"}', '1', now())
            """);
    }

    // As a backup has it.
    private static string ErasedEntry(string id, string name) => $"""
        INSERT INTO organisations (id, slug, name, sort_name, town, municipality_key, location, precision, descriptions,
            alternate_names, active_in, topics, target_groups, offers, languages, origins, keywords, status,
            verification, created_at, updated_at, accessibility, opening_hours, contact_visible_to, rooms_to_lend, location_protected)
        SELECT '{id}', '{name.Split(' ')[0].ToLowerInvariant()}', '{name}', sort_name || lower('{name}'), town, municipality_key, location,
            precision, '{"{}"}', alternate_names, active_in, topics, target_groups, offers, languages, origins, keywords, status,
            verification, created_at, updated_at, accessibility, opening_hours, contact_visible_to, rooms_to_lend, location_protected
        FROM organisations LIMIT 1;
        """;

    private Task<string> FoundAsync(params string[] words) => StoredWords.FoundAsync(site, words.Length > 0 ? words : Words);
}
