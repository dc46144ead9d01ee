using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

/// <summary>Several sources about one organisation: docs/decisions.md, 12.</summary>
[Trait("Speed", "Slow")]
public sealed class SourceTests(TestCluster cluster)
{
    private const string Sources =
        "(SELECT string_agg(concat(s.name, ':', s.external_id), ' ' ORDER BY s.name) FROM organisation_sources AS s WHERE "
            + "s.organisation_id = organisations.id)";

    [Fact]
    public async Task The_same_id_of_another_source_is_another_organisation()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("external_id,name,town\n1,Haus Erstes,Köln\n", source: "Quelle A");
        Assert.Equal(
            (1, 0, 0, 0),
            (await network.ImportAsync("external_id,name,town\n1,Haus Zweites,Köln\n", source: "Quelle B")).Counts()
        );
        Assert.Equal("Quelle A:1", await network.OfAsync("Haus Erstes", Sources));
    }

    [Fact]
    public async Task The_same_name_in_the_same_municipality_gets_a_second_source()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("external_id,name,town\n1,Haus Beide,Köln\n", source: "Quelle A");
        Assert.Equal(
            (1, 1, 0, 0),
            (await network.ImportAsync("external_id,name,town\n7,HAUS beide,Köln\n8,Haus Beide,Bonn\n", source: "Quelle B")).Counts()
        );
        Assert.Equal("Quelle A:1 Quelle B:7", await network.OfAsync("HAUS beide", Sources));
        Assert.Equal(
            (0, 0, 2, 0),
            (await network.ImportAsync("external_id,name,town\n7,HAUS beide,Köln\n8,Haus Beide,Bonn\n", source: "Quelle B")).Counts()
        );
    }

    [Fact]
    public async Task Of_two_sources_the_one_read_last_leads_and_the_other_only_fills_what_is_empty()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Newer = "external_id,name,town,email,website,retrieved_on\n1,Haus Führung,Köln,neu@example.org,,2026-05-01\n";
        const string Older =
            "external_id,name,town,email,website,retrieved_on\n9,Haus Führung,Köln,alt@example.org,https://alt.example.org,2020-05-01\n";
        await network.ImportAsync(Newer, source: "Quelle A");
        await network.ImportAsync(Older, source: "Quelle B");
        Assert.Equal("neu@example.org https://alt.example.org", await network.OfAsync("Haus Führung", "concat_ws(' ', email, website)"));
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(Newer, source: "Quelle A")).Counts());
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync(Older, source: "Quelle B")).Counts());
        Assert.Equal(before, await network.EverythingAsync());
        Assert.Empty((await network.ImportAsync(Newer, source: "Quelle A")).First(RemarkLevel.Warning));
        var remark = Assert.Single((await network.ImportAsync(Older, source: "Quelle B")).First(RemarkLevel.Warning));
        Assert.Equal((2, "not taken: email"), (remark.Row, remark.Reason[remark.Reason.IndexOf("not taken", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task What_an_organisation_has_confirmed_is_only_filled_never_overwritten()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("external_id,name,town,email\n1,Haus Bestätigt,Köln,eigen@example.org\n");
        await network.ScalarAsync<string>(
            "UPDATE organisations SET verification = 'ConfirmedByOrganisation', verified_on = '2026-01-01' WHERE name = 'Haus Bestätigt' "
                + "RETURNING slug"
        );
        await network.ImportAsync("external_id,name,town,email,website\n1,Haus Umbenannt,Bonn,fremd@example.org,https://example.org\n");
        Assert.Equal(
            "Köln eigen@example.org https://example.org ConfirmedByOrganisation",
            await network.OfAsync("Haus Bestätigt", "concat_ws(' ', town, email, website, verification)")
        );
    }

    [Fact]
    public async Task A_status_is_only_changed_by_a_file_that_has_the_column()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("external_id,name,town,status\n1,Haus Ende,Köln,dissolved\n");
        await network.ImportAsync("external_id,name,town,email\n1,Haus Ende,Köln,a@example.org\n");
        Assert.Equal("Dissolved", await network.OfAsync("Haus Ende", "status"));
    }

    [Fact]
    public async Task Rows_of_several_sources_in_one_file_may_tell_of_one_organisation()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string File =
            "external_id,source_name,name,town,email,website\n1,Quelle A,Haus Chor,Köln,a@example.org,\n1,Quelle B,Haus "
                + "Chor,Köln,,https://example.org\n2,Quelle B,Haus Chor,Köln,,\n,Quelle C,Haus Chor,Köln,,\n";
        Assert.Equal((2, 1, 0, 1), (await network.ImportAsync(File)).Counts());
        Assert.Equal(
            1,
            await network.ScalarAsync<long>(
                "SELECT count(*) FROM organisations WHERE name = 'Haus Chor' AND email = 'a@example.org' AND website = "
                    + "'https://example.org'"
            )
        );
        var before = await network.EverythingAsync();
        Assert.Equal((0, 0, 3, 1), (await network.ImportAsync(File)).Counts());
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task Who_leads_is_known_before_the_first_row_of_a_file_is_merged()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string Header = "external_id,source_name,name,town,email,retrieved_on\n";
        await network.ImportAsync($"{Header}1,Quelle B,Haus Wechsel,Köln,b@example.org,2026-05-01\n");
        // B takes its day back in the second row, so that A, in the first, is the one read last.
        const string File = $"{Header}1,Quelle A,Haus Wechsel,Köln,a@example.org,2024-01-01\n1,Quelle B,Haus Wechsel,Köln,b@example.org,\n";
        await network.ImportAsync(File);
        Assert.Equal("a@example.org", await network.OfAsync("Haus Wechsel", "email"));
        Assert.Equal((0, 0, 2, 0), (await network.ImportAsync(File)).Counts());
    }

    [Theory]
    // The one that leads moves the organisation: what the other says of the new place must count the first time.
    [InlineData("1,Quelle A,Haus Reise,Köln,b@example.org,2024-01-01,Weg 1,", "1,Quelle B,Haus Reise,Köln,,2026-05-01,,")]
    // One protects what the other tells with its part of the town.
    [InlineData("1,Quelle A,Haus Reise,Köln,,2024-01-01,,yes", "1,Quelle B,Haus Reise,Köln-Porz,,2026-05-01,Weg 1,")]
    public async Task The_order_of_a_files_rows_is_not_who_leads(string follows, string leads)
    {
        const string Header = "external_id,source_name,name,town,email,retrieved_on,street,protect_location\n";
        var results = new List<string>();
        foreach (var rows in new[] { $"{follows}\n{leads}\n", $"{leads}\n{follows}\n" })
        {
            await using var network = await SeededNetwork.NewAsync(cluster);
            await network.ImportAsync($"{Header}1,Quelle A,Haus Reise,Bonn,,2020-01-01,,\n1,Quelle B,Haus Reise,Bonn,,2020-01-01,,\n");
            await network.ImportAsync(Header + rows);
            results.Add(
                await network.OfAsync(
                    "Haus Reise",
                    "concat_ws('|', town, email, street, location_protected, (SELECT street FROM protected_places WHERE organisation_id = "
                        + "id))"
                )
            );
            Assert.Equal((0, 0, 2, 0), (await network.ImportAsync(Header + rows)).Counts());
        }

        Assert.Single(results.Distinct());
    }

    [Fact]
    public async Task A_source_that_gives_ids_later_keeps_its_organisations()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync("name,town\nHaus Später,Köln\n");
        Assert.Equal((0, 1, 0, 0), (await network.ImportAsync("external_id,name,town\n5,Haus Später,Köln\n")).Counts());
        Assert.Equal("Quelle A:5", await network.OfAsync("Haus Später", Sources));
        Assert.Equal((0, 0, 1, 0), (await network.ImportAsync("name,town\nHaus Später,Köln\n")).Counts());
    }

    [Fact]
    public async Task What_one_source_hides_of_a_place_the_other_never_tells_not_even_until_the_next_row()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string File = """
            name,town,postcode,keywords,protect_location,retrieved_on,source_name,external_id
            Haus Still,Köln,,porz|Chor,,2024-01-01,Quelle A,1
            Haus Still,Porz,51143,Chor,yes,,Quelle B,1

            """;
        Assert.Equal((1, 1, 0, 0), (await network.ImportAsync(File)).Counts());
        Assert.Equal("{Chor}", await network.OfAsync("Haus Still", "keywords"));
        Assert.Equal((0, 0, 2, 0), (await network.ImportAsync(File)).Counts());
        await using var told = network.Database.CreateCommand("SELECT count(*) FROM changes WHERE concat(before, after) LIKE '%porz%'");
        Assert.Equal(0L, await told.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
