using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.Import;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using static MsoNetwork.Tests.GraphQl.ApiActors;
using FormBrowser = MsoNetwork.Tests.Moderation.FormBrowser;

namespace MsoNetwork.Tests.Erasure;

/// <summary>What was erased stays gone under every name that it had, and others with like names or a shared address stay.</summary>
[Trait("Speed", "Medium")]
public sealed class FormerNamesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Mail = "verband@dachverband.example.org";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_that_was_renamed_leaves_no_byte_and_comes_back_under_no_name()
    {
        await ImportAsync($"""
            name,postcode,town,email,phone,alternate_names
            "Mispelkreis ""Umbenannt"" Köln e.V.",50667,Köln,{Mail},0221 5550144,Mispelfreunde im Veedel
            Birkenrunde Köln (erfunden),50667,Köln,,,
            """);
        var id = Guid.Parse(await site.TextAsync("SELECT id FROM organisations WHERE name LIKE 'Mispelkreis%'"));
        var other = Guid.Parse(await site.TextAsync("SELECT id FROM organisations WHERE name LIKE 'Birkenrunde%'"));
        var staff = await site.StaffAsync("ki-koeln");
        await site.OkAsync(staff, "updateOrganisation", new
        {
            id = OrganisationId(id),
            expectedVersion = await site.TextAsync($"SELECT xmin::text FROM organisations WHERE id = '{id}'"),
            name = "Weidenkreis Neuname Köln e.V.",
            alternateNames = Array.Empty<string>(),
        }, "organisation { slug }");
        foreach (var text in (string[])["Mispelfreunde im Veedel angerufen", "Wie \"Mispelkreis \"Umbenannt\" Köln e.V.\""])
            await site.OkAsync(staff, "writeNote", new { organisation = OrganisationId(other), text }, "note { id }");
        await site.OkAsync(staff, "writeNote", new { organisation = OrganisationId(other), text = "Die Mispelfreunde" }, "note { id }");
        foreach (var line in (string[])["\"Mispelkreis \"\"Umbenannt\"\" Köln e.V.\",Köln", "Mispeln,Köln,VERBAND@dachverband.example.org"])
            await UploadAsync(staff, line);

        await site.OkAsync(staff, "eraseOrganisation",
            new { organisation = OrganisationId(id), name = "Weidenkreis Neuname Köln e.V.", reason = "UNLAWFUL" }, "id");
        Assert.Equal("", await StoredWords.FoundAsync(
            site, "Mispelkreis", "mispelkreis", "Weidenkreis", "weidenkreis", Mail, "VERBAND@", "Mispelfreunde im", "5550144"));
        Assert.Equal("notes: Mispelfreunde", await StoredWords.FoundAsync(site, "Mispelfreunde")); // one word is not enough

        var again = await ImportAsync($"""
            name,postcode,town,email,phone
            "Mispelkreis „Umbenannt“ Koeln",50667,Köln,,
            Weidenkreis Neuname Köln e.V.,,Köln,,
            Weidenkreis Neuname Köln,50667,Köln,,
            Mispelfreunde im Veedel,50667,Köln,,
            Verein Weidenkreis Neuname,50667,Köln,{Mail},
            Neuname Weidenkreis,50667,Köln,,+49 221 5550144
            """);
        Assert.Equal((6L, 0L), (again.Erased, again.Created));
        // Another town, another word, an umbrella's address alone: those are others.
        var others = await ImportAsync($"""
            name,postcode,town,email,phone
            Weidenkreis Neuname (erfunden),33602,Bielefeld,{Mail},
            Weidenkreis Altname,50667,Köln,{Mail},
            Rosenkreis am Rhein (erfunden),50667,Köln,{Mail},0221 5550144
            Verein Weidenkreis Neuname Süd,50667,Köln,sued@example.org,
            """);
        Assert.Equal((0L, 4L), (others.Erased, others.Created));
    }

    /// <summary>Notes, files and searches of others, as people write: without e.V., in small letters, by mail or telephone.</summary>
    [Fact]
    public async Task What_others_wrote_of_it_goes_however_they_wrote_it()
    {
        await ImportAsync("""
            name,postcode,town,email,phone
            "Pflaumenrunde „Süß“ am Rhein e.V.",50667,Köln,pflaume@pflaumenrunde.example,+49 221 5550166
            Quittenkreis Köln (erfunden),50667,Köln,,
            Pflaumenrunde am Main (erfunden),50667,Köln,pflaume@pflaumenrunde.example.org,0221 5550167
            """);
        async Task<Guid> IdAsync(string name) =>
            Guid.Parse(await site.TextAsync($"SELECT id FROM organisations WHERE name LIKE '{name}%'"));
        var (id, other) = (await IdAsync("Pflaumenrunde „Süß“"), await IdAsync("Quittenkreis"));
        var staff = await site.StaffAsync("ki-koeln");
        string[] gone =
        [
            "ruft an: pflaumenrunde „süß“ am rhein", "PFLAUMENRUNDE  „SÜß“\nAM RHEIN e.V. fragen",
            "an Pflaume@pflaumenrunde.example und andere",
            "Tel. 0221/555 01 66", "+49 (0)221 5550166", "Pflaumenrunde „Su\u0308ß“ am Rhein",
        ];
        string[] left =
        [
            "Pflaumenrunde am Main", "pflaume@pflaumenrunde.example.org", "0221 5550167", "xpflaume@pflaumenrunde.example",
            "Pflaumenrunde „Süß“ am Rheinufer",
        ];
        foreach (var text in gone.Concat(left))
            await site.OkAsync(staff, "writeNote", new { organisation = OrganisationId(other), text }, "note { id }");
        await UploadAsync(staff, "pflaumenrunde „süß“ am rhein,Köln");
        await UploadAsync(staff, "Andere,Köln,pflaume@pflaumenrunde.example");
        await UploadAsync(staff, "Bleibt,Köln,pflaume@pflaumenrunde.example.org");
        await site.RunAsync("""
            INSERT INTO missed_searches (folded, day, typed, searches) VALUES ('pflaumenrunde', '2026-11-01', 'pflaumenrunde „süß“ am rhein', 1)
            """);

        await site.OkAsync(staff, "eraseOrganisation",
            new { organisation = OrganisationId(id), name = "Pflaumenrunde „Süß“ am Rhein e.V.", reason = "OWN_WISH" }, "id");
        var notes = await site.TextAsync(
            $"SELECT string_agg(text, '|' ORDER BY text COLLATE \"C\") FROM notes WHERE organisation_id = '{other}'");
        Assert.Equal(string.Join('|', left.Order(StringComparer.Ordinal)), notes);
        Assert.Equal("Bleibt", await site.TextAsync("""
            SELECT string_agg(substring(text_of_file(bytes) FROM 'Bleibt|Andere|pflaumenrunde'), ' ') FROM import_uploads
            """));
        Assert.Equal("0", await site.TextAsync("SELECT count(*) FROM missed_searches WHERE typed LIKE 'pflaumen%'"));
    }

    [Fact]
    public async Task A_name_that_another_entry_bears_today_is_that_ones()
    {
        await ImportAsync("""
            name,town
            Erlenverein Mittendrin (erfunden),Köln
            Nachbarn vom Erlenweg (erfunden),Köln
            """);
        var id = Guid.Parse(await site.TextAsync("SELECT id FROM organisations WHERE name LIKE 'Erlenverein%'"));
        var other = Guid.Parse(await site.TextAsync("SELECT id FROM organisations WHERE name LIKE 'Nachbarn vom Erl%'"));
        // By mistake it was called as the other one for a while.
        foreach (var name in (string[])["Nachbarn vom Erlenweg (erfunden)", "Erlenverein Mittendrin (erfunden)"])
            await site.RunAsync($"UPDATE organisations SET name = '{name}' WHERE id = '{id}'");
        var staff = await site.StaffAsync("ki-koeln");
        await site.OkAsync(staff, "writeNote",
            new { organisation = OrganisationId(other), text = "Nachbarn vom Erlenweg (erfunden) angerufen" }, "note { id }");
        await site.OkAsync(staff, "eraseOrganisation",
            new { organisation = OrganisationId(id), name = "Erlenverein Mittendrin (erfunden)", reason = "OWN_WISH" }, "id");
        Assert.Equal("", await StoredWords.FoundAsync(site, "Erlenverein"));
        Assert.StartsWith(
            "notes: ", await StoredWords.FoundAsync(site, "Nachbarn vom Erlenweg (erfunden) angerufen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_asks_for_erasure_on_the_overview_and_the_centre_of_its_area_reads_it()
    {
        var (id, slug) = await site.OrganisationAsync("05315");
        var lead = await SignedIn.PersonAsync(
            site.Services, "lead-loeschen@example.org", new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        using var browser = await FormBrowser.OfAsync(site, lead);
        var here = $"/tr/organisationen/{slug}/hinweis?loeschen=1";
        var overview = await browser.GetAsync($"/tr/organisationen/{slug}/bearbeiten");
        Assert.Contains($"href=\"{here}\"", overview.Text, StringComparison.Ordinal);
        var page = await browser.GetAsync(here);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Kaydı sildir", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"phone\"", page.Text, StringComparison.Ordinal);
        Assert.EndsWith("gesendet=ja", (await browser.SendAsync(here, here, ("message", "Verein aufgelöst"))).To, StringComparison.Ordinal);
        Assert.Equal("Report Waiting Eintrag löschen lassen: Verein aufgelöst", await site.TextAsync(
            $"SELECT concat_ws(' ', kind, state, message) FROM cases WHERE organisation_id = '{id}'"));
        using var desk = await FormBrowser.OfAsync(site, await site.StaffAsync("ki-koeln"));
        Assert.Contains("Eintrag löschen lassen: Verein aufgelöst",
            WebUtility.HtmlDecode((await desk.GetAsync("/de/schreibtisch")).Text), StringComparison.Ordinal);
    }

    private Task UploadAsync(Guid person, string line) => site.RunAsync($"""
        INSERT INTO import_uploads (id, person_id, file_name, source, bytes, was_recoded, columns, is_matched, decisions, created_at,
            expires_at)
        VALUES (gen_random_uuid(), '{person}', 'liste.csv', 'Liste', convert_to('name,town,email' || chr(10) || '{line}', 'UTF8'), false,
            '{"{}"}', false, '{"{}"}', now(), now() + interval '1 day')
        """);

    private async Task<ImportReport> ImportAsync(string csv)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("msonet-former-").FullName, "liste.csv");
        await File.WriteAllTextAsync(file, csv, Token);
        return await new Importer(site.Database, TimeProvider.System).RunAsync(
            new ImportOptions(file) { Source = "Liste (erfunden)" }, null, Token);
    }
}
