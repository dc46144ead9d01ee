using MsoNetwork.Errors;

namespace MsoNetwork.Search;

/// <summary>Answers questions from an index's segments. The rules are <see cref="MatchRules"/>.</summary>
public static class IndexSearch
{
    public static IndexAnswer Answer<T>(this SearchIndex<T> index, IndexQuestion<T> question)
    {
        if (question.Query.SaysNothing) return NothingFor(question);
        if (!index.IsLoaded)
            throw new NetworkException(ErrorCode.Unavailable, "The search is still reading the registry; try again in a moment.");
        var live = index.Segments;
        var matches = live.Select(segment => new PartMatches(segment.Segment.Index)).ToList();
        var segments = live.Zip(matches, (segment, found) => new SegmentSearch<T>(segment, question, found)).ToList();
        try
        {
            return Answer(segments, question);
        }
        finally
        {
            foreach (var segment in segments) segment.Dispose();
            foreach (var found in matches) found.Dispose();
        }
    }

    /// <summary>
    /// How many hits each of several like questions has, in one pass: a part that they share is looked for once. Stops when told, and the
    /// rest is not counted then.
    /// </summary>
    public static List<int> CountEach<T>(this SearchIndex<T> index, IEnumerable<IndexQuestion<T>> questions, Func<bool> goesOn) =>
        CountEach(index, questions, goesOn, out _);

    internal static List<int> CountEach<T>(
        SearchIndex<T> index,
        IEnumerable<IndexQuestion<T>> questions,
        Func<bool> goesOn,
        out int partsLookedFor
    )
    {
        var live = index.Segments;
        var matches = live.Select(segment => new PartMatches(segment.Segment.Index)).ToList();
        try
        {
            List<int> counted = [.. questions.TakeWhile(_ => goesOn()).Select(question => Count(question, live, matches))];
            partsLookedFor = matches.Select(found => found.Count).DefaultIfEmpty().Max();
            return counted;
        }
        finally
        {
            foreach (var found in matches) found.Dispose();
        }
    }

    private static int Count<T>(IndexQuestion<T> question, IReadOnlyList<LiveSegment<T>> live, List<PartMatches> matches)
    {
        if (question.Query.SaysNothing) return 0;
        var segments = live.Zip(matches, (segment, found) => new SegmentSearch<T>(segment, question, found)).ToList();
        var (_, total) = Needed(segments, question);
        foreach (var segment in segments) segment.Dispose();
        return total;
    }

    private static IndexAnswer Answer<T>(List<SegmentSearch<T>> segments, IndexQuestion<T> question)
    {
        var (needed, total) = Needed(segments, question);
        var (hits, more) = HitPages.Read(segments, question, needed);
        return new IndexAnswer(hits, more, total, FacetCounter.Count(question, segments, needed));
    }

    /// <summary>The parts that a hit needs, and how many hits there are.</summary>
    private static (int Needed, int Total) Needed<T>(List<SegmentSearch<T>> segments, IndexQuestion<T> question)
    {
        var matching = new int[question.Query.Parts.Count + 1];
        foreach (var segment in segments) segment.CountMatching(matching);
        var needed = question.Query.Parts.Count == 0 ? 0 : MatchRules.Needed(matching);
        return (needed, matching[needed..].Sum());
    }

    private static IndexAnswer NothingFor<T>(IndexQuestion<T> question) =>
        IndexAnswer.Nothing with
        {
            Facets = question
                .KeyFacets.Select(facet => facet.Name)
                .Concat(question.PayloadFacets.Select(facet => facet.Name))
                .ToDictionary(name => name, IReadOnlyList<FacetCount> (_) => []),
        };
}
