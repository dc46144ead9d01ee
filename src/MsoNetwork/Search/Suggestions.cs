using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Search;

/// <summary>What somebody may be about to type, grouped.</summary>
public sealed record Suggestions(IReadOnlyList<OrganisationEntry> Organisations, IReadOnlyList<Term> Terms, IReadOnlyList<Place> Places)
{
    public const int Usual = 5;

    public static async Task<Suggestions> OfAsync(IServiceProvider services, string typed, int first, CancellationToken cancellationToken)
    {
        var known = await services.GetRequiredService<PhraseBook>().GetAsync(cancellationToken);
        var query = QueryReader.Read(typed, known);
        if (query.Parts.Count == 0) return new Suggestions([], [], []);
        var last = query.Parts[^1];
        var filter = new OrganisationFilter();
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        // Names only: the words as they are, without what they mean.
        var names = query with { Around = null, Parts = [.. query.Parts.Select(part => part with { Terms = [], Regions = [] })] };
        var question = new SearchQuestion(names, filter, criteria, first, null, new HashSet<FacetName>()) { NamesOnly = true };
        var answer = await services.GetRequiredService<RegistrySearch>().SearchAsync(question, cancellationToken);
        var page = new SearchPage(services.GetRequiredService<NpgsqlDataSource>(), question, new RoutedAnswer(answer, SearchEngineName.Postgres, false), OrganisationColumns.All, 0);
        return new Suggestions(
            [.. (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Entry)],
            [.. last.Terms.Concat(Begun(last, known)).Distinct().Take(first)],
            known.Gazetteer.Places.Find(last.Typed, first));
    }

    private static IReadOnlyList<Term> Begun(QueryPart part, KnownPhrases known) =>
        part is { Words: [var key], Spelt: [var spelt], MayGoOn: true } ? known.Terms.FindLike(new Word(0, 0, key, spelt), goesOn: true).Meanings : [];
}

public sealed class SuggestionsType : ObjectGraphType<Suggestions>
{
    public SuggestionsType()
    {
        Name = "Suggestions";
        Description = "Suggestions in groups; what is typed last counts for terms and places.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("organisations").Description("Organisations whose name matches, best first.").Resolve(context => context.Source.Organisations);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<VocabularyTermType>>>>("terms").Description("Topics, target groups, offers, kinds, languages and origins with such a label.").Resolve(context => context.Source.Terms);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PlaceType>>>>("places").Description("Towns and postcodes.").Resolve(context => context.Source.Places);
    }
}
