using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

/// <summary>Rows of one file that are likely one organisation: made, and told.</summary>
public sealed class NearRowsTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("Türkischer Elternverein Hagen e.V.", "Türkischer Elternverein Hagen")]
    [InlineData("Griechischer Elternverein Hagen e.V.", "Griechischer Elternverein gemeinnütziger Verein")]
    [InlineData("Spanischer Bücherverein", "Spanischer Buecherverein Hagen e. V.")]
    public async Task The_same_name_but_for_legal_form_and_spelling_is_told_and_both_are_made(string one, string other)
    {
        var report = await network.ImportAsync($"name;town\n{one};Hagen\nHaus Fremd {one.Length};Hagen\n{other};Hagen\n");
        Assert.Equal((3, 0, 0, 0), report.Counts());
        var remark = Assert.Single(report.First(RemarkLevel.Warning));
        Assert.Equal((4, "name", RemarkTopic.NearRow), (remark.Row, remark.Column, remark.Topic));
        Assert.Contains("row 2", remark.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_near_are_told_where_contacts_are_the_same_and_nothing_where_all_differs()
    {
        var report = await network.ImportAsync("""
            name;town;phone;website
            Interkultureller Mütterkreis Wehringhausen;Hagen;02331 123456;www.muetterkreis.example
            Interkultureller Mütterkreis in Wehringhausen;Hagen;+49 2331 123456;https://muetterkreis.example/
            Tamilische Tanzgruppe;Hagen;02331 654321;
            Kroatische Tanzgruppe;Hagen;02331 654322;
            Tamilische Tanzgruppe;Bonn;;
            """);
        Assert.Equal((5, 0, 0, 0), report.Counts());
        Assert.Equal([3], report.First(RemarkLevel.Warning).Select(remark => remark.Row));
    }

    [Fact]
    public async Task What_a_source_tells_apart_by_ids_and_what_is_known_already_is_not_told()
    {
        const string File = "external_id;name;town\nn1;Haus Nahbei e.V.;Hagen\nn2;Haus Nahbei;Hagen\n";
        Assert.Equal(0, (await network.ImportAsync(File)).Warnings);
        Assert.Equal(0, (await network.ImportAsync(File)).Warnings);
    }

    [Fact]
    public async Task Another_name_with_the_same_site_or_telephone_in_one_town_is_told_and_both_are_made()
    {
        var report = await network.ImportAsync("""
            name;town;phone;website
            Chor der Brücke;Herne;02323 123456;
            Nachbarschaftstreff Eickel;Herne;;www.treff-eickel.example
            Schachfreunde Wanne;Herne;+49 2323 123456;
            Bildungswerk Horizont;Herne;;https://treff-eickel.example/index.html
            Theater Sodingen;Herne;;https://facebook.com
            Lesekreis Crange;Herne;;https://www.facebook.com/
            Schachfreunde Weitmar;Bochum;02323 123456;
            """);
        Assert.Equal((7, 0, 0, 0), report.Counts());
        Assert.Equal(
            [(5, "website", 3), (4, "phone", 2)],
            report.First(RemarkLevel.Warning).Select(remark => (remark.Row, remark.Column, remark.OtherRow)));
        Assert.All(report.First(RemarkLevel.Warning), remark => Assert.Equal(RemarkTopic.SameContact, remark.Topic));
    }

    [Fact]
    public async Task The_page_says_it_of_the_later_row()
    {
        await using var centre = await ImportingCentre.InAsync(network);
        var upload = await centre.UploadAsync("name;town\nPersischer Lesekreis Köln e.V.;Köln\nPersischer Lesekreis;Köln\n");
        var rows = (await centre.PreviewAsync(upload)).Rows;
        Assert.All(rows, row => Assert.Equal(VerdictKind.New, row.Kind));
        Assert.Equal(RemarkTopic.NearRow, Assert.Single(rows[1].Remarks).Topic);
    }
}
