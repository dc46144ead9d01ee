using MsoNetwork.Errors;

namespace MsoNetwork.Search;

/// <summary>The engine that is always there: our own index over PostgreSQL's registry. Its rules are <see cref="MatchRules"/>.</summary>
public sealed class RegistrySearch(RegistryIndex index, PhraseBook phrases) : ISearchEngine
{
    public SearchEngineName Name => SearchEngineName.Postgres;

    public async Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        if (!index.IsLoaded)
            throw new NetworkException(ErrorCode.Unavailable, "The search is still reading the registry; try again in a moment.");
        var segments = index.Segments.Select(live => new SegmentSearch(live, question, known)).ToList();
        try
        {
            return Answer(segments, question, known);
        }
        finally
        {
            foreach (var segment in segments) segment.Dispose();
        }
    }

    private static SearchAnswer Answer(List<SegmentSearch> segments, SearchQuestion question, KnownPhrases known)
    {
        var matching = new int[question.Query.Parts.Count + 1];
        foreach (var segment in segments) segment.CountMatching(matching);
        var needed = question.Query.Parts.Count == 0 ? 0 : MatchRules.Needed(matching);
        var total = matching[needed..].Sum();
        var (hits, more) = Page(segments, question, needed);
        if (question.Facets.Count + question.OwnFacets.Count == 0)
            return new SearchAnswer(hits, more, total, new Dictionary<FacetName, IReadOnlyList<FacetCount>>());
        var counter = new FacetCounter(question, known);
        return new SearchAnswer(hits, more, total, counter.Count(segments, needed)) { OwnFacets = counter.CountOwn(segments, needed) };
    }

    private static (List<SearchHit> Hits, bool More) Page(List<SegmentSearch> segments, SearchQuestion question, int needed)
    {
        var after = question.After is { } cursor ? Place(cursor, segments) : (Key?)null;
        var order = Comparer<Key>.Create((left, right) => right.CompareTo(left)); // the worst of the kept ones on top
        var best = new PriorityQueue<Key, Key>(order);
        foreach (var segment in segments)
        {
            for (var number = segment.NextHit(0, needed); number >= 0; number = segment.NextHit(number + 1, needed))
            {
                var key = KeyOf(segment, number);
                if (after is { } bound && key.CompareTo(bound) <= 0) continue;
                if (best.Count <= question.First) best.Enqueue(key, key);
                else if (key.CompareTo(best.Peek()) < 0) best.EnqueueDequeue(key, key);
            }
        }

        var more = best.Count > question.First;
        if (more) best.Dequeue();
        var hits = new List<SearchHit>(best.Count);
        var typed = SearchCursor.Fingerprint(question.Query.Text);
        while (best.TryDequeue(out var key, out _))
            hits.Add(
                new SearchHit(
                    key.Id,
                    Rank.Score(key.Rank, question.Query.Parts.Count),
                    new SearchCursor(SearchEngineName.Postgres, key.Rank, key.Id, typed)
                )
            );
        hits.Reverse();
        return (hits, more);
    }

    /// <summary>Where the cursor's organisation ranks now; where it ranked then, when it is gone.</summary>
    private static Key Place(SearchCursor cursor, List<SegmentSearch> segments)
    {
        foreach (var segment in segments.AsEnumerable().Reverse())
        {
            if (segment.Segment.NumberOf(cursor.Id) is { } number) return KeyOf(segment, number);
        }

        return new Key(cursor.Rank, "", cursor.Id);
    }

    private static Key KeyOf(SegmentSearch segment, int number)
    {
        var organisation = segment.Segment[number];
        return new Key(segment.RankOf(number), segment.IsByName ? organisation.SortName : "", organisation.Id);
    }

    /// <summary>The whole order: the rank, the name where that is the order, then the id.</summary>
    private readonly record struct Key(long Rank, string SortName, Guid Id) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            if (Rank != other.Rank) return Rank.CompareTo(other.Rank);
            var byName = string.CompareOrdinal(SortName, other.SortName);
            return byName != 0 ? byName : Id.CompareTo(other.Id);
        }
    }
}
