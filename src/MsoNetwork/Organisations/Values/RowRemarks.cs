namespace MsoNetwork.Organisations.Values;

/// <summary>The remarks on the row that is being read.</summary>
/// <param name="tell">Where they go.</param>
/// <param name="strict">A value that would be left out rejects the row.</param>
/// <param name="takesUnknownWords">Words that no vocabulary knows are kept as keywords, else they reject it.</param>
internal sealed class RowRemarks(Action<Remark> tell, bool strict, bool takesUnknownWords = true)
{
    private int _row;

    /// <summary>Whether this row may not be taken.</summary>
    public bool IsRejected => Rejections > 0;

    /// <summary>How often it was rejected.</summary>
    public int Rejections { get; private set; }

    public bool TakesUnknownWords => takesUnknownWords;

    public void Begin(int row)
    {
        _row = row;
        Rejections = 0;
    }

    /// <param name="column">Ours; empty: the whole row.</param>
    /// <param name="reason">What is wrong, with the value.</param>
    /// <param name="topic">What it is about.</param>
    /// <param name="fault">The reason without the value; null: it is the same for all rows.</param>
    /// <param name="value">The value.</param>
    public void Warn(
        string column, string reason, RemarkTopic topic = RemarkTopic.Value, string? fault = null, string value = "") =>
        tell(new Remark(_row, column, RemarkLevel.Warning, reason, topic) { Fault = fault ?? reason, Value = Shorten(value) });

    /// <inheritdoc cref="Warn"/>
    public void Reject(
        string column, string reason, RemarkTopic topic = RemarkTopic.Value, string? fault = null, string value = "")
    {
        Rejections++;
        tell(new Remark(_row, column, RemarkLevel.Rejected, reason, topic) { Fault = fault ?? reason, Value = Shorten(value) });
    }

    /// <summary>
    /// A value that cannot be right and is not needed: left out and named, or a reason to reject where nothing may be lost.
    /// </summary>
    public void LeaveOut(
        string column, string value, string reason, RemarkTopic topic = RemarkTopic.Value, string? fault = null)
    {
        fault ??= reason;
        if (strict) Reject(column, $"{reason}: {Shorten(value)}", topic, fault, value);
        else Warn(column, $"{reason}, left out: {Shorten(value)}", topic, $"{fault}, left out", value);
    }

    public static string Shorten(string value) => value.Length <= 120 ? value : value[..120] + "…";
}
