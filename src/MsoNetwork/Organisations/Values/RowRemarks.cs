namespace MsoNetwork.Organisations.Values;

/// <summary>The remarks on the row that is being read.</summary>
/// <param name="tell">Where they go.</param>
/// <param name="strict">A value that would be left out rejects the row.</param>
internal sealed class RowRemarks(Action<Remark> tell, bool strict)
{
    private int _row;

    /// <summary>Whether this row may not be taken.</summary>
    public bool IsRejected { get; private set; }

    public void Begin(int row)
    {
        _row = row;
        IsRejected = false;
    }

    public void Warn(string column, string reason) => tell(new Remark(_row, column, RemarkLevel.Warning, reason));

    public void Reject(string column, string reason)
    {
        IsRejected = true;
        tell(new Remark(_row, column, RemarkLevel.Rejected, reason));
    }

    /// <summary>
    /// A value that cannot be right and is not needed: left out and named, or a reason to reject where nothing may be lost.
    /// </summary>
    public void LeaveOut(string column, string value, string reason)
    {
        if (strict) Reject(column, $"{reason}: {Shorten(value)}");
        else Warn(column, $"{reason}, left out: {Shorten(value)}");
    }

    public static string Shorten(string value) => value.Length <= 120 ? value : value[..120] + "…";
}
