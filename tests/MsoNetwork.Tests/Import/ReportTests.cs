using System.Diagnostics;
using System.Text;
using MsoNetwork.Errors;
using MsoNetwork.Import;

namespace MsoNetwork.Tests.Import;

/// <summary>Where a report goes, and what it must not touch.</summary>
public sealed class ReportTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private const string OneGoodOneBad = "name,town\nHaus Bericht,Köln\nHaus Schlecht,Nirgends\n";

    [Theory]
    [InlineData("itself")]
    [InlineData("relative")]
    [InlineData("link to the input")]
    [InlineData("input is a link")]
    [InlineData("folder is a link")]
    public async Task A_report_that_would_replace_the_file_read_is_wrong_use_and_the_file_stays(string way)
    {
        var file = network.Write($"input-{Guid.NewGuid():N}.csv", OneGoodOneBad);
        var folder = Path.GetDirectoryName(file)!;
        var link = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var (input, report) = way switch
        {
            "itself" => (file, file),
            "relative" => (file, Path.GetRelativePath(Environment.CurrentDirectory, file)),
            "link to the input" => (file, File.CreateSymbolicLink(link, Path.GetFileName(file)).FullName),
            "input is a link" => (File.CreateSymbolicLink(link, file).FullName, file),
            _ => (Path.Combine(Directory.CreateSymbolicLink(link, folder).FullName, Path.GetFileName(file)), file),
        };
        var before = await network.EverythingAsync();
        var refused = await Assert.ThrowsAsync<NetworkException>(() =>
            network.ImportFileAsync(new ImportOptions(input, ReportFile: report))
        );
        Assert.Equal(("--report", ErrorCode.InvalidInput), (refused.Argument, refused.Code));
        Assert.Equal(OneGoodOneBad, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(before, await network.EverythingAsync());
        if (way == "folder is a link") Directory.Delete(link);
    }

    [Fact]
    public async Task What_a_killed_import_left_beside_the_report_goes_and_what_is_being_written_stays()
    {
        var folder = Directory.CreateTempSubdirectory("msonet-report-").FullName;
        string Part(string name, string middle) => Path.Combine(folder, $"{name}.{middle}.part");
        var left = Part("report.csv", $"{Guid.NewGuid():N}");
        var (other, notes) = (Part("other.csv", $"{Guid.NewGuid():N}"), Part("report.csv", "x"));
        foreach (var path in new[] { left, other, notes }) await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        var report = Path.Combine(folder, "report.csv");
        using (WholeFile.Begin("--report", report))
        using (WholeFile.Begin("--report", report))
            Assert.Equal(4, Directory.GetFiles(folder).Except([left]).Count());
        Assert.Equal(new[] { notes, other }.Order(), Directory.GetFiles(folder).Order());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_complete_report_replaces_the_old_one_also_through_a_link_and_leaves_nothing_beside(bool strict, bool dryRun)
    {
        var folder = Directory
            .CreateDirectory(Path.Combine(Path.GetDirectoryName(network.Write("x", ""))!, Guid.NewGuid().ToString("N")))
            .FullName;
        var report = Path.Combine(folder, "report.csv");
        await File.WriteAllTextAsync(report, "an old and much longer text\n\n\n", TestContext.Current.CancellationToken);
        var link = File.CreateSymbolicLink(Path.Combine(folder, "latest.csv"), "report.csv").FullName;
        await network.ImportFileAsync(new ImportOptions(network.Write("bad.csv", OneGoodOneBad), "Quelle", dryRun, strict, link));
        var lines = await File.ReadAllLinesAsync(report, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("3,town,rejected,", lines[1], StringComparison.Ordinal);
        Assert.Equal("report.csv", new FileInfo(link).LinkTarget);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task An_import_that_is_refused_leaves_the_old_report_and_nothing_beside()
    {
        var folder = Directory
            .CreateDirectory(Path.Combine(Path.GetDirectoryName(network.Write("x", ""))!, Guid.NewGuid().ToString("N")))
            .FullName;
        var report = Path.Combine(folder, "report.csv");
        await File.WriteAllTextAsync(report, "old", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ImportRefusedException>(() =>
            network.ImportFileAsync(new ImportOptions(network.Write("bad.csv", OneGoodOneBad + "Haus,K\0ln\n"), ReportFile: report))
        );
        Assert.Equal("old", await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        Assert.Equal([report], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/fd/1")]
    [InlineData("file that is open")]
    [InlineData("pipe")]
    [InlineData("")]
    public async Task A_report_goes_to_an_ordinary_file_only(string target)
    {
        if (target == "pipe")
            target = await PipeAsync();
        // As /dev/stdout where a shell wrote > FILE.
        var path = network.Write("open.txt", "");
        await using var open = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (target == "file that is open") target = $"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}";
        var refused = await Assert.ThrowsAsync<NetworkException>(() =>
            network.ImportFileAsync(new ImportOptions(network.Write("bad.csv", OneGoodOneBad), ReportFile: target))
        );
        Assert.Equal("--report", refused.Argument);
        Assert.True(target.Length == 0 || Path.Exists(target));
        await open.WriteAsync("still here"u8.ToArray(), TestContext.Current.CancellationToken);
        await open.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("still here", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_report_into_no_folder_or_onto_a_folder_is_refused()
    {
        var file = network.Write("bad.csv", OneGoodOneBad);
        foreach (var target in (string[])[file + "/x/report.csv", Path.GetDirectoryName(file)!])
            await Assert.ThrowsAsync<ImportRefusedException>(() => network.ImportFileAsync(new ImportOptions(file, ReportFile: target)));
    }

    [Theory]
    [InlineData("\uFEFFname;town;street\nHaus Rohr;Köln;Weg 1, hinten\n")]
    [InlineData("name,town,street\r\nHaus Rohr,Köln,\"Weg; 1\"\r\n")]
    public async Task A_pipe_is_read_like_a_file(string text)
    {
        var pipe = await PipeAsync();
        var writing = Task.Run(() => File.WriteAllTextAsync(pipe, text, new UTF8Encoding(false)), TestContext.Current.CancellationToken);
        var report = await network.ImportFileAsync(new ImportOptions(pipe, "Rohr", DryRun: true));
        await writing;
        Assert.Equal((1, 0, 0, 0), report.Counts());
        Assert.Equal(0, report.Warnings);
    }

    [Fact]
    public async Task A_pipe_without_a_source_is_wrong_use_unless_its_rows_tell()
    {
        var pipe = await PipeAsync();
        var writing = Task.Run(() => File.WriteAllTextAsync(pipe, OneGoodOneBad), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<NetworkException>(() => network.ImportFileAsync(new ImportOptions(pipe)));
        await writing;
        Assert.Equal("--source", refused.Argument);
        writing = Task.Run(
            () => File.WriteAllTextAsync(pipe, "name,town,source_name\nHaus Rohr,Köln,Quelle\n"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal((1, 0, 0, 0), (await network.ImportFileAsync(new ImportOptions(pipe, DryRun: true))).Counts());
        await writing;
    }

    private async Task<string> PipeAsync()
    {
        var pipe = Path.Combine(Path.GetDirectoryName(network.Write("x", ""))!, Guid.NewGuid().ToString("N"));
        using var making = Process.Start("mkfifo", pipe);
        await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        return pipe;
    }
}
