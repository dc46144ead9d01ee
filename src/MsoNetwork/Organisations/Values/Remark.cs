namespace MsoNetwork.Organisations.Values;

public enum RemarkLevel
{
    /// <summary>The row, or a value of it, was taken in another way than it stands in the file.</summary>
    Warning,

    /// <summary>The row was not taken.</summary>
    Rejected,
}

/// <summary>What a remark is about, for whoever says it in other words than its reason.</summary>
public enum RemarkTopic
{
    /// <summary>A value of the column that cannot be right, or is not known.</summary>
    Value,

    /// <summary>Something stands where no heading is.</summary>
    NoHeading,

    /// <summary>A whole address stands in one cell.</summary>
    WholeAddress,

    /// <summary>The town is a part of the municipality that was taken.</summary>
    PartOfTown,

    /// <summary>The point is in another municipality than the row says.</summary>
    PointElsewhere,

    /// <summary>A spreadsheet has made something else of an id.</summary>
    MangledId,

    /// <summary>Another row of the file is likely the same organisation.</summary>
    NearRow,

    /// <summary>Another row of the file, of another name, has the same website or telephone number.</summary>
    SameContact,

    /// <summary>It tells where a protected place is, and is shown all the same.</summary>
    TellsPlace,

    /// <summary>It tells where a protected place is, and is not shown.</summary>
    ToldPlace,

    /// <summary>The organisation was erased.</summary>
    Erased,

    /// <summary>The organisation itself, or a source read later, says otherwise: what it says stays.</summary>
    Led,
}

/// <summary>One remark on one cell. Column is empty when it is about the whole row.</summary>
public readonly record struct Remark(
    int Row, string Column, RemarkLevel Level, string Reason, RemarkTopic Topic = RemarkTopic.Value)
{
    private readonly string? _fault;

    /// <summary>The reason without what is this row's own, so that equal faults can be counted.</summary>
    public string Fault { get => _fault ?? Reason; init => _fault = value; }

    /// <summary>What the row says, as an example of the fault; empty: nothing of its own.</summary>
    public string Value { get; init; } = "";

    /// <summary>The other row that it names; 0: none.</summary>
    public int OtherRow { get; init; }
}
