namespace MsoNetwork.Search;

/// <summary>Counts facets over hits. A hit counts once for each of a facet's values.</summary>
internal static class FacetCounter
{
    /// <summary>Of more than a document in so many keys are counted along their postings.</summary>
    private const int Few = 16;

    public static Dictionary<string, IReadOnlyList<FacetCount>> Count<T>(
        IndexQuestion<T> question,
        IReadOnlyList<SegmentSearch<T>> segments,
        int needed
    )
    {
        var counts = question
            .KeyFacets.Select(facet => facet.Name)
            .Concat(question.PayloadFacets.Select(facet => facet.Name))
            .ToDictionary(name => name, _ => new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var segment in segments)
        {
            // Facets whose own filter is set see other hits than the rest, which share one look at the hits.
            foreach (var group in question.KeyFacets.GroupBy(facet => segment.Filter.Has(facet.Name) ? facet.Name : null))
                CountKeys([.. group], segment, PassingFor(segment, group.Key), needed, counts);
            foreach (var facet in question.PayloadFacets)
                CountPayloads(facet, segment, PassingFor(segment, facet.Name), needed, counts[facet.Name]);
        }

        return counts.ToDictionary(facet => facet.Key, facet => Sorted(facet.Value));
    }

    private static bool[] PassingFor<T>(SegmentSearch<T> search, string? facet) =>
        facet is not null && search.Filter.Has(facet) ? search.Filter.Passing(facet) : search.Passing;

    private static void CountPayloads<T>(
        PayloadFacet<T> facet,
        SegmentSearch<T> search,
        bool[] passing,
        int needed,
        Dictionary<string, int> counts
    )
    {
        for (var number = search.NextHit(0, passing, needed); number >= 0; number = search.NextHit(number + 1, passing, needed))
        {
            var key = facet.KeyOf(search.Segment[number].Payload);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    private static void CountKeys<T>(
        KeyFacet[] facets,
        SegmentSearch<T> search,
        bool[] passing,
        int needed,
        Dictionary<string, Dictionary<string, int>> counts
    )
    {
        var index = search.Segment.Index;
        var buckets = new FacetBuckets(facets, index);
        if (HitsIfMany(search, passing, needed) is { } hits) buckets.CountAll(hits);
        else CountEach(buckets, search, passing, needed);
        foreach (var (facet, key, count) in buckets.Counts) counts[facet][key] = counts[facet].GetValueOrDefault(key) + count;
    }

    private static bool[]? HitsIfMany<T>(SegmentSearch<T> search, bool[] passing, int needed)
    {
        if (needed == 0) return passing;
        var (hits, many) = (new bool[passing.Length], 0);
        for (var number = search.NextHit(0, passing, needed); number >= 0; number = search.NextHit(number + 1, passing, needed), many++)
            hits[number] = true;
        return many * Few > passing.Length ? hits : null;
    }

    private static void CountEach<T>(FacetBuckets buckets, SegmentSearch<T> search, bool[] passing, int needed)
    {
        var index = search.Segment.Index;
        for (var number = search.NextHit(0, passing, needed); number >= 0; number = search.NextHit(number + 1, passing, needed))
        {
            foreach (var packed in index.WordsOf(number))
            {
                var word = InvertedIndex.Number(packed);
                if (word >= index.Keys) break; // keys come first
                buckets.Count(word, number);
            }
        }
    }

    private static IReadOnlyList<FacetCount> Sorted(Dictionary<string, int> counts) =>
        [
            .. counts
                .Select(count => new FacetCount(count.Key, count.Value))
                .OrderByDescending(count => count.Count)
                .ThenBy(count => count.Key, StringComparer.Ordinal),
        ];
}
