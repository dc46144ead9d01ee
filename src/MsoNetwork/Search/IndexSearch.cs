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
        try
        {
            return Answer(question, live, matches);
        }
        finally
        {
            foreach (var found in matches) found.Dispose();
        }
    }

    /// <summary>What of a query counts, whatever the filters, for another engine that answers it; null until the index is loaded.</summary>
    public static Relaxed? Relax<T>(this SearchIndex<T> index, IndexQuestion<T> question)
    {
        if (!index.IsLoaded || question.Query.Parts.Count == 0) return null;
        var live = index.Segments;
        var matches = live.Select(segment => new PartMatches(segment.Segment.Index)).ToList();
        var relaxed = Relaxing.Decide(question, live, matches);
        foreach (var found in matches) found.Dispose();
        return relaxed;
    }

    /// <summary>
    /// The words that somebody may have meant by this one, if not more than so many; else those that are the fewest typos away; null when
    /// these are more, too. Of several forms of a word their stem.
    /// </summary>
    internal static IReadOnlyList<string>? Near<T>(this SearchIndex<T> index, QueryPart part, int most)
    {
        var near = index.Segments.Select(live => live.Segment.Index.Words)
            .SelectMany(words => NearWords.Of(part.Words[0], part.Spelt[0], part.MayGoOn, words)
                .Select(one => (Word: words[one.Number], one.Typos)))
            .GroupBy(one => one.Word, one => one.Typos).Select(one => (Word: one.Key, Typos: one.Min())).ToList();
        if (near.Count > most)
            near = [.. near.GroupBy(one => Words.Stem(one.Word)).Select(forms => (forms.Key, forms.Min(form => form.Typos)))];
        if (near.Count > most) near = near.FindAll(one => one.Typos == near.Min(other => other.Typos));
        return near.Count > most ? null : [.. near.Select(one => one.Word).Order(StringComparer.Ordinal)];
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
        var (relaxed, segments) = Search(question, live, matches);
        var total = segments?.Sum(segment => segment.CountHits(relaxed.Needed)) ?? 0;
        foreach (var segment in segments ?? []) segment.Dispose();
        return total;
    }

    private static IndexAnswer Answer<T>(IndexQuestion<T> question, IReadOnlyList<LiveSegment<T>> live, List<PartMatches> matches)
    {
        var (relaxed, segments) = Search(question, live, matches);
        if (segments is null) return NothingFor(question) with { Unmatched = relaxed.Unmatched };
        question = question with { Query = relaxed.Query };
        try
        {
            var (hits, more) = HitPages.Read(segments, question, relaxed.Needed);
            var total = segments.Sum(segment => segment.CountHits(relaxed.Needed));
            return new IndexAnswer(hits, more, total, FacetCounter.Count(question, segments, relaxed.Needed))
            {
                Matched = relaxed.Matched,
                Unmatched = relaxed.Unmatched,
            };
        }
        finally
        {
            foreach (var segment in segments) segment.Dispose();
        }
    }

    /// <summary>What counts, and the segments to look at; null when nobody has anything of the query.</summary>
    private static (Relaxed Relaxed, List<SegmentSearch<T>>? Segments) Search<T>(
        IndexQuestion<T> question,
        IReadOnlyList<LiveSegment<T>> live,
        List<PartMatches> matches
    )
    {
        var relaxed = question.Query.Parts.Count == 0
            ? new Relaxed(question.Query, 0, [], [])
            : Relaxing.Decide(question, live, matches);
        // Words that nobody has do not count: with a circle it is asked for who is in it.
        if (relaxed.Query.Parts.Count == 0 && question.Query.Around is not null) relaxed = relaxed with { Needed = 0 };
        else if (question.Query.Parts.Count > 0 && relaxed.Query.Parts.Count == 0) return (relaxed, null);
        var counted = question with { Query = relaxed.Query, Named = question.Query.Place };
        return (relaxed, [.. live.Zip(matches, (segment, found) => new SegmentSearch<T>(segment, counted, found))]);
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
