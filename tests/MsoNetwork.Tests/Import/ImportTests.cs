using MsoNetwork.Changes;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;
using MsoNetwork.Time;

namespace MsoNetwork.Tests.Import;

[Trait("Speed", "Medium")]
public sealed class ImportTests(TestCluster cluster)
{
    [Fact]
    public async Task Importing_the_same_file_twice_changes_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        const string File = """
            external_id,name,town,postcode,latitude,longitude,protect_location,topics,description_de,email,retrieved_on
            1,Haus Talvora,Köln,50667,50.94,6.96,no,Bildung|Quantenphysik,Ein Haus.,a@example.org,2026-01-02
            2,Haus Merindo,Bonn,53111,,,yes,Musik,,,
            ,Haus ohne Nummer,Essen,,,,,,,,
            """;
        Assert.Equal((3, 0, 0, 0), (await network.ImportAsync(File)).Counts());
        var before = await network.EverythingAsync();
        using var versions = new ChangeVersions(network.Database);
        var version = (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public);
        Assert.Equal((0, 0, 3, 0), (await network.ImportAsync(File)).Counts());
        Assert.Equal(before, await network.EverythingAsync());
        Assert.Equal(version, (await versions.AsOfNowAsync(TestContext.Current.CancellationToken)).Of(ChangeSubject.Public));
    }

    [Fact]
    public async Task The_committed_organisations_import_without_a_rejected_row_and_again_without_a_change()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        Assert.Equal(159, await network.ScalarAsync<long>("SELECT count(*) FROM organisations"));
        Assert.Equal(54, await network.ScalarAsync<long>("SELECT count(*) FROM organisations WHERE kind = 'integration-centre'"));
        Assert.Equal(17, await network.ScalarAsync<long>("SELECT count(*) FROM memberships"));
        Assert.Equal(
            (0, 0, 99, 0),
            (
                await network.ImportFileAsync(new ImportOptions(Path.Combine(SeededNetwork.Seeds, "organisations.csv"), Strict: true))
            ).Counts()
        );
        Assert.Equal(
            (0, 0, 60, 0),
            (await network.ImportFileAsync(new ImportOptions(Path.Combine(SeededNetwork.Seeds, "actors.csv"), Strict: true))).Counts()
        );
    }

    [Fact]
    public async Task Semicolons_a_byte_order_mark_any_order_and_line_ends_in_quotes_are_read()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var report = await network.ImportAsync(
            "\uFEFFTown;\"NAME\";description_de;nonsense\r\nKöln;\"Haus \"\"Zu\"\"; eins\";\"Erste\r\nZweite\";x\r\n\r\n;;;\r\n"
        );
        Assert.Equal((1, 0, 0, 0), report.Counts());
        Assert.Equal(["nonsense"], report.IgnoredColumns);
        Assert.Equal("Erste\nZweite", await network.OfAsync("Haus \"Zu\"; eins", "descriptions ->> 'de'"));
    }

    [Fact]
    public async Task A_vocabulary_value_is_found_by_label_in_any_language_and_an_unknown_one_becomes_a_keyword()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var report = await network.ImportAsync("""
            name,town,topics,languages,origins,kind,active_in
            Haus Wort,Köln,EĞİTİM|education|Quantenphysik|quantenphysik,tr|Kurmandschi,TR,Kulturverein,Kreis Düren|05315|NRW|Atlantis
            """);
        Assert.Equal("{education}", await network.OfAsync("Haus Wort", "topics"));
        Assert.Equal("{Atlantis,Quantenphysik}", await network.OfAsync("Haus Wort", "keywords"));
        Assert.Equal("{05358,05315,05}", await network.OfAsync("Haus Wort", "active_in"));
        Assert.Equal("culture-association", await network.OfAsync("Haus Wort", "kind"));
        Assert.Contains(report.First(RemarkLevel.Warning), remark =>
            remark is { Row: 2, Column: "topics" } && remark.Reason.Contains("Quantenphysik", StringComparison.Ordinal)
        );
        Assert.Contains(report.First(RemarkLevel.Warning), remark =>
            remark is { Row: 2, Column: "active_in" } && remark.Reason.Contains("Atlantis", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_rejected_row_is_named_by_number_column_and_reason_and_the_others_are_written()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var report = await network.ImportAsync("""
            external_id,name,town,protect_location
            1,Haus Gut,Köln,no
            2,Haus Fern,Dortmnud,no
            3,,Köln,no
            4,Haus Schief
            1,Haus Gut nochmal,Köln,no
            6,Haus Vielleicht,Köln,maybe
            7,Haus "krumm",Köln,no
            """);
        Assert.Equal((1, 0, 0, 6), report.Counts());
        Assert.Equal([(3, "town"), (4, "name"), (5, ""), (7, "protect_location"), (8, ""), (6, "external_id")],
            report.First(RemarkLevel.Rejected).Select(remark => (remark.Row, remark.Column)));
        Assert.Contains("Dortmund", report.First(RemarkLevel.Rejected)[0].Reason, StringComparison.Ordinal);
        Assert.Contains("row 2", report.First(RemarkLevel.Rejected)[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_writes_nothing_when_a_row_is_rejected_or_a_value_would_be_left_out()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var before = await network.EverythingAsync();
        Assert.Equal(
            ImportOutcome.StrictFailed,
            (await network.ImportAsync("name,town\nHaus Eins,Köln\nHaus Zwei,Nirgends\n", strict: true)).Outcome
        );
        Assert.Equal(
            ImportOutcome.StrictFailed,
            (await network.ImportAsync("name,town,email\nHaus Eins,Köln,keine\n", strict: true)).Outcome
        );
        Assert.Equal(
            ImportOutcome.StrictFailed,
            (await network.ImportAsync("name,town\nHaus Eins,Köln\nhaus eins,Köln\n", strict: true)).Outcome
        );
        Assert.Equal(before, await network.EverythingAsync());
        Assert.Equal(ImportOutcome.Written, (await network.ImportAsync("name,town\nHaus Eins,Köln\n", strict: true)).Outcome);
    }

    [Fact]
    public async Task A_dry_run_counts_like_a_real_one_and_writes_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var before = await network.EverythingAsync();
        var report = await network.ImportAsync("name,town\nHaus Eins,Köln\nHaus Zwei,Bonn\n", dryRun: true);
        Assert.Equal(((2L, 0L, 0L, 0L), ImportOutcome.DryRun), (report.Counts(), report.Outcome));
        Assert.Equal(before, await network.EverythingAsync());
    }

    [Fact]
    public async Task A_value_that_cannot_be_right_is_left_out_and_named_in_the_report()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var report = await network.ImportAsync("""
            name,town,email,phone,website,founded,legal_form
            Haus Kontakt,Köln,keine@adresse,12,javascript:alert(1),1650,Ltd.
            """);
        Assert.Equal((1, 0, 0, 0), report.Counts());
        Assert.Equal(
            ["legal_form", "founded", "email", "phone", "website"],
            report.First(RemarkLevel.Warning).Select(remark => remark.Column)
        );
        Assert.Contains("keine@adresse", report.First(RemarkLevel.Warning)[2].Reason, StringComparison.Ordinal);
        Assert.Equal("Other", await network.OfAsync("Haus Kontakt", "concat(email, phone, website, founded_year, legal_form)"));
    }

    [Fact]
    public async Task A_column_that_is_not_there_leaves_values_alone_and_an_empty_cell_clears()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(
            "external_id,name,town,email,website,description_de,description_en\n1,Haus Leer,Köln,a@example.org,example.org,Text,Words\n"
        );
        var report = await network.ImportAsync("external_id,name,town,email,description_en\n1,Haus Leer,Köln,,\n");
        Assert.Equal((0, 1, 0, 0), report.Counts());
        Assert.Equal(
            "https://example.org Text-",
            await network.OfAsync("Haus Leer", "concat(website, ' ', descriptions ->> 'de', coalesce(email, descriptions ->> 'en', '-'))")
        );
    }

    [Fact]
    public async Task Slugs_are_unique_in_a_file_and_stay_when_the_name_changes()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        await network.ImportAsync(
            "external_id,name,town\n1,Haus Gleich,Köln\n2,Haus Gleich,Bonn\n3,Haus Gleich,Bonn\n4,Haus Gleich Bonn,Bonn\n"
        );
        var slugs = await network.ScalarAsync<string>(
            "SELECT string_agg(slug, ' ' ORDER BY external_id) FROM organisations JOIN organisation_sources AS s ON s.organisation_id = "
                + "id WHERE s.name = 'Quelle A'"
        );
        Assert.Matches("^haus-gleich haus-gleich-bonn-[0-9a-f]{4} haus-gleich-bonn-[0-9a-f]{4} haus-gleich-bonn$", slugs);
        await network.ImportAsync("external_id,name,town\n1,Haus Anders,Bonn\n");
        Assert.Equal("haus-gleich", await network.OfAsync("Haus Anders", "slug"));
    }

    [Fact]
    public async Task A_status_is_one_of_three_words_and_nothing_else()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var report = await network.ImportAsync("""
            external_id,name,town,status
            1,Haus Eins,Köln,"active,dissolved"
            2,Haus Zwei,Köln,"inactive, dissolved"
            3,Haus Drei,Köln,2
            4,Haus Vier,Köln,Dissolved
            5,Haus Fünf,Köln,inactive
            """);
        Assert.Equal((5, 0, 0, 0), report.Counts());
        Assert.Equal([2, 3, 4], report.First(RemarkLevel.Warning).Where(remark => remark.Column == "status").Select(remark => remark.Row));
        Assert.Equal(
            "Active Active Active Dissolved Inactive",
            await network.ScalarAsync<string>(
                "SELECT string_agg(status, ' ' ORDER BY external_id) FROM organisations JOIN organisation_sources AS s ON "
                    + "s.organisation_id = id WHERE s.name = 'Quelle A'"
            )
        );
    }

    [Fact]
    public async Task A_day_of_retrieval_that_cannot_have_been_is_left_out_and_leads_nothing()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var today = TimeProvider.System.Today();
        string Day(int after) => today.AddDays(after).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var report = await network.ImportAsync($"""
            external_id,name,town,email,retrieved_on
            1,Haus Eins,Köln,alt@example.org,2062-01-01
            2,Haus Zwei,Köln,alt@example.org,9999-12-31
            3,Haus Drei,Köln,alt@example.org,0001-01-01
            4,Haus Vier,Köln,alt@example.org,{Day(2)}
            5,Haus Fünf,Köln,alt@example.org,1989-12-31
            6,Haus Sechs,Köln,alt@example.org,{Day(-1)}
            """);
        Assert.Equal((6, 0, 0, 0), report.Counts());
        Assert.Equal(
            [2, 3, 4, 5, 6],
            report.First(RemarkLevel.Warning).Where(remark => remark.Column == "retrieved_on").Select(remark => remark.Row)
        );
        Assert.Equal(
            1,
            await network.ScalarAsync<long>(
                "SELECT count(*) FROM organisation_sources WHERE name = 'Quelle A' AND retrieved_on IS NOT NULL"
            )
        );
        await network.ImportAsync($"name,town,email,retrieved_on\nHaus Eins,Köln,neu@example.org,{Day(-1)}\n", source: "Quelle B");
        Assert.Equal("neu@example.org", await network.OfAsync("Haus Eins", "email"));
    }
}
