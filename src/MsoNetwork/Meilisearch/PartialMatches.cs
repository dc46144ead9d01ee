using System.Numerics;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// Hits that may lack parts of the query (rule 7 of <see cref="MatchRules"/>) or have one of several things that a word with typos stands
/// for, of an engine that asks for all words of a query: one query for each set of parts that is enough, and each choice of what they
/// stand for. How many documents have at least m of k parts follows from how many have all parts of each set, by inclusion and exclusion
/// (Feller 1968, IV.5), and so does each facet's count.
/// </summary>
internal sealed class PartialMatches
{
    /// <summary>More are left to the registry's own index.</summary>
    private const int MostSets = 16;

    /// <summary>Where choices make more of them, a word with typos is asked for as it was typed.</summary>
    private const int MostQueries = 32;

    private readonly SearchQuestion _question;
    private readonly int _needed;
    private readonly List<PartialQuery> _queries;

    public PartialMatches(SearchQuestion question, DirectoryTokens tokens)
    {
        var parts = question.Query.Parts;
        (_question, _needed) = (question, Math.Clamp(question.Needed ?? parts.Count, Math.Min(1, parts.Count), parts.Count));
        if (Enumerable.Range(_needed, parts.Count - _needed + 1).Sum(size => Choose(parts.Count, size)) > MostSets)
            throw new NotSupportedBySearchEngineException($"for {_needed} of {parts.Count} parts of a query, which are too many queries.");
        int[] sets = _needed == parts.Count
            ? [(1 << Math.Min(parts.Count, 31)) - 1]
            : [.. Enumerable.Range(1, (1 << parts.Count) - 1).Where(set => Size(set) >= _needed)];
        List<(string Text, int Weight)>[] choices = [.. parts.Select(part => question.NamesOnly ? [] : Choices(tokens.Alternatives(part)))];
        var asked = parts.Select(tokens.Asked).ToList();
        for (var most = choices.Select(of => of.Count).DefaultIfEmpty().Max(); ; most--)
        {
            for (var part = 0; part < choices.Length; part++)
                if (choices[part].Count is 0 || choices[part].Count > most) choices[part] = [(asked[part], 1)];
            _queries = [.. sets.SelectMany(set => Of(set, choices)).OrderBy(query => query.Lacking)];
            if (_queries.Count <= MostQueries || most <= 1) break;
        }
    }

    /// <summary>Whether more than one query is asked.</summary>
    public bool Any => _queries.Count > 1;

    /// <summary>What to ask for, those with more parts first.</summary>
    public IReadOnlyList<PartialQuery> Queries => _queries;

    /// <summary>A number of all hits from the numbers that the queries found, in their order.</summary>
    public int Total(IEnumerable<int> counts) => _queries.Zip(counts, (query, count) => query.Weight * count).Sum();

    /// <summary>The best ones of all answers: with more parts first, with as many who has the place, then by the engine's score.</summary>
    public List<T> Merge<T>(IReadOnlyList<IReadOnlyList<T>> found, Func<T, Guid> id, Func<T, double> score) =>
        !Any ? [.. found[0]]
        : [.. _queries.Zip(found)
            .SelectMany(one => one.Second.Select(hit => (Hit: hit, one.First.Lacking)))
            .OrderBy(one => one.Lacking).ThenByDescending(one => score(one.Hit))
            .DistinctBy(one => id(one.Hit)).Select(one => one.Hit)];

    /// <summary>Who has any of several things: each set of them, added and taken off by turns.</summary>
    private static List<(string Text, int Weight)> Choices(IReadOnlyList<string> alternatives) =>
    [
        .. Enumerable.Range(1, (1 << alternatives.Count) - 1).Select(set => (
            string.Join(' ', alternatives.Where((_, one) => (set & (1 << one)) != 0)),
            (Size(set) & 1) == 1 ? 1 : -1)),
    ];

    private IEnumerable<PartialQuery> Of(int set, List<(string Text, int Weight)>[] choices)
    {
        int[] chosen = [.. Enumerable.Range(0, choices.Length).Where(part => (set & (1 << part)) != 0)];
        var question = _question with
        {
            Query = _question.Query with { Parts = [.. chosen.Select(part => _question.Query.Parts[part])] },
        };
        IEnumerable<(string[] Texts, int Weight)> texts = [([], Weight(chosen.Length))];
        foreach (var part in chosen)
        {
            texts = texts.SelectMany(
                _ => choices[part], (one, choice) => ((string[])[.. one.Texts, choice.Text], one.Weight * choice.Weight));
        }

        return texts.Select(one => new PartialQuery(question, one.Texts, one.Weight, Lacking(set)));
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

/// <summary>One of several queries for one question.</summary>
/// <param name="Question">With the parts that it asks for.</param>
/// <param name="Texts">What is sent for each of these.</param>
/// <param name="Weight">How often its hits count in the whole.</param>
/// <param name="Lacking">What its hits may lack, for their order.</param>
internal sealed record PartialQuery(SearchQuestion Question, IReadOnlyList<string> Texts, int Weight, int Lacking);
