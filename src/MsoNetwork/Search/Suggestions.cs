using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

/// <summary>What somebody may be about to type, grouped.</summary>
/// <param name="Organisations">Whose name all that was typed is.</param>
/// <param name="Terms">What the end of it is, or begins.</param>
/// <param name="Places">The same for places.</param>
/// <param name="Before">What was typed before that end.</param>
/// <param name="IsPlace">Whether the end is a place's whole name, in any language.</param>
public sealed record Suggestions(
    IReadOnlyList<OrganisationEntry> Organisations,
    IReadOnlyList<Term> Terms,
    IReadOnlyList<Place> Places,
    string Before,
    bool IsPlace
)
{
    public const int Usual = 5;

    // "Rat und Hilfe im All" and "Aix-la-Cha"; longer ones are recognised when they are finished.
    private const int MostWords = 5;

    public static async Task<Suggestions> OfAsync(IServiceProvider services, string typed, int first, CancellationToken cancellationToken)
    {
        var known = await services.GetRequiredService<PhraseBook>().GetAsync(cancellationToken);
        var query = QueryReader.Read(typed, known);
        if (query.Parts.Count == 0) return new Suggestions([], [], [], "", false);
        var (before, terms, places) = EndOf(query.Text, known, services.GetRequiredService<RegistryIndex>(), first);
        var isPlace = known.Regions.Find(Words.In(query.Text[before.Length..])) is { Meanings.Count: > 0, Likeness: Likeness.Same };
        return new Suggestions(
            await NamedAsync(services, query, known, first, cancellationToken),
            [.. terms.Distinct().Take(first)],
            places,
            before,
            isPlace
        );
    }

    /// <summary>The longest end of the text that begins a term or a place; where none does, the last word with typos.</summary>
    private static (string Before, IEnumerable<Term> Terms, IReadOnlyList<Place> Places) EndOf(
        string text,
        KnownPhrases known,
        RegistryIndex index,
        int first
    )
    {
        var words = Words.In(text);
        var last = words[^1];
        if (last.Length > last.Key.Length && StopWords.All.Contains(last.Key)) return (text, [], []); // "e. V." begins no event
        for (var from = Math.Max(0, words.Count - MostWords); from < words.Count; from++)
        {
            var typed = text[words[from].Start..];
            List<Term> terms = [.. known.Beginnings.Find(typed, index.Having), .. known.Terms.Find(words[from..]).Meanings];
            var places = known.Gazetteer.Places.Find(typed, first, forgiving: false);
            if (terms.Count + places.Count > 0) return (text[..words[from].Start].TrimEnd(), terms, places);
        }

        return (
            text[..last.Start].TrimEnd(),
            known.Terms.FindLike(last, goesOn: false).Meanings,
            known.Gazetteer.Places.Find(text[last.Start..], first)
        );
    }

    private static async Task<IReadOnlyList<OrganisationEntry>> NamedAsync(
        IServiceProvider services,
        UnderstoodQuery query,
        KnownPhrases known,
        int first,
        CancellationToken cancellationToken
    )
    {
        var filter = new OrganisationFilter();
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        // Names only: the words as they are, without what they mean.
        var names = query with { Around = null, Parts = [.. query.Parts.Select(part => part with { Terms = [], Regions = [] })] };
        var question = new SearchQuestion(names, filter, criteria, first, null, new HashSet<FacetName>()) { NamesOnly = true };
        var answer = await services.GetRequiredService<RegistrySearch>().SearchAsync(question, cancellationToken);
        var page = new SearchPage(
            services.GetRequiredService<OrganisationStore>(),
            question,
            new RoutedAnswer(answer, SearchEngineName.Postgres, false),
            OrganisationColumns.All,
            0
        );
        return [.. (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Entry)];
    }
}

public sealed class SuggestionsType : ObjectGraphType<Suggestions>
{
    public SuggestionsType()
    {
        Name = "Suggestions";
        Description = "Suggestions in groups; what is typed last counts for terms and places.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("organisations")
            .Description("Organisations whose name matches, best first.")
            .From(source => source.Organisations);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VocabularyTermType>>>>("terms")
            .Description("Topics, target groups, offers, kinds, languages and origins with such a label.")
            .From(source => source.Terms);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlaceType>>>>("places")
            .Description("Towns and postcodes.")
            .From(source => source.Places);
    }
}
