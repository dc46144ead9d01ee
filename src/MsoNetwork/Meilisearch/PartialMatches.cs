using System.Numerics;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Hits that may lack parts of the query (rule 7 of <see cref="MatchRules"/>), of an engine that asks for all words of a query: one query
/// for each set of parts that is enough. How many documents have at least m of k parts follows from how many have all parts of each set,
/// by inclusion and exclusion (Feller 1968, IV.5), and so does each facet's count.
/// </summary>
internal sealed class PartialMatches
{
    /// <summary>More are left to the registry's own index.</summary>
    private const int MostSets = 16;

    private readonly SearchQuestion _question;
    private readonly int _needed;
    private readonly int[] _sets; // bits of the parts

    public PartialMatches(SearchQuestion question)
    {
        var parts = question.Query.Parts.Count;
        (_question, _needed) = (question, Math.Clamp(question.Needed ?? parts, Math.Min(1, parts), parts));
        if (_needed == parts)
        {
            _sets = [(1 << Math.Min(parts, 31)) - 1];
            return;
        }

        if (Enumerable.Range(_needed, parts - _needed + 1).Sum(size => Choose(parts, size)) > MostSets)
            throw new NotSupportedBySearchEngineException($"for {_needed} of {parts} parts of a query, which are too many queries.");
        _sets = [.. Enumerable.Range(1, (1 << parts) - 1).Where(set => Size(set) >= _needed).OrderBy(Lacking).ThenBy(set => set)];
    }

    /// <summary>Whether hits may lack something.</summary>
    public bool Any => _sets.Length > 1;

    /// <summary>A question for each set of parts that is enough, those with more parts first.</summary>
    public IReadOnlyList<SearchQuestion> Questions => Any ? [.. _sets.Select(Of)] : [_question];

    /// <summary>A number of all hits from the numbers that the questions found, in their order.</summary>
    public int Total(IEnumerable<int> counts) => _sets.Zip(counts, (set, count) => Weight(Size(set)) * count).Sum();

    /// <summary>The best ones of all answers: with more parts first, with as many who has the place, then by the engine's score.</summary>
    public List<T> Merge<T>(IReadOnlyList<IReadOnlyList<T>> found, Func<T, Guid> id, Func<T, double> score) =>
        !Any ? [.. found[0]]
        : [.. _sets.Zip(found)
            .SelectMany(one => one.Second.Select(hit => (Hit: hit, Lacking: Lacking(one.First))))
            .DistinctBy(one => id(one.Hit)) // the set with most parts comes first
            .OrderBy(one => one.Lacking).ThenByDescending(one => score(one.Hit)).Select(one => one.Hit)];

    private SearchQuestion Of(int set)
    {
        var parts = _question.Query.Parts.Where((_, part) => (set & (1 << part)) != 0).ToArray();
        return _question with { Query = _question.Query with { Parts = parts } };
    }

    // As in Rank: twice the parts lacking, and one more when a place is among them.
    private int Lacking(int set)
    {
        var parts = _question.Query.Parts;
        var lacksPlace = parts.Where((part, at) => part.Regions.Count > 0 && (set & (1 << at)) == 0).Any();
        return (2 * (parts.Count - Size(set))) + (lacksPlace ? 1 : 0);
    }

    private int Weight(int size) => (((size - _needed) & 1) == 0 ? 1 : -1) * Choose(size - 1, _needed - 1);

    private static int Size(int set) => BitOperations.PopCount((uint)set);

    private static int Choose(int all, int some)
    {
        var ways = 1L;
        for (var i = 0; i < some; i++) ways = ways * (all - i) / (i + 1);
        return (int)Math.Min(ways, int.MaxValue / 2);
    }
}
