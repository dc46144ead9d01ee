using MsoNetwork.Organisations.Values;

namespace MsoNetwork.Import;

public enum ImportOutcome
{
    Written,
    DryRun,

    /// <summary>--strict and something to complain of: nothing was written.</summary>
    StrictFailed,

    /// <summary>The file has rows and none could be taken.</summary>
    NothingAccepted,
}

/// <summary>What an import did. Of the remarks only the first of each level are kept; the complete list is the report file.</summary>
public sealed class ImportReport(int kept = 50)
{
    private readonly Dictionary<RemarkLevel, List<Remark>> _first = new() { [RemarkLevel.Warning] = [], [RemarkLevel.Rejected] = [] };

    public ImportOutcome Outcome { get; internal set; }
    public long Rows { get; internal set; }
    public long Created { get; internal set; }
    public long Updated { get; internal set; }
    public long Unchanged { get; internal set; }

    /// <summary>Rows, not remarks: a row with two faults counts once.</summary>
    public long Rejected { get; internal set; }
    public long Warnings { get; private set; }
    public long RejectionRemarks { get; private set; }

    /// <summary>Names of columns that no import knows.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; internal set; } = [];

    /// <summary>Names of a workbook's sheets that were not read.</summary>
    public IReadOnlyList<string> IgnoredSheets { get; internal set; } = [];

    public IReadOnlyList<Remark> First(RemarkLevel level) => _first[level];

    internal void Add(Remark remark)
    {
        if (remark.Level == RemarkLevel.Warning) Warnings++;
        else RejectionRemarks++;
        if (_first[remark.Level].Count < kept) _first[remark.Level].Add(remark);
    }
}
