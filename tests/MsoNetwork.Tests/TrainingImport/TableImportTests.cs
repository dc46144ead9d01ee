using System.Text;
using MiniExcelLibs;
using MsoNetwork.Feeds;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Trainings;
using static MsoNetwork.Tests.TrainingImport.ImportNetwork;

namespace MsoNetwork.Tests.TrainingImport;

/// <summary>A provider's table, CSV or Excel, imported again and again.</summary>
public sealed class TableImportTests(ImportNetwork network) : IClassFixture<ImportNetwork>
{
    private static string Day(int later = 0) =>
        Evening.AddDays(later).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_table_as_an_office_writes_it_is_imported_and_imported_again()
    {
        var by = await network.ProviderAsync();
        var table = $"""
            Titel;Beschreibung;Art;Themen;Datum;Beginn;Ende;Wiederholung;Ort;Adresse;Plätze;Kosten;Kinderbetreuung;Anmelden bis;Status;x
            Recht (erfunden);Text;Reihe;Bildung;{Day()};18:00;19:30;"FREQ=WEEKLY;COUNT=5";Köln;Hauptstr. 1;12;5,50 €;ja;{Day(-3)};;
            Sprechstunde (erfunden);;;;{Day(1)};9 Uhr;;;online;;;kostenlos;;;;intern
            """;
        var report = await network.ImportAsync(by, table, name: "plan.csv");
        Assert.Equal("Created:2", Steps(report));
        Assert.Equal("length", Assert.Single(report.Remarks).Field);
        Assert.Equal("Unchanged:2", Steps(await network.ImportAsync(by, table, name: "plan.csv")));
        var trainings = await network.OfAsync(by);
        Assert.Equal(
            (5, 90, 550, 12, true, "05315000", "Hauptstr. 1", DateOnly.FromDateTime(Evening.AddDays(-3))),
            (trainings[0].Dates.Count, trainings[0].Minutes, trainings[0].CostCents, trainings[0].Seats, trainings[0].ChildCare,
                trainings[0].PlaceKey, trainings[0].Address, trainings[0].RegisterUntil));
        Assert.Equal(["education"], trainings[0].Topics);
        Assert.Equal((TrainingKind.ConsultationHours, 9, 60, 0, true),
            (trainings[1].Kind, trainings[1].FirstStart.Hour, trainings[1].Minutes, trainings[1].CostCents, trainings[1].Online));

        var cancelled = table.Replace(";ja;" + Day(-3) + ";;", ";ja;" + Day(-3) + ";abgesagt;", StringComparison.Ordinal);
        Assert.Equal("Unchanged:1 CalledOff:1", Steps(await network.ImportAsync(by, cancelled, name: "plan.csv")));
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_row_and_costs_that_row_only()
    {
        var by = await network.ProviderAsync();
        var report = await network.ImportAsync(by, $"""
            external_id,title,date,time,minutes,municipality,topics,cost
            1,Gut (erfunden),{Day()},18:00,90,Köln,Bildung,5
            2,,{Day()},18:00,90,Köln,,
            3,Ohne Tag (erfunden),neulich,18:00,90,Köln,,
            4,Falsche Uhr (erfunden),{Day()},25:00,90,Köln,,
            5,Fern (erfunden),{Day()},18:00,90,Atlantis,,
            6,Zu lang (erfunden),{Day()},18:00,5000,Köln,,
            1,Doppelt (erfunden),{Day()},18:00,90,Köln,,
            7,Fast gut (erfunden),{Day()},18:00,90,Köln,Zauberei,viel
            """, name: "plan.csv");
        Assert.Equal("Created:2", Steps(report));
        Assert.Equal(
            ["3 title", "4 startsOn", "5 startTime", "6 municipality", "7 minutes", "8 twice"],
            report.Remarks.Where(one => one.IsRefusal).OrderBy(one => one.Row).Select(one => $"{one.Row} {one.Field}"));
        Assert.Equal(["9 cell", "9 cell"], report.Remarks.Where(one => !one.IsRefusal).Select(one => $"{one.Row} {one.Field}"));
    }

    [Theory]
    [InlineData("title", "In der Geheimgasse 78")]
    [InlineData("text", "Wir treffen uns in der Geheimgasse.")]
    [InlineData("address", "Geheimgasse 78")]
    [InlineData("cost_note", "Spenden an 50823 Köln")]
    [InlineData("accessibility", "Geheimgasse 78: drei Stufen")]
    [InlineData("registration", "Geheimg. 78")]
    [InlineData("link", "https://example.org/geheimgasse-78")]
    public async Task A_row_that_tells_a_protected_place_is_named_and_the_rest_comes_in(string column, string telling)
    {
        var by = await network.ProviderAsync();
        await network.Site.RunAsync($"""
            UPDATE organisations SET location_protected = true, street = NULL, postcode = NULL, precision = 'Municipality'
                WHERE id = '{by.Organisation}';
            INSERT INTO protected_places (organisation_id, street, postcode) VALUES ('{by.Organisation}', 'Geheimgasse 78', '50823')
            """);
        var named = column == "title" ? "" : "title,";
        var report = await network.ImportAsync(by, $"""
            external_id,{named}date,time,minutes,municipality,{column}
            1,{(named == "" ? "" : "Offen (erfunden),")}{Day()},18:00,90,Köln,{(column == "link" ? "https://example.org/" : "Bürgerzentrum")}
            2,{(named == "" ? "" : "Heimlich (erfunden),")}{Day()},18:00,90,Köln,{telling}
            """, name: "plan.csv");
        Assert.Equal("Created:1", Steps(report));
        Assert.Equal((3, "tellsPlace", true), Assert.Single(report.Remarks) is var told ? (told.Row, told.Field, told.IsRefusal) : default);
        Assert.DoesNotContain("eheim", Assert.Single(await network.OfAsync(by)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_days_and_times()
    {
        var by = await network.ProviderAsync();
        using var bytes = new MemoryStream();
        await bytes.SaveAsAsync(new[]
        {
            Row("Kochkurs (erfunden)", Evening.Date, Evening.Date.AddMinutes(1105), "20:10"),
            Row("Nähkurs (erfunden)", Evening.Date.AddDays(1), 1105 / 1440d, 1210 / 1440d), // a time without a form of its own
        }, cancellationToken: TestContext.Current.CancellationToken);
        var report = await network.ImportAsync(by, bytes.ToArray(), name: "plan.xlsx");
        Assert.Equal("Created:2", Steps(report));
        Assert.Empty(report.Remarks);
        Assert.Equal(
            [(Evening.Date.AddMinutes(1105), 105, "05358008"), (Evening.Date.AddDays(1).AddMinutes(1105), 105, "05358008")],
            (await network.OfAsync(by)).Select(one => (one.FirstStart, one.Minutes, one.PlaceKey)));

        static Dictionary<string, object> Row(string title, DateTime day, object start, object end) =>
            new() { ["Titel"] = title, ["Datum"] = day, ["Beginn"] = start, ["Ende"] = end, ["Ort"] = "Düren" };
    }

    [Theory]
    [InlineData("")]
    [InlineData("Verein;Ort\nA;Köln")]
    [InlineData("Titel\nA")]
    public async Task What_has_no_title_and_no_day_is_refused(string text)
    {
        var by = await network.ProviderAsync();
        await Assert.ThrowsAsync<FeedRefusedException>(() => network.ImportAsync(by, Encoding.UTF8.GetBytes(text), name: "plan.csv"));
    }
}
