
namespace MsoNetwork.Tests.Import;

/// <summary>Nothing that we make ourselves tells where a protected place is: docs/decisions.md, 134.</summary>
[Trait("Speed", "Slow")]
public sealed class ProtectedSlugTests(TestCluster cluster)
{
    private const string Head = "external_id,name,town,postcode,street,protect_location\n";
    private const string Slugs =
        "SELECT string_agg(slug, ' ' ORDER BY s.external_id) FROM organisations JOIN organisation_sources AS s ON s.organisation_id = id "
            + "WHERE s.name = 'Quelle A'";

    [Fact]
    public async Task A_slug_names_the_municipality_and_no_part_of_it()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(
            $"{Head}1,Frauenhaus Hegrano,Köln-Porz,51143,Geheimweg 5,yes\n2,Frauenhaus Hegrano,Köln-Ehrenfeld,50823,Anderswo "
                + "2,yes\n3,Frauenhaus Hegrano,Köln (Kalk),51103,Offen 1,no\n"
        );
        Assert.Matches(
            "^frauenhaus-hegrano frauenhaus-hegrano-koeln frauenhaus-hegrano-koeln-[0-9a-f]{4}$",
            await network.ScalarAsync<string>(Slugs)
        );
    }

    [Theory]
    // A slug of old, with the part of the town, goes; its other words stay.
    [InlineData("haus-hegrano-koeln-porz", "^haus-hegrano-koeln-[0-9a-f]{8}$")]
    [InlineData("haus-hegrano-koeln-porz-1a2b", "^haus-hegrano-koeln-1a2b-[0-9a-f]{8}$")]
    [InlineData("porz", "^[0-9a-f]{8}$")]
    // What the public row says anyway stays.
    [InlineData("haus-hegrano", "^haus-hegrano$")]
    [InlineData("haus-hegrano-koeln", "^haus-hegrano-koeln$")]
    [InlineData("haus-hegrano-koeln-1a2b", "^haus-hegrano-koeln-1a2b$")]
    [InlineData("frueher-hebraeer", "^frueher-hebraeer$")]
    public async Task A_place_that_becomes_protected_takes_what_tells_it_out_of_the_slug(string slug, string then)
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Row = "1,Haus Hegrano,Köln-Porz,51143,Weg 5,,Früher Hebräer\n";
        var head = Head.TrimEnd('\n') + ",alternate_names\n";
        await network.ImportAsync(head + Row);
        await network.RunAsync($"UPDATE organisations SET slug = '{slug}' WHERE name = 'Haus Hegrano'");
        await network.ImportAsync(head + Row.Replace("Weg 5,", "Weg 5,no", StringComparison.Ordinal));
        Assert.Equal(slug, await network.OfAsync("Haus Hegrano", "slug"));
        var hidden = head + Row.Replace("Weg 5,", "Weg 5,yes", StringComparison.Ordinal);
        Assert.Equal((0, 1, 0, 0), (await network.ImportAsync(hidden)).Counts());
        Assert.Matches(then, await network.OfAsync("Haus Hegrano", "slug"));
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(hidden)).Counts());
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task A_slug_that_was_cut_off_is_none_that_tells_something()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var name = "Verein für Begegnung und Bildung der Menschen aus aller Welt in unserer gemeinsamen Nachbarschaft";
        await network.ImportAsync($"{Head}1,{name},Köln,,,no\n2,{name},Köln,,,no\n3,{name},Köln,,,no\n");
        var before = await network.ScalarAsync<string>(Slugs);
        await network.ImportAsync($"{Head}1,{name},Köln,,,yes\n2,{name},Köln,,,yes\n3,{name},Köln,,,yes\n");
        Assert.Equal(before, await network.ScalarAsync<string>(Slugs));
    }

    [Theory]
    [InlineData(
        "Köln-Kalk",
        "Geheimgasse 5",
        "51103",
        "Kalk|51103|Frauenhaus Kalk|Kalker Frauen|geheimgasse|Nähe Geheimgasse|GEHEIMGASSE 5|Köln-Kalk",
        ""
    )]
    [InlineData("Köln-Mülheim", "Wiener Platz 7", "51065", "Muelheim|Schutzhaus Mülheim|Wiener Platz|51065", "")]
    [InlineData("Kalk", "", "51103", "Köln Kalk|KALK", "")]
    [InlineData("Köln", "Am Markt 3a", "50667", "Am Markt|Haus am Markt", "")]
    // What tells nothing stays.
    [InlineData(
        "Köln-Kalk",
        "Geheimgasse 5",
        "51103",
        "Köln|Chor|Köln-Ehrenfeld|50823|Kalkulation|Platz für Kinder|Straßenfest|Frauen in Köln",
        "Köln|Chor|Köln-Ehrenfeld|50823|Kalkulation|Platz für Kinder|Straßenfest|Frauen in Köln"
    )]
    [InlineData("Köln", "Am Markt 3", "50667", "Wochenmarkt|Markt", "Wochenmarkt|Markt")]
    public async Task No_keyword_tells_the_street_the_postcode_or_the_part_of_the_town_of_a_protected_place(
        string town,
        string street,
        string postcode,
        string keywords,
        string stay
    )
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Header = "external_id,name,town,postcode,street,protect_location,keywords\n";
        string[] files =
        [
            $"{Header}1,Haus Hegrano,{town},{postcode},{street},yes,{keywords}\n",
            $"{Header}1,Haus Hegrano,{town},{postcode},{street},no,{keywords}\n",
        ];
        foreach (var file in (string[])[files[0], files[1], files[0]]) // at once, and one that was open before
        {
            await network.ImportAsync(file);
            Assert.Equal(file == files[1] ? keywords : stay, await network.OfAsync("Haus Hegrano", "array_to_string(keywords, '|')"));
            Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(file)).Counts());
        }
    }

    [Theory]
    // it says so itself, and of its place that it is in Weg 2
    [InlineData("external_id,name,town,street,protect_location,keywords\n1,Haus Hegrano,Köln,Weg 2,yes,porz|Chor\n", "{porz,Chor}")]
    [InlineData("external_id,name,town,street,protect_location\n1,Haus Hegrano,Köln,Weg 2,yes\n", "{Chor}")]
    [InlineData("external_id,name,town,street,protect_location,active_in\n1,Haus Hegrano,Köln,Weg 2,yes,Köln-Kalk\n", "{Chor,Köln-Kalk}")]
    public async Task A_place_that_becomes_protected_with_other_words_takes_them_the_same_at_once_and_again(string told, string keywords)
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        Assert.Equal(
            (1, 0, 0, 0),
            (await network.ImportAsync("external_id,name,town,postcode,keywords\n1,Haus Hegrano,Porz,51143,porz|Chor\n")).Counts()
        );
        await network.ImportAsync(told);
        Assert.Equal(keywords, await network.OfAsync("Haus Hegrano", "keywords"));
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(told)).Counts());
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task A_part_of_the_town_that_is_hidden_is_no_keyword_either()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Header = "external_id,name,town,active_in,keywords,protect_location\n";
        await network.ImportAsync($"{Header}1,Haus Hegrano,Köln-Porz,Köln-Porz|Köln-Kalk,Chor,\n");
        Assert.Equal("{Chor,Köln-Porz,Köln-Kalk}", await network.OfAsync("Haus Hegrano", "keywords"));
        await network.ImportAsync("external_id,name,town,protect_location\n1,Haus Hegrano,Köln,yes\n");
        Assert.Equal("{Chor,Köln-Kalk}", await network.OfAsync("Haus Hegrano", "keywords"));
        var told = $"{Header}1,Haus Hegrano,KÖLN-PORZ,Köln-Porz|Köln-Kalk,Chor,\n";
        await network.ImportAsync(told);
        Assert.Equal("{Chor,Köln-Kalk}", await network.OfAsync("Haus Hegrano", "keywords"));
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(told)).Counts());
        await network.ImportAsync("external_id,name,town,keywords\n1,Haus Hegrano,Köln,Köln-Porz|Chor\n");
        Assert.DoesNotContain("Porz", await network.OfAsync("Haus Hegrano", "organisations"), StringComparison.Ordinal);
    }
}
