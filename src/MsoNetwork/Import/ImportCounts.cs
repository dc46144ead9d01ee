namespace MsoNetwork.Import;

/// <summary>What this process has imported from uploaded files since it began.</summary>
public sealed class ImportCounts
{
    private long _files;
    private long _rows;

    public long Files => Volatile.Read(ref _files);

    /// <summary>Organisations that came or changed.</summary>
    public long Rows => Volatile.Read(ref _rows);

    internal void Add(int rows)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _rows, rows);
    }
}
