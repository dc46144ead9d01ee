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

/// <summary>Remarks on the same fault of the same column.</summary>
/// <param name="First">The first one.</param>
public sealed record EqualRemarks(Remark First)
{
    /// <summary>How many rows are named.</summary>
    public const int RowsNamed = 5;

    /// <summary>How many values are given as examples.</summary>
    public const int ValuesNamed = 3;

    private const int ValuesCounted = 1_000;

    private readonly List<int> _rows = [];
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>The first rows.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>Whether all say the same, with the same value.</summary>
    public bool HaveOneReason { get; private set; } = true;

    /// <summary>The values that the commonest of them have, each with how often it came.</summary>
    public IEnumerable<(string Value, int Count)> Examples =>
        _values.OrderByDescending(value => value.Value).Take(ValuesNamed).Select(value => (value.Key, value.Value));

    /// <summary>Whether there are more values than the examples.</summary>
    public bool HasMore => _values.Count > ValuesNamed;

    internal void Add(Remark remark)
    {
        Count++;
        if (_rows.Count < RowsNamed) _rows.Add(remark.Row);
        if (remark.Reason != First.Reason) HaveOneReason = false;
        if (remark.Value.Length == 0) return;
        if (_values.TryGetValue(remark.Value, out var count)) _values[remark.Value] = count + 1;
        else if (_values.Count < ValuesCounted) _values.Add(remark.Value, 1);
    }
}

/// <summary>What an import did. Of the remarks only the first of each level are kept; the complete list is the report file.</summary>
public sealed class ImportReport(int kept = 50)
{
    // Far more than there are faults and columns: no file makes memory grow.
    private const int MostFaults = 1_000;

    private readonly Dictionary<(RemarkLevel Level, string Column, string Fault), EqualRemarks> _equal = [];
    private readonly Dictionary<RemarkLevel, List<Remark>> _first = new() { [RemarkLevel.Warning] = [], [RemarkLevel.Rejected] = [] };

    public ImportOutcome Outcome { get; internal set; }
    public long Rows { get; internal set; }
    public long Created { get; internal set; }

    /// <summary>Rows about organisations that were erased; they count as rejected.</summary>
    public long Erased { get; internal set; }
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

    /// <summary>The different faults, each with how often it came; the commonest first.</summary>
    public IReadOnlyList<EqualRemarks> Equal(RemarkLevel level) =>
        [.. _equal.Values.Where(equal => equal.First.Level == level).OrderByDescending(equal => equal.Count)];

    internal void Add(Remark remark)
    {
        var key = (remark.Level, remark.Column, remark.Fault);
        if (!_equal.TryGetValue(key, out var equal) && _equal.Count < MostFaults)
            _equal.Add(key, equal = new(remark));
        equal?.Add(remark);
        if (remark.Level == RemarkLevel.Warning) Warnings++;
        else RejectionRemarks++;
        if (_first[remark.Level].Count < kept) _first[remark.Level].Add(remark);
    }
}
