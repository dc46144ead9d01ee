using MsoNetwork.Regions;

namespace MsoNetwork.Search;

/// <summary>One segment's part in answering a question.</summary>
internal sealed class SegmentSearch
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
        _matched = new byte[Segment.Count];
        _matches = new byte[question.Query.Parts.Count][];
        for (var part = 0; part < _matches.Length; part++)
        {
            var matches = _matches[part] = new byte[Segment.Count];
            PartMatcher.Match(question.Query.Parts[part], Segment, matches);
            for (var number = 0; number < matches.Length; number++)
            {
                if (question.NamesOnly && PartMatcher.Field(matches[number]) > (int)MatchField.AlternateName) matches[number] = PartMatcher.None;
                _matched[number] += (byte)(matches[number] == PartMatcher.None ? 0 : 1);
            }
        }
    }

    public IndexSegment Segment { get; }

    /// <summary>Whether hits stand in the order of their names.</summary>
    public bool IsByName => _matches.Length == 0 && _centre is null;

    public void CountMatching(Span<int> matching)
    {
        for (var number = 0; number < _matched.Length; number++)
        {
            if (_passing[number]) matching[_matched[number]]++;
        }
    }

    public bool IsHit(int number, int needed) => _passing[number] && _matched[number] >= needed;

    public long RankOf(int number)
    {
        var organisation = Segment[number];
        // In the town itself nobody is nearer than another, unless distances were asked for.
        var metres = _centre is not { } centre || (_town is { } town && organisation.MunicipalityKey.StartsWith(town, StringComparison.Ordinal)) ? 0
            : Geodesic.Metres(centre.Latitude, centre.Longitude, organisation.Latitude, organisation.Longitude);
        if (_matches.Length == 0) return IsByName ? Rank.OfName(organisation.SortName) : Rank.Of(0, 0, 0, 0, metres, 0, 0);
        var (typos, fields, looseness, named) = (0, 0, 0, 0);
        for (var part = 0; part < _matches.Length; part++)
        {
            var match = _matches[part][number];
            if (match == PartMatcher.None) continue;
            typos += PartMatcher.Typos(match);
            fields += PartMatcher.Field(match);
            looseness += PartMatcher.Looseness(match);
            var inName = PartMatcher.Field(match) == (int)MatchField.Name && (_question.Query.Parts[part].Regions.Count == 0 || PartMatcher.Looseness(match) == 0);
            named += inName ? 1 : 0;
        }

        return Rank.Of(_matches.Length - _matched[number], typos, fields, looseness, metres, organisation.NameWords - named, organisation.Freshness);
    }

    /// <summary>
    /// Adds to <paramref name="counts"/> how many hits have each key behind <paramref name="mark"/>; the facet's own filter aside. A hit counts once
    /// for each key that <paramref name="counted"/> gives for one of its own: a term and those above it, so that choosing one finds as many.
    /// </summary>
    public void CountFacet(FacetName facet, string mark, int needed, Func<string, IEnumerable<string>> counted, Dictionary<string, int> counts)
    {
        var passing = _filter.Has(facet) ? _filter.Passing(facet) : _passing;
        var words = Segment.Words.Beginning(mark);
        var (from, to) = (words.Start.Value, words.End.Value);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var targets = new int[to - from][];
        for (var word = from; word < to; word++) targets[word - from] = [.. counted(Segment.Words[word][mark.Length..]).Select(Number)];
        var found = new int[numbers.Count];
        var seen = new int[numbers.Count]; // the last hit counted, plus 1
        for (var number = 0; number < passing.Length; number++)
        {
            if (!passing[number] || _matched[number] < needed) continue;
            foreach (var packed in Segment.WordsOf(number))
            {
                var word = IndexSegment.Number(packed);
                if (word < from || word >= to) continue;
                foreach (var target in targets[word - from])
                {
                    if (seen[target] == number + 1) continue;
                    seen[target] = number + 1;
                    found[target]++;
                }
            }
        }

        foreach (var (key, number) in numbers)
        {
            if (found[number] > 0) counts[key] = counts.GetValueOrDefault(key) + found[number];
        }

        int Number(string key)
        {
            if (!numbers.TryGetValue(key, out var number)) numbers.Add(key, number = numbers.Count);
            return number;
        }
    }

    private static (Position? Centre, string? Town) CentreOf(SearchQuestion question)
    {
        if (question.Criteria.Near is { } near) return (new Position(near.Centre.Y, near.Centre.X), null);
        if (question.Query.Around is { } around) return (around.Centre, null);
        var named = question.Query.Parts.FirstOrDefault(part => part.Regions.Count > 0 && part.Terms.Count == 0)?.Regions[0];
        return (named?.Centre, named?.Key);
    }
}
