using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>An immutable segment with those of its organisations that no later one has replaced.</summary>
public sealed record LiveSegment(IndexSegment Segment, bool[] Alive);

/// <summary>
/// The registry's inverted index in this process's memory: one large segment and a small one with what changed since.
/// Readers work on immutable segments, so searches go on while it is rebuilt beside them (<see cref="Replace(SegmentBuilder)"/>) or follows
/// changes
/// (<see cref="Apply"/>). Only one writer at a time.
/// </summary>
public sealed class RegistryIndex(ReferenceSnapshot<Gazetteer> gazetteer)
{
    /// <summary>The small segment is merged when it has more than this and a twentieth of the large one.</summary>
    private const int SmallSegment = 500;

    private volatile IReadOnlyList<LiveSegment> _segments = [];
    private volatile int _version;

    /// <summary>
    /// Counts what was put into it, each time after searches see it: an answer is as new as the count read before it, for ETags.
    /// </summary>
    public int Version => _version;

    /// <summary>False until the first <see cref="Replace(SegmentBuilder)"/>; searches wait for it.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Organisations in it.</summary>
    public int Count => _segments.Sum(live => live.Alive.Count(alive => alive));

    /// <summary>About how many organisations have this very term.</summary>
    public int Having(Term term) =>
        _segments.Sum(live =>
            live.Segment.Words.Find(SegmentBuilder.TermKey(term.Vocabulary, term.Key)) is >= 0 and var word
                ? live.Segment.Postings(word).Length
                : 0
        );

    /// <summary>The segments as of now, for one search.</summary>
    public IReadOnlyList<LiveSegment> Segments => _segments;

    /// <summary>Begins a new index; its words follow the towns as they are called now.</summary>
    public SegmentBuilder Builder() => new(gazetteer.Loaded);

    /// <summary>Puts a newly built index in the place of the present one.</summary>
    public void Replace(SegmentBuilder built)
    {
        var segment = built.Build();
        Show(new LiveSegment(segment, All(segment.Count)));
        IsLoaded = true;
    }

    /// <summary>Puts these organisations in the place of the present ones.</summary>
    public void Replace(IReadOnlyCollection<SearchDocument> documents)
    {
        var builder = Builder();
        foreach (var document in documents) builder.Add(document);
        Replace(builder);
    }

    /// <summary>
    /// Takes these organisations in as they are now, in the place of what was known of them, and drops those that are gone. Doing it twice
    /// changes nothing.
    /// </summary>
    public void Apply(IReadOnlyCollection<SearchDocument> changed, IReadOnlyCollection<Guid> gone)
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
        var kept = new LiveSegment(large.Segment, alive);
        if (small.Count <= SmallSegment || small.Count * 20 <= large.Segment.Count)
        {
            var built = small.Build();
            Show(kept, new LiveSegment(built, All(built.Count)));
            return;
        }

        var changes = small.Build();
        var merged = Builder();
        Keep(kept.Segment, kept.Alive, merged, []);
        Keep(changes, All(changes.Count), merged, []);
        Replace(merged);
    }

    private void Show(params IReadOnlyList<LiveSegment> segments)
    {
        _segments = segments;
        _version++; // one writer at a time
    }

    private static void Keep(IndexSegment segment, bool[] alive, SegmentBuilder into, HashSet<Guid> replaced)
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
