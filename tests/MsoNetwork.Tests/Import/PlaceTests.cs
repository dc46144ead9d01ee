using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

[Trait("Speed", "Medium")]
public sealed class PlaceTests(SeededNetwork network, TestCluster cluster) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("Köln", "", "05315000", "Köln", "Municipality")]
    [InlineData("KOELN", "50667", "05315000", "Köln", "Postcode")]
    [InlineData("Cologne", "", "05315000", "Köln", "Municipality")]
    [InlineData("", "50667", "05315000", "Köln", "Postcode")]
    [InlineData("Neuenkirchen", "", "05566060", "Neuenkirchen", "Municipality")]
    [InlineData("Neunkirchen", "", "05970036", "Neunkirchen", "Municipality")]
    [InlineData("Köln-Porz", "", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Porz", "51143", "05315000", "Porz", "Postcode")]
    [InlineData("Mülheim", "51063", "05315000", "Mülheim", "Postcode")]
    [InlineData("Mülheim", "45468", "05117000", "Mülheim an der Ruhr", "Postcode")]
    [InlineData("Mülheim", "", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Mülheim an der Ruhr", "51063", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Langenfeld", "51063", "05158020", "Langenfeld (Rheinland)", "Municipality")]
    [InlineData("50667 Köln", "", "05315000", "Köln", "Postcode")]
    [InlineData("Bonn", "50667", "05314000", "Bonn", "Municipality")]
    [InlineData("Bonn", "10115", "05314000", "Bonn", "Municipality")]
    [InlineData("Köln-Porz", "53111", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Köln-Porz", "10115", "05315000", "Köln-Porz", "Municipality")]
    [InlineData("Köln-Porz", "51143", "05315000", "Köln-Porz", "Postcode")]
    [InlineData("Bedburg-Hauh", "47551", "05154004", "Bedburg-Hauh", "Postcode")]
    [InlineData("Bedburg-Hau-Moyland", "47551", "05154004", "Bedburg-Hau-Moyland", "Postcode")]
    [InlineData("Bedburg-Kaster", "47551", "05154004", "Bedburg-Kaster", "Postcode")]
    [InlineData("Bedburg-Kaster", "50181", "05362004", "Bedburg-Kaster", "Postcode")]
    [InlineData("Langenfeld", "40764", "05158020", "Langenfeld (Rheinland)", "Postcode")]
    [InlineData("D-50667 Köln", "", "05315000", "Köln", "Postcode")]
    [InlineData("D 50667 Köln", "", "05315000", "Köln", "Postcode")]
    [InlineData("Köln 50667", "", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "D 50667", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "DE-50667", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "50667.0", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "50 667", "05315000", "Köln", "Postcode")]
    [InlineData("Stadt Köln", "", "05315000", "Köln", "Municipality")]
    [InlineData("Landeshauptstadt Düsseldorf", "", "05111000", "Düsseldorf", "Municipality")]
    [InlineData("Bundesstadt Bonn", "", "05314000", "Bonn", "Municipality")]
    [InlineData("Gemeinde Eslohe", "", "05958016", "Eslohe (Sauerland)", "Municipality")]
    [InlineData("Hagen i.W.", "", "05914000", "Hagen", "Municipality")]
    [InlineData("Münster i. W.", "", "05515000", "Münster", "Municipality")]
    [InlineData("Halle i.W.", "", "05754012", "Halle (Westf.)", "Municipality")]
    [InlineData("Mülheim a.d.R.", "", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Mülheim/Ruhr", "", "05117000", "Mülheim an der Ruhr", "Municipality")]
    [InlineData("Monheim a. Rhein", "", "05158026", "Monheim am Rhein", "Municipality")]
    [InlineData("Emmerich a. Rh.", "", "05154008", "Emmerich am Rhein", "Municipality")]
    [InlineData("Stolberg Rheinland", "", "05334032", "Stolberg (Rhld.)", "Municipality")]
    [InlineData("Hamm Westfalen", "", "05915000", "Hamm", "Municipality")]
    [InlineData("Köln 1", "", "05315000", "Köln", "Municipality")]
    [InlineData("Unna (89.692)", "", "05978036", "Unna", "Municipality")]
    [InlineData("Köln, Germany", "", "05315000", "Köln", "Municipality")]
    [InlineData("Köln (Porz)", "", "05315000", "Köln (Porz)", "Municipality")]
    [InlineData("Wetter a.d. Ruhr", "", "05954032", "Wetter (Ruhr)", "Municipality")]
    [InlineData("Wetter a. d. R.", "", "05954032", "Wetter (Ruhr)", "Municipality")]
    [InlineData("Hellenthal i.d. Eifel", "", "05366020", "Hellenthal", "Municipality")]
    [InlineData("Witten a.d. Ruhr", "", "05954036", "Witten", "Municipality")]
    [InlineData("Köln", "50667 Köln", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "PLZ 50667", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "D-51103 Köln", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "50.667", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "50,667.00", "05315000", "Köln", "Postcode")]
    [InlineData("Köln", "Köln 50667", "05315000", "Köln", "Postcode")]
    [InlineData("", "50667 Köln", "05315000", "Köln", "Postcode")]
    [InlineData("", "45468 Mülheim", "05117000", "Mülheim an der Ruhr", "Postcode")]
    [InlineData("Kreis Unna", "59174", "05978020", "Kamen", "Postcode")]
    public async Task A_place_is_resolved_from_town_and_postcode(string town, string postcode, string key, string shown, string precision)
    {
        var name = $"Haus {town}-{postcode} Nord";
        await network.ImportAsync($"name;town;postcode\n{name};{town};{postcode}\n");
        Assert.Equal($"{key} {shown} {precision}", await network.OfAsync(name, "concat(municipality_key, ' ', town, ' ', precision)"));
    }

    [Theory]
    [InlineData("Atlantis", "", "", "", "town", "no municipality")]
    [InlineData("", "", "", "", "town", "needed")]
    [InlineData("", "10115", "", "", "postcode", "no known postcode of North Rhine-Westphalia")]
    [InlineData("", "5066", "", "", "postcode", "five digits")]
    [InlineData("Halle (Saale)", "", "", "", "town", "no municipality")]
    [InlineData("Atlantis Köln", "", "", "", "town", "no municipality")]
    [InlineData("Kreis Lippe", "", "", "", "town", "an area: its town, or a postcode beside it, is needed")]
    [InlineData("Rhein-Sieg-Kreis", "", "", "", "town", "an area")]
    [InlineData("Ruhrgebiet", "", "", "", "town", "an area")]
    [InlineData("", "50667/50668", "", "", "postcode", "five digits")]
    [InlineData("", "F-75001 Paris", "", "", "postcode", "five digits")]
    public async Task A_place_that_cannot_be_is_rejected_with_its_column_and_reason(
        string town,
        string postcode,
        string latitude,
        string longitude,
        string column,
        string reason
    )
    {
        var report = await network.ImportAsync(
            $"name,town,postcode,latitude,longitude\nHaus Nirgends,{town},{postcode},{latitude},{longitude}\n"
        );
        var remark = Assert.Single(report.First(RemarkLevel.Rejected));
        Assert.Equal((2, column), (remark.Row, remark.Column));
        Assert.Contains(reason, remark.Reason, StringComparison.Ordinal);
        Assert.Equal(ImportOutcome.NothingAccepted, report.Outcome);
    }

    [Theory]
    [InlineData("50.94", "", "longitude", "belong together")]
    [InlineData("6.96", "50.94", "latitude", "swapped")]
    [InlineData("48.1", "11.5", "latitude", "not in North Rhine-Westphalia")]
    [InlineData("0", "0", "latitude", "not in North Rhine-Westphalia")]
    [InlineData("51.51", "7.46", "latitude", "km from Köln")]
    [InlineData("NaN", "6.96", "latitude", "not a number")]
    [InlineData("NULL", "NULL", "latitude", "not a number")]
    [InlineData("51.513.600", "7.465", "latitude", "not a number")]
    [InlineData("50.9413°", "6.9583", "latitude", "not a number")]
    public async Task A_point_that_cannot_be_right_is_left_out_and_the_town_taken(
        string latitude, string longitude, string column, string reason)
    {
        var name = $"Haus Punktlos ({latitude} {longitude})";
        var report = await network.ImportAsync($"name,town,latitude,longitude\n{name},Köln,{latitude},{longitude}\n");
        Assert.Equal((1, 0, 0, 0), report.Counts());
        var remark = Assert.Single(report.First(RemarkLevel.Warning));
        Assert.Equal((2, column), (remark.Row, remark.Column));
        Assert.Contains(reason, remark.Reason, StringComparison.Ordinal);
        Assert.Equal("Municipality", await network.OfAsync(name, "precision"));
        var strict = await network.ImportAsync($"name,town,latitude,longitude\n{name},Köln,{latitude},{longitude}\n", strict: true);
        Assert.Equal(ImportOutcome.StrictFailed, strict.Outcome);
    }

    [Theory]
    [InlineData("Köln Mülheim", "05315000", "Köln Mülheim", RemarkTopic.PartOfTown)]
    [InlineData("Dortmund Nordstadt", "05913000", "Dortmund Nordstadt", RemarkTopic.PartOfTown)]
    [InlineData("Bonn Bad Godesberg", "05314000", "Bonn Bad Godesberg", RemarkTopic.PartOfTown)]
    [InlineData("Unna, Kreis", "05978036", "Unna", RemarkTopic.Value)]
    [InlineData("Kleve (Kreis)", "05154036", "Kleve", RemarkTopic.Value)]
    [InlineData("Köln/Bonn", "05315000", "Köln", RemarkTopic.Value)]
    [InlineData("Köln und Bonn", "05315000", "Köln", RemarkTopic.Value)]
    [InlineData("Köln & Bonn", "05315000", "Köln", RemarkTopic.Value)]
    [InlineData("Kreis Unna", "05978036", "Unna", RemarkTopic.Value)]
    [InlineData("Städteregion Aachen", "05334002", "Aachen", RemarkTopic.Value)]
    [InlineData("Köln, Venloer Str. 10", "05315000", "Köln", RemarkTopic.WholeAddress)]
    public async Task A_town_with_more_than_its_name_is_taken_and_told(string town, string key, string shown, RemarkTopic topic)
    {
        var name = $"Haus Mehr {town}";
        var report = await network.ImportAsync($"name;town\n{name};{town}\n");
        var remark = Assert.Single(report.First(RemarkLevel.Warning));
        Assert.Equal((2, "town", topic), (remark.Row, remark.Column, remark.Topic));
        Assert.Equal($"{key} {shown}", await network.OfAsync(name, "concat(municipality_key, ' ', town)"));
    }

    [Theory]
    [InlineData("Unna", "59411")]
    [InlineData("Leverkusen", "51368")]
    public async Task A_postcode_that_no_table_has_is_kept_where_it_begins_as_the_town_s_own(string town, string postcode)
    {
        var report = await network.ImportAsync($"name,town,postcode\nHaus Fach {town},{town},{postcode}\n");
        Assert.Contains("kept", Assert.Single(report.First(RemarkLevel.Warning)).Reason, StringComparison.Ordinal);
        Assert.Equal(postcode, await network.OfAsync($"Haus Fach {town}", "postcode"));
    }

    [Fact]
    public async Task A_point_in_another_town_is_told_and_one_outside_the_state_left_out()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await own.RunAsync("""
            INSERT INTO region_boundaries (region_key, geometry, source)
            SELECT key, ST_Multi(ST_MakeEnvelope(west, south, east, north, 4326)), 'test' FROM (VALUES
                ('05913000', 7.30, 51.42, 7.64, 51.60), ('05113000', 6.89, 51.34, 7.14, 51.54), ('05315000', 6.77, 50.83, 7.17, 51.09),
                ('05314000', 7.02, 50.63, 7.22, 50.78), ('05154008', 6.10, 51.80, 6.35, 51.90)) AS box (key, west, south, east, north)
            """);
        const string File = """
            name,town,latitude,longitude
            Haus Punkt A,Dortmund,51.4556,7.0116
            Haus Punkt B,Köln,50.7374,7.0982
            Haus Punkt C,Dortmund,51.5136,7.4653
            Haus Punkt D,Emmerich am Rhein,51.95,5.9
            Haus Punkt E,Dortmund,51.5,7.6405
            """;
        var report = await own.ImportAsync(File);
        Assert.Equal((5, 0, 0, 0), report.Counts());
        Assert.Equal(
            [(2, "the point is in Essen, not in Dortmund"), (3, "the point is in Bonn, not in Köln"), (5, "the point is outside")],
            report.First(RemarkLevel.Warning)
                .Select(remark => (remark.Row, remark.Reason[..remark.Reason.IndexOfAny([';', 'N'])].TrimEnd()))
        );
        Assert.Equal("Address Municipality", await own.ScalarAsync<string>(
            "SELECT string_agg(precision, ' ' ORDER BY name) FROM organisations WHERE name IN ('Haus Punkt A', 'Haus Punkt D')"));
        var strict = await own.ImportAsync(File.Replace("Haus Punkt", "Haus Streng", StringComparison.Ordinal), strict: true);
        Assert.Equal((ImportOutcome.StrictFailed, 1), (strict.Outcome, strict.Rejected));
    }

    [Theory]
    [InlineData("Bonn", "50667", "belongs to Köln")]
    [InlineData("Köln-Porz", "53111", "belongs to Bonn")]
    [InlineData("Köln", "10115", "not known in North Rhine-Westphalia")]
    [InlineData("Köln-Porz", "10115", "not known in North Rhine-Westphalia")]
    public async Task A_postcode_that_is_not_the_town_s_is_left_out_with_a_warning(string town, string postcode, string reason)
    {
        var name = $"Haus Streit {town} {postcode}";
        var report = await network.ImportAsync($"name,town,postcode\n{name},{town},{postcode}\n");
        var remark = Assert.Single(report.First(RemarkLevel.Warning));
        Assert.Equal("postcode", remark.Column);
        Assert.Contains(reason, remark.Reason, StringComparison.Ordinal);
        Assert.Equal("-", await network.OfAsync(name, "postcode"));
    }

    [Fact]
    public async Task A_single_recipient_s_postcode_stays_beside_another_town_because_its_own_is_only_roughly_known()
    {
        var code = await network.ScalarAsync<string>(
            "SELECT min(postcode) FROM postcodes WHERE municipality_key = '05315000' AND postcode IN (SELECT postcode FROM postcodes "
                + "GROUP BY 1 HAVING NOT bool_or(is_area))"
        );
        var report = await network.ImportAsync($"name,town,postcode\nHaus Postfach,Bonn,{code}\n");
        Assert.Contains("Köln", Assert.Single(report.First(RemarkLevel.Warning)).Reason, StringComparison.Ordinal);
        Assert.Equal($"05314000 {code}", await network.OfAsync("Haus Postfach", "concat_ws(' ', municipality_key, postcode)"));
    }

    [Fact]
    public async Task A_protected_place_is_never_in_the_public_row_and_stays_protected_without_the_column()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        const string Place =
            "concat_ws(' ', location_protected, street, postcode, town, precision, ST_Distance(location, (SELECT centre FROM regions "
                + "WHERE key = municipality_key)))";
        await own.ImportAsync(
            "external_id,name,town,postcode,street,latitude,longitude,protect_location\n1,Haus Schutz,Porz,51143,Geheimweg "
                + "7,50.88,7.06,yes\n"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        Assert.Equal(
            "Geheimweg 7, Porz 51143 50.88",
            await own.ScalarAsync<string>("SELECT concat_ws(' ', street, postcode, ST_Y(location::geometry)) FROM protected_places")
        );

        await own.ImportAsync(
            "external_id,name,town,postcode,street,latitude,longitude\n1,Haus Schutz,Köln,50667,Neuer Weg 9,50.94,6.95\n"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        await own.ImportAsync(
            "name,town,street,protect_location,retrieved_on\nHaus Schutz,Köln,Ganz neu 3,no,2030-01-01\n",
            source: "Quelle B"
        );
        Assert.Equal("t Köln Municipality 0", await own.OfAsync("Haus Schutz", Place));
        Assert.Equal(
            0,
            await own.ScalarAsync<long>(
                "SELECT count(*) FROM organisations AS o WHERE o::text LIKE '%Geheimweg%' OR o::text LIKE '%Neuer Weg%' OR o::text LIKE "
                    + "'%Ganz neu%'"
            )
        );
    }

    [Fact]
    public async Task A_place_is_public_again_when_its_only_source_says_so()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await own.ImportAsync("external_id,name,town,postcode,street,protect_location\n1,Haus Offen,Köln,50667,Weg 7,yes\n");
        await own.ImportAsync("external_id,name,town,postcode,street,protect_location\n1,Haus Offen,Köln,50667,Weg 7,no\n");
        Assert.Equal("Weg 7 50667 Postcode", await own.OfAsync("Haus Offen", "concat_ws(' ', street, postcode, precision)"));
        Assert.Equal(0, await own.ScalarAsync<long>("SELECT count(*) FROM protected_places"));
    }

    [Fact]
    public async Task A_point_is_kept_by_a_file_without_coordinates_until_the_address_changes()
    {
        await using var own = await SeededNetwork.NewAsync(cluster);
        await own.ImportAsync("external_id,name,town,postcode,street,latitude,longitude\n1,Haus Punkt,Köln,50667,Weg 7,50.941,6.955\n");
        await own.ImportAsync("external_id,name,town,email\n1,Haus Punkt,Köln,a@example.org\n");
        Assert.Equal(
            "Address 50.941 Weg 7",
            await own.OfAsync("Haus Punkt", "concat_ws(' ', precision, ST_Y(location::geometry), street)")
        );
        await own.ImportAsync("external_id,name,town,street\n1,Haus Punkt,Köln,Weg 99\n");
        Assert.Equal("Postcode", await own.OfAsync("Haus Punkt", "precision"));
    }
}
