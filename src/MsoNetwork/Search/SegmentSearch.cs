using System.Numerics;

namespace MsoNetwork.Search;

/// <summary>One segment's part in answering a question.</summary>
internal sealed class SegmentSearch<T> : IDisposable
{
    private readonly IndexQuestion<T> _question;
    private readonly byte[][] _matches;
    private readonly byte[] _matched; // parts matched by each document
    private readonly GeoPosition? _centre; // that distances are measured from
    private readonly string[] _within; // the keys of the place named, when it is its centre

    /// <param name="live">The segment.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="matches">Of this segment; lives longer than this search.</param>
    public SegmentSearch(LiveSegment<T> live, IndexQuestion<T> question, PartMatches matches)
    {
        (Segment, _question) = (live.Segment, question);
        Filter = new SegmentFilter<T>(live, question.AllConditions);
        Passing = Filter.Passing();
        (_centre, _within) = CentreOf(question);
        _matched = Segment.Index.Rent();
        Array.Clear(_matched);
        _matches = new byte[question.Query.Parts.Count][];
        for (var part = 0; part < _matches.Length; part++)
        {
            _matches[part] = matches.Of(question.Query.Parts[part], question.TitlesOnly);
            CountMatches(_matches[part], _matched);
        }
    }

    public IndexSegment<T> Segment { get; }

    public SegmentFilter<T> Filter { get; }

    /// <summary>Who passes the whole filter.</summary>
    public bool[] Passing { get; }

    public void Dispose() => Segment.Index.Return(_matched);

    /// <summary>Whether hits stand in the order of their sort keys.</summary>
    public bool IsBySortKey => _matches.Length == 0 && _centre is null;

    /// <summary>How many pass and match enough parts.</summary>
    public int CountHits(int needed)
    {
        var count = 0;
        for (var number = NextHit(0, needed); number >= 0; number = NextHit(number + 1, needed)) count++;
        return count;
    }

    /// <summary>The next hit from this number on; -1 when there is none.</summary>
    public int NextHit(int from, int needed) => NextHit(from, Passing, needed);

    /// <summary>The next one that passes and matches enough parts; -1 when there is none.</summary>
    public int NextHit(int from, bool[] passing, int needed)
    {
        while (from < _matched.Length)
        {
            if (needed > 0)
            {
                var next = _matched.AsSpan(from).IndexOfAnyInRange((byte)needed, byte.MaxValue);
                if (next < 0) return -1;
                from += next;
            }

            if (passing[from]) return from;
            from++;
        }

        return -1;
    }

    /// <summary>Adds one for each document that matches.</summary>
    public static void CountMatches(ReadOnlySpan<byte> matches, Span<byte> counts)
    {
        var none = new Vector<byte>(PartMatcher.None);
        var at = 0;
        for (; at <= matches.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            // Equals gives 255, which is -1, where nothing matched.
            (new Vector<byte>(counts[at..]) + Vector<byte>.One + Vector.Equals(new Vector<byte>(matches[at..]), none)).CopyTo(counts[at..]);
        }

        for (; at < matches.Length; at++) counts[at] += (byte)(matches[at] == PartMatcher.None ? 0 : 1);
    }

    /// <summary>As typed: the parts that a document has.</summary>
    public IReadOnlyList<string> MatchedBy(int number) =>
    [
        .. _question.Query.Parts.Where((_, part) => _matches[part][number] != PartMatcher.None).Select(part => part.Typed).Distinct(),
    ];

    public long RankOf(int number)
    {
        var entry = Segment[number];
        // In the town itself nobody is nearer than another, unless distances were asked for.
        var metres =
            _centre is not { } centre || Array.Exists(_within, place => entry.Place.StartsWith(place, StringComparison.Ordinal))
                ? 0
                : centre.MetresTo(entry.Location);
        if (_matches.Length == 0)
            return IsBySortKey ? Rank.OfSortKey(entry.SortKey) : Rank.Of(0, 0, 0, 0, metres, 0, 0);
        var (typos, fields, looseness, named) = (0, 0, 0, 0);
        var lacksPlace = false;
        for (var part = 0; part < _matches.Length; part++)
        {
            var match = _matches[part][number];
            // Whether the place is in the title or only where it lies is told by the shorter title, not by exactness.
            var isPlace = _question.Query.Parts[part].Places.Count > 0;
            if (match == PartMatcher.None)
            {
                lacksPlace |= isPlace;
                continue;
            }

            typos += PartMatcher.Typos(match);
            fields += PartMatcher.Field(match);
            looseness += Math.Max(0, PartMatcher.Looseness(match) - (isPlace ? 1 : 0));
            var inTitle = PartMatcher.Field(match) == (int)MatchField.Title && (!isPlace || PartMatcher.Looseness(match) == 0);
            named += inTitle ? 1 : 0;
        }

        return Rank.Of(
            (2 * (_matches.Length - _matched[number])) + (lacksPlace ? 1 : 0),
            typos,
            fields,
            looseness,
            metres,
            entry.TitleWords - named,
            entry.Freshness
        );
    }

    private static (GeoPosition? Centre, string[] Within) CentreOf(IndexQuestion<T> question)
    {
        if (question.Near is { } near) return (near, []);
        if (question.Query.Around is { } around) return (around.Centre, []);
        var named = (question.Named ?? question.Query.Place)?.Places ?? [];
        if (named.Count == 0) return (null, []);
        return (named[0].Centre, [.. (named[0].IsWhole ? named : named.Take(1)).Select(place => place.Key)]);
    }
}
