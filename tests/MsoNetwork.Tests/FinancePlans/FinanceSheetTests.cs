using System.Text;
using CsCheck;
using MsoNetwork.FinancePlans;
using MsoNetwork.Tests.Export;
using MsoNetwork.Tests.Import;

namespace MsoNetwork.Tests.FinancePlans;

/// <summary>Plans as workbooks: what goes out comes in again, whoever saved it in between.</summary>
public sealed class FinanceSheetTests
{
    private static readonly Dictionary<string, FinanceEntry> Entries =
        Enum.GetValues<FinanceEntry>().ToDictionary(entry => entry.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly FinanceWords Words = new(
        "Posten", "Finanzierungsplan", ["Was", "Wofür", "Betrag", "Stunden"], entry => entry.ToString(),
        [("3.1 Gesamtkosten", 1_000_050), ("Über eine Förderung entscheidet die Behörde.", null)]);

    private static readonly FinancePlan Plan = new(
        [
            new(FinanceKind.Cost, "Honorare, \"Deutsch\"; Raum", 812_345, 0), new(FinanceKind.Cost, "=1+1", 100_000, 0),
            new(FinanceKind.UnpaidWork, "Kinderbetreuung", 0, 735), new(FinanceKind.OwnMoney, "Beiträge", 1, 0),
            new(FinanceKind.PrivateMoney, "", 50_000, 0), new(FinanceKind.OtherCost, "Geschenke 🎁", 1_010, 0),
        ],
        720_000, 1_550, 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_goes_out_comes_in_again() =>
        (from rows in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9_999_999], Gen.Int[0, 4_000], Gen.String[Gen.Char.AlphaNumeric, 0, 20])
                .Array[0, 20]
         from settings in Gen.Select(Gen.Int[0, 99_999_999], Gen.Int[0, 10_000], Gen.Int[1, 5])
         select new FinancePlan(
            [
                .. rows.Select(row => (FinanceKind)row.Item1 == FinanceKind.UnpaidWork
                    ? new FinanceRow(FinanceKind.UnpaidWork, row.Item4, 0, row.Item3 * 15)
                    : new FinanceRow((FinanceKind)row.Item1, row.Item4, row.Item2, 0)),
            ],
            settings.Item1, settings.Item2 == 0 ? null : settings.Item2, settings.Item3))
        .SampleAsync(async plan => Same(plan, FinanceSheet.Read(await FinanceWorkbook.WriteAsync(plan, Words, Token), Entries)), iter: 200);

    [Fact]
    public async Task Microsofts_library_finds_no_fault_with_it()
    {
        var sheets = ExcelFile.Read(new MemoryStream(await FinanceWorkbook.WriteAsync(Plan, Words, Token)));
        Assert.Equal(["Posten", "Finanzierungsplan"], sheets.Keys);
        Assert.Equal(10, sheets["Posten"].Count);
        Assert.Equal("8123.45", sheets["Posten"][1][2].Text);
        Assert.Equal("10000.5", sheets["Finanzierungsplan"][0][1].Text);
    }

    [Fact]
    public async Task LibreOffice_saves_it_and_it_is_the_same_plan()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("msonet-plan-").FullName, "plan.xlsx");
        await File.WriteAllBytesAsync(path, await FinanceWorkbook.WriteAsync(Plan, Words, Token), Token);
        var saved = await Readers.LibreOfficeAsync(path);
        Same(Plan, FinanceSheet.Read(await File.ReadAllBytesAsync(saved, Token), Entries));
    }

    [Theory]
    [InlineData("Cost;Raum;1.234,50;\nRequested;;1.000 €;", 0, null)]
    [InlineData("Cost;Raum;1.234;", 2, FinanceSheetFault.Ambiguous)]
    [InlineData("\nCost;Raum;viel;", 3, FinanceSheetFault.Money)]
    [InlineData("Cost;Raum;-5;", 2, FinanceSheetFault.Money)]
    [InlineData("Cost;Raum;1,005;", 2, FinanceSheetFault.Ambiguous)]
    [InlineData("Miete;Raum;5;", 2, FinanceSheetFault.Kind)]
    [InlineData("UnpaidWork;Aufbau;;1,3", 2, FinanceSheetFault.Hours)]
    [InlineData("Years;;9;", 2, FinanceSheetFault.Years)]
    [InlineData("HourlyRate;;500;", 2, FinanceSheetFault.Money)]
    public void A_wrong_cell_is_named_by_its_row(string rows, int row, FinanceSheetFault? fault)
    {
        var read = FinanceSheet.Read(Encoding.UTF8.GetBytes("Was;Wofür;Betrag;Stunden\n" + rows), Entries);
        if (fault is null) Assert.Equal((123_450, 100_000), (read.Plan!.Rows[0].Cents, read.Plan.Requested));
        else Assert.Equal((row, fault.Value), Assert.Single(read.Wrong));
    }

    [Fact]
    public void A_formulas_result_is_cents_and_no_file_does_harm()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("msonet-plan-").FullName, "plan.xlsx");
        ExcelFile.Write(
            path, ("Posten", [["Was", "Wofür", "Betrag"], ["Cost", "Raum", 12.299999999999999], ["Cost", "Honorar", 0.1 + 0.2]]));
        Assert.Equal([1_230, 30], FinanceSheet.Read(File.ReadAllBytes(path), Entries).Plan!.Rows.Select(row => row.Cents));
        Assert.Equal(FinanceSheetFault.Empty, FinanceSheet.Read([], Entries).Wrong.Single().Fault);
        Assert.Equal(FinanceSheetFault.TooLarge, FinanceSheet.Read(new byte[2_000_000], Entries).Wrong.Single().Fault);
        Assert.Equal(FinanceSheetFault.Unreadable, FinanceSheet.Read([0x50, 0x4B, 3, 4, 9, 9], Entries).Wrong.Single().Fault);
    }

    [Theory]
    [InlineData("1.234,56 €", 123_456)]
    [InlineData("1,234.56", 123_456)]
    [InlineData("1.234", 123_400)]
    [InlineData("1.234.567", 123_456_700)]
    [InlineData("12,5", 1_250)]
    [InlineData("EUR 900", 90_000)]
    [InlineData("1’200", 120_000)]
    [InlineData("١٢٫٥", 1_250)]
    [InlineData("1 200,00", 120_000)]
    [InlineData("", null)]
    [InlineData("1,2345", null)]
    [InlineData("1.23.45", null)]
    [InlineData("1,2,3", null)]
    [InlineData("-1", null)]
    [InlineData("1e5", null)]
    [InlineData("99999999999999999999", null)]
    public void Money_is_read_as_people_write_it(string typed, int? cents) => Assert.Equal(cents, TypedAmount.Cents(typed));

    [Theory]
    [InlineData("7,5", 450)]
    [InlineData("7.25", 435)]
    [InlineData("12", 720)]
    [InlineData("1,3", null)]
    public void Hours_are_full_quarters(string typed, int? minutes) => Assert.Equal(minutes, TypedAmount.Minutes(typed));

    private static void Same(FinancePlan plan, ReadSheet read)
    {
        Assert.Empty(read.Wrong);
        Assert.Equal(plan.Rows, read.Plan!.Rows);
        Assert.Equal((plan.Requested, plan.HourlyRate, plan.Years), (read.Plan.Requested, read.Plan.HourlyRate, read.Plan.Years));
    }
}
