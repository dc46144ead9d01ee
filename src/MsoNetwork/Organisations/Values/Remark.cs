namespace MsoNetwork.Organisations.Values;

public enum RemarkLevel
{
    /// <summary>The row, or a value of it, was taken in another way than it stands in the file.</summary>
    Warning,

    /// <summary>The row was not taken.</summary>
    Rejected,
}

/// <summary>One remark on one cell. Column is empty when it is about the whole row.</summary>
public readonly record struct Remark(int Row, string Column, RemarkLevel Level, string Reason);
