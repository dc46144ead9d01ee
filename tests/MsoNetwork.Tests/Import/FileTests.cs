using System.Text;
using MsoNetwork.Import;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Tests.Import;

/// <summary>Files that are not what they should be.</summary>
public sealed class FileTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("name,street\nHaus,Weg\n", "town or postcode")]
    [InlineData("town\nKöln\n", "name")]
    [InlineData("name,town,NAME\nHaus,Köln,x\n", "twice")]
    [InlineData("name\ttown\nHaus\tKöln\n", "Found")]
    [InlineData("name,town\nHaus,K\0ln\n", "Row 2")]
    public async Task A_file_that_cannot_be_read_is_refused_with_the_reason(string text, string reason)
    {
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportAsync(text));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_encoding_is_refused_with_the_row()
    {
        var path = network.Write("latin.csv", "");
        await File.WriteAllBytesAsync(
            path,
            Encoding.Latin1.GetBytes("name,town\nHaus,Bonn\nHaus,Köln\n"),
            TestContext.Current.CancellationToken
        );
        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(path)));
        Assert.Contains("Row 3 is not UTF-8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        var path = network.Write("picture.csv", "");
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(path)));
    }

    [Theory]
    [InlineData("\"never closed,", "x,\n")]
    [InlineData("", ",")]
    [InlineData("", "x")]
    [InlineData("", "\"\n\",")]
    public async Task A_row_without_an_end_is_refused_before_it_fills_the_memory(string start, string repeated)
    {
        var path = network.Write("endless.csv", "name,town\n" + start + string.Concat(Enumerable.Repeat(repeated, 3_000_000)));
        // Tests beside this one allocate too, so the least of some tries is nearest to what the import takes.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least > 200_000_000; attempt++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(path)));
            Assert.Contains("Row 2", refused.Message, StringComparison.Ordinal);
            least = Math.Min(least, GC.GetTotalAllocatedBytes() - before);
        }

        Assert.InRange(least, 0, 200_000_000);
    }

    [Fact]
    public async Task No_file_or_a_folder_is_named()
    {
        Assert.Contains(
            "no file",
            (await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions("/nowhere/x.csv")))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "folder",
            (
                await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(Path.GetTempPath())))
            ).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Of_10_000_bad_rows_the_report_keeps_the_first_and_the_file_has_all()
    {
        var file = new StringBuilder("name,town\n");
        for (var row = 2; row <= 10_001; row++) file.Append("Haus ").Append(row).Append(",Nirgendwo").Append(row).Append('\n');
        var complete = network.Write("report.csv", "");
        var report = await network.ImportFileAsync(new ImportOptions(network.Write("bad.csv", file.ToString()), ReportFile: complete));
        Assert.Equal(((0L, 0L, 0L, 10_000L), ImportOutcome.NothingAccepted), (report.Counts(), report.Outcome));
        Assert.Equal(50, report.First(RemarkLevel.Rejected).Count);
        var lines = await File.ReadAllLinesAsync(complete, TestContext.Current.CancellationToken);
        Assert.Equal(10_001, lines.Length);
        Assert.StartsWith("10001,town,rejected,", lines[^1], StringComparison.Ordinal);
    }
}
