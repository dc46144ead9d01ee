namespace MsoNetwork.Import;

/// <summary>
/// Stops a reader of rows that asks for more text than a row may have. Without it, a file with no line end,
/// or a quote that is never closed, would be read into memory whole.
/// </summary>
/// <param name="start">Text that was read from the inner reader already and comes first.</param>
/// <param name="inner">The rest.</param>
/// <param name="limit">Characters in a row.</param>
internal sealed class BoundedReader(ReadOnlyMemory<char> start, TextReader inner, int limit) : TextReader
{
    private ReadOnlyMemory<char> _start = start;
    private int _sinceRow;

    /// <summary>The text belonged to rows that are done with.</summary>
    public void RowEnded() => _sinceRow = 0;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_sinceRow > limit) throw new InvalidDataException();
        var read = _start.IsEmpty ? inner.Read(buffer) : ReadStart(buffer);
        _sinceRow += read;
        return read;
    }

    private int ReadStart(Span<char> buffer)
    {
        var read = Math.Min(buffer.Length, _start.Length);
        _start.Span[..read].CopyTo(buffer);
        _start = _start[read..];
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
