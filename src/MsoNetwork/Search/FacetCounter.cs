using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>
/// Counts facets over hits. A hit counts once for each of its terms and for those above them, so that choosing a value finds as many
/// as were counted; regions are those one level below the chosen ones.
/// </summary>
internal sealed class FacetCounter(SearchQuestion question, KnownPhrases known)
{
    private readonly HashSet<string> _regions = FacetRegions.Of(
        question.RegionsByReach ? question.Filter.ActiveIn : question.Filter.Regions,
        known.Gazetteer
    );
    private readonly string _regionMark = question.RegionsByReach ? SegmentBuilder.ActiveKey("") : SegmentBuilder.SeatKey("");

    public static VocabularyName VocabularyOf(FacetName facet) => facet switch
    {
        FacetName.Topics => VocabularyName.Topics,
        FacetName.TargetGroups => VocabularyName.TargetGroups,
        FacetName.Languages => VocabularyName.Languages,
        FacetName.Origins => VocabularyName.Origins,
        _ => VocabularyName.OrganisationKinds,
    };

    public Dictionary<FacetName, IReadOnlyList<FacetCount>> Count(List<SegmentSearch> segments, int needed)
    {
        var counts = question.Facets.ToDictionary(facet => facet, _ => new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var segment in segments)
        {
            // Facets whose own filter is set see other hits than the rest, which share one look at the hits.
            foreach (var group in question.Facets.GroupBy(facet => segment.Filter.Has(facet) ? facet : (FacetName?)null))
                CountTogether([.. group], segment, group.Key is { } own ? segment.Filter.Passing(own) : segment.Passing, needed, counts);
        }

        return counts.ToDictionary(facet => facet.Key, facet => Sorted(facet.Value));
    }

    /// <summary>Counts the facets of a room above.</summary>
    public Dictionary<string, IReadOnlyList<FacetCount>> CountOwn(List<SegmentSearch> segments, int needed)
    {
        var counted = new Dictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);
        foreach (var (name, keyOf) in question.OwnFacets)
        {
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var search in segments)
            {
                var passing = search.Filter.Has(name) ? search.Filter.Passing(exceptOwn: name) : search.Passing;
                for (var number = search.NextHit(0, passing, needed); number >= 0; number = search.NextHit(number + 1, passing, needed))
                {
                    var key = keyOf(search.Segment[number]);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
            }

            counted[name] = Sorted(counts);
        }

        return counted;
    }

    private static IReadOnlyList<FacetCount> Sorted(Dictionary<string, int> counts) =>
        [
            .. counts
                .Select(count => new FacetCount(count.Key, count.Value))
                .OrderByDescending(count => count.Count)
                .ThenBy(count => count.Key, StringComparer.Ordinal),
        ];

    private void CountTogether(
        FacetName[] facets,
        SegmentSearch search,
        bool[] passing,
        int needed,
        Dictionary<FacetName, Dictionary<string, int>> counts
    )
    {
        var segment = search.Segment;
        var buckets = new Dictionary<(FacetName Facet, string Key), int>();
        var ofWord = new int[segment.Keys][]; // the buckets that a word counts in
        foreach (var facet in facets)
        {
            var mark = facet == FacetName.Regions ? _regionMark : SegmentBuilder.TermKey(VocabularyOf(facet), "");
            var words = segment.Words.Beginning(mark);
            for (var word = words.Start.Value; word < words.End.Value; word++)
                ofWord[word] = [.. Counted(facet, segment.Words[word][mark.Length..]).Select(key => NumberOf(facet, key))];
        }

        var found = new int[buckets.Count];
        var seen = new int[buckets.Count]; // the last hit counted there, plus 1
        for (var number = search.NextHit(0, passing, needed); number >= 0; number = search.NextHit(number + 1, passing, needed))
        {
            foreach (var packed in segment.WordsOf(number))
            {
                var word = IndexSegment.Number(packed);
                if (word >= ofWord.Length) break; // keys come first
                foreach (var bucket in ofWord[word] ?? [])
                {
                    if (seen[bucket] == number + 1) continue;
                    seen[bucket] = number + 1;
                    found[bucket]++;
                }
            }
        }

        foreach (var ((facet, key), bucket) in buckets)
        {
            if (found[bucket] > 0) counts[facet][key] = counts[facet].GetValueOrDefault(key) + found[bucket];
        }

        int NumberOf(FacetName facet, string key)
        {
            if (!buckets.TryGetValue((facet, key), out var number)) buckets.Add((facet, key), number = buckets.Count);
            return number;
        }
    }

    private IEnumerable<string> Counted(FacetName facet, string key)
    {
        if (facet == FacetName.Regions && question.RegionsByReach)
        {
            foreach (
                var region in _regions.Where(region =>
                    region.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(region, StringComparison.Ordinal)
                )
            )
                yield return region;
            yield break;
        }

        if (facet == FacetName.Regions)
        {
            if (_regions.Contains(key)) yield return key;
            yield break;
        }

        for (var term = known.Vocabularies[VocabularyOf(facet)].ByKey(key); term is not null; term = term.Broader) yield return term.Key;
    }
}
