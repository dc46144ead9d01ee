using System.Globalization;
using CsvHelper;
using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Import;

/// <summary>
/// Every remark of an import as it comes: row, column, level, reason. The file is there only when it is complete. Without a path,
/// only the report's first remarks are kept.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private readonly ImportReport _report;
    private readonly string? _path;
    private readonly WholeFile? _file;
    private readonly CsvWriter? _csv;

    /// <summary>No file, only the report.</summary>
    public ReportFile(ImportReport report) => _report = report;

    /// <param name="report">Gets every remark too.</param>
    /// <param name="path">Where the file is to be; null: nowhere.</param>
    /// <param name="input">The file that is being read, which a report must not replace.</param>
    public ReportFile(ImportReport report, string? path, string input)
    {
        (_report, _path) = (report, path);
        if (path is null) return;
        _file = InWords(path, () => WholeFile.Begin("--report", path, input));
        _csv = new CsvWriter(new StreamWriter(_file.Stream), CultureInfo.InvariantCulture);
        Write("row", "column", "level", "reason");
    }

    public void Add(Remark remark)
    {
        _report.Add(remark);
        Write(
            remark.Row.ToString(CultureInfo.InvariantCulture),
            remark.Column,
            remark.Level == RemarkLevel.Rejected ? "rejected" : "warning",
            remark.Reason
        );
    }

    /// <summary>All remarks are written: the file takes its place.</summary>
    public void Complete()
    {
        if (_path is null) return;
        InWords(_path, () =>
        {
            _csv!.Flush();
            _file!.PutInPlace();
            return true;
        });
    }

    public void Dispose()
    {
        // The writer's last lines go to the part that is deleted: on a full disk they would hide why the import ended.
        try
        {
            _csv?.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
        }

        _file?.Dispose();
    }

    private void Write(params ReadOnlySpan<string> cells)
    {
        if (_csv is null) return;
        foreach (var cell in cells) _csv.WriteField(cell);
        _csv.NextRecord();
    }

    private static T InWords<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The report cannot be written to {path}: {exception.Message}");
        }
    }
}
