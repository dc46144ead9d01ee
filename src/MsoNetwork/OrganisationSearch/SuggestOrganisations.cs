using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

/// <summary>Suggests what somebody may be about to type.</summary>
public sealed class SuggestOrganisations(PhraseBook phrases, OrganisationIndex index, BuiltInEngine engine, OrganisationStore store)
{
    // "Rat und Hilfe im All" and "Aix-la-Cha"; longer ones are recognised when they are finished.
    private const int MostWords = 5;

    /// <param name="typed">What was typed so far.</param>
    /// <param name="first">How many of each group.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<Suggestions> RunAsync(string typed, int first, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        var query = QueryParser.Parse(typed, known.Known);
        if (query.Parts.Count == 0) return new Suggestions([], [], [], "", false);
        var (before, terms, places) = EndOf(query.Text, known, first);
        var isPlace = known.Known.Places.Find(query.Text, LastWords(query.Text, before.Length))
            is { Meanings.Count: > 0, Likeness: Likeness.Same };
        return new Suggestions(
            await NamedAsync(query, known, first, cancellationToken),
            [.. terms.Distinct().Take(first)],
            places,
            before,
            isPlace
        );
    }

    private static List<Word> LastWords(string text, int from) => Words.In(text).FindAll(word => word.Start >= from);

    /// <summary>The longest end of the text that begins a term or a place; where none does, the last word with typos.</summary>
    private (string Before, IEnumerable<Term> Terms, IReadOnlyList<Place> Places) EndOf(string text, DirectoryPhrases known, int first)
    {
        var words = Words.In(text);
        var last = words[^1];
        if (last.Length > last.Key.Length && StopWords.All.Contains(last.Key)) return (text, [], []); // "e. V." begins no event
        for (var from = Math.Max(0, words.Count - MostWords); from < words.Count; from++)
        {
            var typed = text[words[from].Start..];
            var named = known.Known.Terms.Find(text, words[from..]).Meanings;
            List<Term> terms = [.. known.Beginnings.Find(typed, index.Having), .. known.Of(named)];
            var places = known.Gazetteer.Places.Find(typed, first, forgiving: false);
            if (terms.Count + places.Count > 0) return (text[..words[from].Start].TrimEnd(), terms, places);
        }

        return (
            text[..last.Start].TrimEnd(),
            known.Of(known.Known.Terms.FindLike(text, last, goesOn: false).Meanings),
            known.Gazetteer.Places.Find(text[last.Start..], first)
        );
    }

    private async Task<IReadOnlyList<OrganisationEntry>> NamedAsync(
        ParsedQuery query,
        DirectoryPhrases known,
        int first,
        CancellationToken cancellationToken
    )
    {
        var filter = new OrganisationFilter();
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        // Names only: the words as they are, without what they mean.
        var names = query with { Around = null, Parts = [.. query.Parts.Select(part => part with { Terms = [], Places = [] })] };
        var question = new SearchQuestion(
            new UnderstoodQuery(names, [.. names.Parts.Select(part => new UnderstoodPart(part, [], []))], null),
            filter,
            criteria,
            first,
            null,
            new HashSet<FacetName>()
        )
        {
            NamesOnly = true,
        };
        var answer = await engine.SearchAsync(question, cancellationToken);
        var page = new SearchPage(
            store,
            question,
            new RoutedAnswer(answer, SearchEngineName.Postgres, false),
            OrganisationColumns.All,
            0
        );
        return [.. (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Node)];
    }
}
