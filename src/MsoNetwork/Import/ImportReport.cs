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

/// <summary>Remarks that say the same of different rows.</summary>
/// <param name="First">The first one.</param>
public sealed record EqualRemarks(Remark First)
{
    /// <summary>How many rows are named.</summary>
    public const int RowsNamed = 5;

    private readonly List<int> _rows = [];

    public long Count { get; private set; }

    /// <summary>The first rows.</summary>
    public IReadOnlyList<int> Rows => _rows;

    internal void Add(int row)
    {
        Count++;
        if (_rows.Count < RowsNamed) _rows.Add(row);
    }
}

/// <summary>What an import did. Of the remarks only the first of each level are kept; the complete list is the report file.</summary>
public sealed class ImportReport(int kept = 50)
{
    private readonly Dictionary<(RemarkLevel Level, string Column, string Reason), EqualRemarks> _equal = [];
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

    /// <summary>The first different ones, each with how often it came; the commonest first.</summary>
    public IReadOnlyList<EqualRemarks> Equal(RemarkLevel level) =>
        [.. _equal.Values.Where(equal => equal.First.Level == level).OrderByDescending(equal => equal.Count)];

    internal void Add(Remark remark)
    {
        var key = (remark.Level, remark.Column, remark.Reason);
        if (!_equal.TryGetValue(key, out var equal) && _equal.Count(one => one.Key.Level == remark.Level) < kept)
            _equal.Add(key, equal = new(remark));
        equal?.Add(remark.Row);
        if (remark.Level == RemarkLevel.Warning) Warnings++;
        else RejectionRemarks++;
        if (_first[remark.Level].Count < kept) _first[remark.Level].Add(remark);
    }
}
