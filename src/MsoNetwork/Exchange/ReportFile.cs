using System.Globalization;
using CsvHelper;

namespace MsoNetwork.Exchange;

/// <summary>Every remark of an import as it comes: row, column, level, reason. Without a path, only the report's first ones are kept.</summary>
internal sealed class ReportFile : IDisposable
{
    private readonly ImportReport _report;
    private readonly CsvWriter? _csv;

    public ReportFile(ImportReport report, string? path)
    {
        _report = report;
        if (path is null) return;
        try
        {
            _csv = new CsvWriter(new StreamWriter(path), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException($"The report cannot be written to {path}: {exception.Message}");
        }

        Write("row", "column", "level", "reason");
    }

    public void Add(Remark remark)
    {
        _report.Add(remark);
        Write(remark.Row.ToString(CultureInfo.InvariantCulture), remark.Column, remark.Level == RemarkLevel.Rejected ? "rejected" : "warning", remark.Reason);
    }

    public void Dispose() => _csv?.Dispose();

    private void Write(params ReadOnlySpan<string> cells)
    {
        if (_csv is null) return;
        foreach (var cell in cells) _csv.WriteField(cell);
        _csv.NextRecord();
    }
}
