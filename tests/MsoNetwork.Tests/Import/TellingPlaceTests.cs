using MsoNetwork.Accounts;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.Import;

/// <summary>What tells a protected place comes into no output, and whoever protects one hears what tells it: decision 455.</summary>
[Trait("Speed", "Medium")]
public sealed class TellingPlaceTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Header =
        "external_id,name,town,postcode,street,protect_location,keywords,alternate_names,source_url,website,description_de\n";

    private static readonly string[] Telling =
    [
        "GEHEIMGASSE", "Ehrenfelder Frauen", "Neu-Ehrenfeld", "D-50823", "50 823", "PLZ50823", "Geheim-Gasse", "Geheimg. 78", "Ehrenfeldt",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Geheimgasse 78", "50823", "GEHEIMGASSE", true)]
    [InlineData("Geheimgasse 78", "50823", "Geheim-Gasse", true)]
    [InlineData("Geheimgasse 78", "50823", "Geheim Gasse", true)]
    [InlineData("Geheimgasse 78", "50823", "Geheimg. 78", true)]
    [InlineData("Geheimgasse 78", "50823", "Geheimgasse78", true)]
    [InlineData("Geheimgasse 78", "50823", "https://a.example/orte/geheimgasse-78", true)]
    [InlineData("Geheimgasse 78", "50823", "geheim", false)] // a word like any other
    [InlineData("Geheimgasse 78", "50823", "Gasse", false)]
    [InlineData("Geheimgasse 78", "50823", "Geheimnisse", false)]
    [InlineData("Geheimgasse 78", "50823", "78", false)]
    [InlineData("Geheimgasse 78", "50823", "50823", true)]
    [InlineData("Geheimgasse 78", "50823", "50 823", true)]
    [InlineData("Geheimgasse 78", "50823", "PLZ50823", true)]
    [InlineData("Geheimgasse 78", "50823", "D-50823", true)]
    [InlineData("Geheimgasse 78", "50823", "0221 5508231", false)] // a telephone number
    [InlineData("Geheimgasse 78", "50823", "https://a.example/2025-08-23/neues", false)] // a day
    [InlineData("Geheimgasse 78, Köln-Ehrenfeld", "50823", "Ehrenfeldt", true)]
    [InlineData("Geheimgasse 78, Köln-Ehrenfeld", "50823", "Köln", false)]
    [InlineData("Am Hof 3", "", "Hof 3", true)]
    [InlineData("Am Hof 3", "", "Hof 31", false)]
    [InlineData("Am Hof 3", "", "Hof", false)] // nobody finds a house by it
    [InlineData("Am Hof 3", "", "Am Hof", true)]
    [InlineData("Große Spießstraße 12", "", "https://a.example/gro%C3%9Fe-spie%C3%9Fstra%C3%9Fe", true)]
    [InlineData("Spießstraße 12", "", "Spießstr.", true)]
    [InlineData("Spießstraße 12", "", "spiessstrasse", true)]
    [InlineData("Kölner Straße 5", "", "Kölner Frauen", true)]
    [InlineData("Kalkweg 1, Kalk", "", "Kalkulation", false)]
    public async Task Forms_of_a_street_and_a_postcode_tell_it_and_other_words_do_not(
        string street, string postcode, string told, bool tells)
    {
        await using var command = site.Database.CreateCommand("SELECT tells_place($1, 'Köln', $2, NULL, $3)");
        foreach (var value in (string[])[told, street, postcode]) command.Parameters.Add(new() { Value = value });
        Assert.Equal(tells, await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task No_output_tells_it_and_the_import_says_what_would()
    {
        var keywords = string.Join('|', [.. Telling, "Kochen"]);
        var row = $"Geheimgasse-78,Haus Hegrano,Köln-Ehrenfeld,50823,Geheimgasse 78,yes,{keywords},Haus Geheimgasse|Frauentreff,"
            + "https://quelle.example/geheimgasse-78,https://geheimgasse.example,Wir sind offen.\n";
        var report = await ImportAsync(Header + row);
        Assert.Equal((1, 0, 0, 0), report.Counts());
        Assert.Equal(
            ["alternate_names", "external_id", "keywords", "source_url", "website"],
            report.First(RemarkLevel.Warning).Where(remark => remark.Topic is RemarkTopic.TellsPlace or RemarkTopic.ToldPlace)
                .Select(remark => remark.Column).Order(StringComparer.Ordinal));
        Assert.Equal("{Kochen}{Frauentreff}", await site.TextAsync(
            "SELECT keywords::text || alternate_names::text FROM organisations WHERE name = 'Haus Hegrano'"));
        // The same file again changes nothing and finds it by the id that nobody sees.
        Assert.Equal((0, 0, 1, 0), (await ImportAsync(Header + row)).Counts());

        var (slug, id) = (await OfAsync("slug"), Guid.Parse(await OfAsync("id")));
        var shown = new[]
        {
            await site.Client.GetStringAsync($"/de/organisationen/{slug}", Token),
            await site.Client.GetStringAsync("/organisations/export.csv?regions=05315", Token),
            await site.Client.GetStringAsync("/organisations/export.geojson?regions=05315", Token),
            (await site.ApiAsync(null, """
                query ($id: ID!) { node(id: $id) { ... on Organisation {
                    name slug keywords alternateNames sources { name url } statements { field source } fieldsTellingPlace } } }
                """, new { id = ApiActors.OrganisationId(id) })).GetRawText(),
            (await site.ApiAsync(null, """{ searchOrganisations(query: "Geheim-Gasse") { edges { node { slug } } } }""")).GetRawText(),
        };
        // Its website it chose itself: that it tells something is said to whoever keeps the entry.
        foreach (var output in shown.Select(text => text.Replace("https://geheimgasse.example", "", StringComparison.Ordinal)
            .Replace("geheimgasse.example", "", StringComparison.Ordinal)))
        {
            foreach (var word in Telling.Append("Geheimgasse").Append("geheimgasse").Where(word => word != "Ehrenfelder Frauen"))
                Assert.DoesNotContain(word, output, StringComparison.Ordinal);
        }

        Assert.Contains("Kochen", shown[0], StringComparison.Ordinal);
        Assert.Contains("Kochen", shown[1], StringComparison.Ordinal);
        Assert.Contains("\"fieldsTellingPlace\":[]", shown[3].Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        var told = await site.ApiAsync(lead, """
            query ($id: ID!) { node(id: $id) { ... on Organisation { fieldsTellingPlace } } }
            """, new { id = ApiActors.OrganisationId(id) });
        Assert.Equal("website", Assert.Single(
            told.GetProperty("data").GetProperty("node").GetProperty("fieldsTellingPlace").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData('\u202E')]
    [InlineData('\u202A')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    public async Task Signs_that_turn_the_direction_are_taken_out_and_their_column_is_named(char turn)
    {
        var name = $"Verein Umkehr {(int)turn}";
        var report = await ImportAsync("name,town,description_de,keywords\n"
            + $"{name.Insert(7, turn.ToString())},Köln,Von {turn}rechts,Wort{turn}\n");
        Assert.Equal(
            ["description_de", "keywords", "name"],
            report.First(RemarkLevel.Warning).Where(remark => remark.Reason.Contains("direction", StringComparison.Ordinal))
                .Select(remark => remark.Column).Order(StringComparer.Ordinal));
        Assert.Equal("Von rechts{Wort}", await site.TextAsync(
            $"SELECT (descriptions->>'de') || keywords::text FROM organisations WHERE name = '{name}'"));

        var (id, _) = await site.OrganisationAsync("05315");
        var lead = await site.PersonAsync(new OrganisationPerson { OrganisationId = id, Role = Role.Lead });
        (await site.DoAsync(lead, "updateOrganisation", new Dictionary<string, object?>
        {
            ["id"] = ApiActors.OrganisationId(id),
            ["expectedVersion"] = await site.TextAsync($"SELECT xmin FROM organisations WHERE id = '{id}'"),
            ["alternateNames"] = new[] { $"Andere{turn}r {(int)turn}" },
        }, "organisation { id }")).WithoutErrors();
        var names = await site.TextAsync($"SELECT alternate_names::text FROM organisations WHERE id = '{id}'");
        Assert.Equal($"{{\"Anderer {(int)turn}\"}}", names);
    }

    private Task<string> OfAsync(string column) => site.TextAsync($"SELECT {column} FROM organisations WHERE name = 'Haus Hegrano'");

    private async Task<ImportReport> ImportAsync(string csv)
    {
        var folder = Directory.CreateTempSubdirectory("msonet-telling-");
        try
        {
            var path = Path.Combine(folder.FullName, "file.csv");
            await File.WriteAllTextAsync(path, csv, Token);
            return await new Importer(site.Database, TimeProvider.System).RunAsync(
                new ImportOptions(path, "Quelle A", false, false), null, Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
