namespace MsoNetwork.Search;

/// <summary>
/// An inverted index in this process's memory: one large segment and a small one with what changed since. Readers work on immutable
/// segments, so searches go on while it is rebuilt beside them (<see cref="Replace(SegmentBuilder{T})"/>) or follows changes
/// (<see cref="Apply"/>). Only one writer at a time.
/// </summary>
/// <param name="usual">What most searches are for (<see cref="UsualCondition{T}"/>).</param>
public sealed class SearchIndex<T>(Func<T, bool> usual)
{
    /// <summary>The small segment is merged when it has more than this and a twentieth of the large one.</summary>
    private const int SmallSegment = 500;

    private volatile IReadOnlyList<LiveSegment<T>> _segments = [];
    private volatile int _version;

    /// <summary>
    /// Counts what was put into it, each time after searches see it: an answer is as new as the count read before it, for ETags.
    /// </summary>
    public int Version => _version;

    /// <summary>False until the first <see cref="Replace(SegmentBuilder{T})"/>; searches wait for it.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Documents in it.</summary>
    public int Count => _segments.Sum(live => live.Alive.Count(alive => alive));

    /// <summary>The segments as of now, for one search.</summary>
    public IReadOnlyList<LiveSegment<T>> Segments => _segments;

    /// <summary>About how many documents carry a key.</summary>
    public int Having(string key) =>
        _segments.Sum(live =>
            live.Segment.Index.Words.Find(key) is >= 0 and var word ? live.Segment.Index.Postings(word).Length : 0
        );

    /// <summary>Begins a new index.</summary>
    public SegmentBuilder<T> Builder() => new(usual);

    /// <summary>Puts a newly built index in the place of the present one.</summary>
    public void Replace(SegmentBuilder<T> built)
    {
        var segment = built.Build();
        Show(new LiveSegment<T>(segment, All(segment.Count)));
        IsLoaded = true;
    }

    /// <summary>Puts these documents in the place of the present ones.</summary>
    public void Replace(IEnumerable<IndexDocument<T>> documents)
    {
        var builder = Builder();
        foreach (var document in documents) builder.Add(document);
        Replace(builder);
    }

    /// <summary>
    /// Takes these documents in as they are now, in the place of what was known of them, and drops those that are gone. Doing it twice
    /// changes nothing.
    /// </summary>
    public void Apply(IReadOnlyCollection<IndexDocument<T>> changed, IReadOnlyCollection<Guid> gone)
    {
        var large = _segments[0];
        var alive = (bool[])large.Alive.Clone();
        var replaced = changed.Select(document => document.Id).Concat(gone).ToHashSet();
        foreach (var id in replaced)
        {
            if (large.Segment.NumberOf(id) is { } number) alive[number] = false;
        }

        var small = Builder();
        foreach (var (segment, others) in _segments.Skip(1)) Keep(segment, others, small, replaced);
        foreach (var document in changed.DistinctBy(document => document.Id)) small.Add(document);
        var kept = new LiveSegment<T>(large.Segment, alive);
        if (small.Count <= SmallSegment || small.Count * 20 <= large.Segment.Count)
        {
            var built = small.Build();
            Show(kept, new LiveSegment<T>(built, All(built.Count)));
            return;
        }

        var changes = small.Build();
        var merged = Builder();
        Keep(kept.Segment, kept.Alive, merged, []);
        Keep(changes, All(changes.Count), merged, []);
        Replace(merged);
    }

    private void Show(params IReadOnlyList<LiveSegment<T>> segments)
    {
        _segments = segments;
        _version++; // one writer at a time
    }

    private static void Keep(IndexSegment<T> segment, bool[] alive, SegmentBuilder<T> into, HashSet<Guid> replaced)
    {
        for (var number = 0; number < segment.Count; number++)
        {
            if (alive[number] && !replaced.Contains(segment[number].Id)) into.Add(segment, number);
        }
    }

    private static bool[] All(int count)
    {
        var alive = new bool[count];
        Array.Fill(alive, true);
        return alive;
    }
}
