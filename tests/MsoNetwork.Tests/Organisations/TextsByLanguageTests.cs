using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Export;
using MsoNetwork.Import;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Tests.Import;
using MsoNetwork.Tests.OrganisationSearch;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Tests.Organisations;

/// <summary>
/// Opening hours and accessibility: each is one line in <see cref="OrganisationFields"/>, and comes in, goes out and is asked for like
/// the description.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class TextsByLanguageTests(TestCluster cluster)
{
    private const string Head = "external_id,name,town,opening_hours_de,opening_hours_tr,accessibility_de\n";
    private const string Row = "1,Haus Hegrano,Köln,\"Mo 10–12\nDi nach Absprache\",Pzt 10–12,Stufenlos; Aufzug\n";

    [Fact]
    public async Task They_come_in_are_asked_for_in_a_language_and_change_nothing_when_they_come_again()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + Row, strict: true);
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(Head + Row)).Counts());
        Assert.Equal(before, await network.EverythingAsync());
        var entry = (await Question.AskAsync(network.Services, """
            { organisation(slug: "haus-hegrano") {
                hours: openingHours(language: "tr") { language text } german: openingHours(language: "pl") { text }
                accessibility { language text } description { text } } }
            """)).GetProperty("data").GetProperty("organisation");
        Assert.Equal(("tr", "Pzt 10–12"), (Text(entry, "hours", "language"), Text(entry, "hours", "text")));
        Assert.Equal("Mo 10–12\nDi nach Absprache", Text(entry, "german", "text"));
        Assert.Equal(("de", "Stufenlos; Aufzug"), (Text(entry, "accessibility", "language"), Text(entry, "accessibility", "text")));
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("description").ValueKind);
    }

    [Fact]
    public async Task A_file_changes_the_texts_and_languages_that_it_has_columns_for_and_no_others()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + Row);
        await network.ImportAsync("external_id,name,town,opening_hours_tr,description_de\n1,Haus Hegrano,Köln,,Ein Haus.\n");
        Assert.Equal("Mo 10–12\nDi nach Absprache", await network.OfAsync("Haus Hegrano", "opening_hours ->> 'de'"));
        Assert.Equal("-", await network.OfAsync("Haus Hegrano", "opening_hours ->> 'tr'"));
        Assert.Equal("Stufenlos; Aufzug", await network.OfAsync("Haus Hegrano", "accessibility ->> 'de'"));
        // another source fills what is empty
        await network.ImportAsync("name,town,accessibility_de,accessibility_en\nHaus Hegrano,Köln,Stufen,No steps\n", source: "Quelle 0");
        Assert.Equal("{\"de\": \"Stufenlos; Aufzug\", \"en\": \"No steps\"}", await network.OfAsync("Haus Hegrano", "accessibility"));
    }

    [Fact]
    public async Task They_go_out_behind_the_other_columns_and_come_back_whole()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + Row);
        var csv = await CsvAsync(network);
        Assert.EndsWith(
            ",accessibility_de,opening_hours_de,opening_hours_tr",
            csv.Split('\n')[0].TrimEnd('\r'),
            StringComparison.Ordinal
        );
        var before = await network.EverythingAsync();
        await network.ImportFileAsync(new ImportOptions(network.Write("export.csv", csv), Strict: true));
        Assert.Equal(before, await network.EverythingAsync());
        await using var other = await SeededNetwork.NewAsync(cluster);
        await other.ImportAsync(csv);
        Assert.Equal(csv, await CsvAsync(other));
    }

    [Fact]
    public async Task Accessibility_is_searched_and_marked_as_a_description_is()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(Head + Row.Replace("Aufzug", "Quittenlift", StringComparison.Ordinal));
        await SearchedNetwork.LoadAsync(network.Services);
        var edges = (await Question.AskAsync(network.Services, """
            { searchOrganisations(query: "Quittenlift", first: 3) { edges { node { slug } highlights { field fragments { text matched } } } } }
            """)).GetProperty("data").GetProperty("searchOrganisations").GetProperty("edges");
        var edge = Assert.Single(edges.EnumerateArray());
        Assert.Equal("haus-hegrano", edge.GetProperty("node").GetProperty("slug").GetString());
        Assert.Equal("DESCRIPTION", Assert.Single(edge.GetProperty("highlights").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Every_field_that_files_have_is_in_the_API_by_its_name()
    {
        var schema = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "MsoNetwork", "schema.graphql"), TestContext.Current.CancellationToken);
        Assert.All(OrganisationFields.All.Where(field => field.Files.Count > 0 && field.Name != "protectLocation"), field =>
            Assert.Matches($@"\b{field.Name.Split('.')[^1]}(\(|:)", schema));
        Assert.Equal(
            OrganisationFields.All.Count,
            OrganisationFields.All.Select(field => field.Column).Distinct(StringComparer.Ordinal).Count()
        );
    }

    private static string Text(JsonElement entry, string field, string part) => entry.GetProperty(field).GetProperty(part).GetString()!;

    private static async Task<string> CsvAsync(SeededNetwork network)
    {
        var token = TestContext.Current.CancellationToken;
        var vocabularies = await network.Services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(token);
        var gazetteer = await network.Services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(token);
        using var output = new MemoryStream();
        var all = new OrganisationFilter { Status = Enum.GetValues<OrganisationStatus>() };
        var criteria = new OrganisationCriteria(all, gazetteer, vocabularies);
        await new OrganisationFile(network.Database, criteria, vocabularies, null).WriteCsvAsync(output, token);
        return System.Text.Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF');
    }
}
