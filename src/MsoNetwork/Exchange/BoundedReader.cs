namespace MsoNetwork.Exchange;

/// <summary>
/// Stops a reader of rows that asks for more text than a row may have. Without it, a file with no line end,
/// or a quote that is never closed, would be read into memory whole.
/// </summary>
internal sealed class BoundedReader(TextReader inner, int limit) : TextReader
{
    private int _sinceRow;

    /// <summary>The text belonged to rows that are done with.</summary>
    public void RowEnded() => _sinceRow = 0;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_sinceRow > limit) throw new InvalidDataException();
        var read = inner.Read(buffer);
        _sinceRow += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
