using System.Numerics;
using MsoNetwork.Regions;

namespace MsoNetwork.Search;

/// <summary>One segment's part in answering a question.</summary>
internal sealed class SegmentSearch : IDisposable
{
    private readonly SearchQuestion _question;
    private readonly SegmentFilter _filter;
    private readonly byte[][] _matches;
    private readonly byte[] _matched; // parts matched by each organisation
    private readonly Position? _centre; // that distances are measured from
    private readonly string? _town; // the key of the region named, when it is its centre
    private readonly bool[] _passing;

    public SegmentSearch(LiveSegment live, SearchQuestion question, KnownPhrases known)
    {
        (Segment, _question) = (live.Segment, question);
        _filter = new SegmentFilter(live.Segment, live.Alive, question, known);
        _passing = _filter.Passing();
        (_centre, _town) = CentreOf(question);
        _matched = Segment.Rent();
        Array.Clear(_matched);
        _matches = new byte[question.Query.Parts.Count][];
        for (var part = 0; part < _matches.Length; part++)
        {
            var matches = _matches[part] = Segment.Rent();
            PartMatcher.Match(question.Query.Parts[part], Segment, matches);
            if (question.NamesOnly) KeepNames(matches);
            CountMatches(matches, _matched);
        }
    }

    public IndexSegment Segment { get; }

    public SegmentFilter Filter => _filter;

    /// <summary>Who passes the whole filter.</summary>
    public bool[] Passing => _passing;

    public void Dispose()
    {
        Segment.Return(_matched);
        foreach (var matches in _matches) Segment.Return(matches);
    }

    /// <summary>Whether hits stand in the order of their names.</summary>
    public bool IsByName => _matches.Length == 0 && _centre is null;

    public void CountMatching(Span<int> matching)
    {
        for (
            var number = NextHit(0, _passing, matching.Length > 1 ? 1 : 0);
            number >= 0;
            number = NextHit(number + 1, _passing, matching.Length > 1 ? 1 : 0)
        )
            matching[_matched[number]]++;
    }

    /// <summary>The next hit from this number on; -1 when there is none.</summary>
    public int NextHit(int from, int needed) => NextHit(from, _passing, needed);

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

    private static void KeepNames(Span<byte> matches)
    {
        for (var number = 0; number < matches.Length; number++)
        {
            if (PartMatcher.Field(matches[number]) > (int)MatchField.AlternateName) matches[number] = PartMatcher.None;
        }
    }

    private static void CountMatches(ReadOnlySpan<byte> matches, Span<byte> counts)
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

    public long RankOf(int number)
    {
        var organisation = Segment[number];
        // In the town itself nobody is nearer than another, unless distances were asked for.
        var metres =
            _centre is not { } centre || (_town is { } town && organisation.MunicipalityKey.StartsWith(town, StringComparison.Ordinal))
                ? 0
                : Geodesic.Metres(centre.Latitude, centre.Longitude, organisation.Latitude, organisation.Longitude);
        if (_matches.Length == 0)
            return IsByName ? Rank.OfName(organisation.SortName) : Rank.Of(0, 0, 0, 0, metres, 0, 0);
        var (typos, fields, looseness, named) = (0, 0, 0, 0);
        for (var part = 0; part < _matches.Length; part++)
        {
            var match = _matches[part][number];
            if (match == PartMatcher.None) continue;
            typos += PartMatcher.Typos(match);
            fields += PartMatcher.Field(match);
            // Whether the seat is named or only there is told by the shorter name, not by exactness.
            var isPlace = _question.Query.Parts[part].Regions.Count > 0;
            looseness += Math.Max(0, PartMatcher.Looseness(match) - (isPlace ? 1 : 0));
            var inName = PartMatcher.Field(match) == (int)MatchField.Name && (!isPlace || PartMatcher.Looseness(match) == 0);
            named += inName ? 1 : 0;
        }

        return Rank.Of(
            _matches.Length - _matched[number],
            typos,
            fields,
            looseness,
            metres,
            organisation.NameWords - named,
            organisation.Freshness
        );
    }

    private static (Position? Centre, string? Town) CentreOf(SearchQuestion question)
    {
        if (question.Criteria.Near is { } near) return (new Position(near.Centre.Y, near.Centre.X), null);
        if (question.Query.Around is { } around) return (around.Centre, null);
        var named = question.Query.Parts.FirstOrDefault(part => part.Regions.Count > 0 && part.Terms.Count == 0)?.Regions[0];
        return (named?.Centre, named?.Key);
    }
}
