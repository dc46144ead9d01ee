namespace MsoNetwork.Search;

/// <summary>An immutable part of an index: documents' entries with their words.</summary>
public sealed class IndexSegment<T>
{
    private readonly IndexEntry<T>[] _entries;
    private readonly Dictionary<Guid, int> _numbers;

    /// <param name="entries">By document's number.</param>
    /// <param name="index">Their words.</param>
    /// <param name="usual">What most searches are for.</param>
    internal IndexSegment(IndexEntry<T>[] entries, InvertedIndex index, Func<T, bool> usual)
    {
        (_entries, Index) = (entries, index);
        _numbers = entries.Select((entry, number) => (entry.Id, number)).ToDictionary(pair => pair.Id, pair => pair.number);
        Usual = Array.ConvertAll(entries, entry => usual(entry.Payload));
    }

    public int Count => _entries.Length;

    public InvertedIndex Index { get; }

    /// <summary>Those that most searches are for, by number.</summary>
    public bool[] Usual { get; }

    public IndexEntry<T> this[int number] => _entries[number];

    public int? NumberOf(Guid id) => _numbers.TryGetValue(id, out var number) ? number : null;
}

/// <summary>A segment with those of its documents that no later one has replaced.</summary>
public sealed record LiveSegment<T>(IndexSegment<T> Segment, bool[] Alive);
