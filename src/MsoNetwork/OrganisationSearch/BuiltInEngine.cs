using MsoNetwork.DirectorySearch;
using MsoNetwork.Search;

namespace MsoNetwork.OrganisationSearch;

/// <summary>The engine that is always there: our own index over PostgreSQL's registry. Its rules are <see cref="MatchRules"/>.</summary>
public sealed class BuiltInEngine(OrganisationIndex index, PhraseBook phrases) : ISearchEngine
{
    /// <summary>Words that one with typos stands for, for another engine: each costs it a query or more.</summary>
    private const int MostMeant = 3;

    public SearchEngineName Name => SearchEngineName.Postgres;

    public async Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        return SearchAnswer.Of(index.Engine.Answer(Asked(question, known)), question.Query, question.Facets);
    }

    /// <summary>
    /// The question with the words that somebody has, and which those are: decided before filters and the same for every engine.
    /// </summary>
    internal async Task<(SearchQuestion Question, Relaxed? Relaxed)> RelaxAsync(
        SearchQuestion question,
        CancellationToken cancellationToken
    )
    {
        var known = await phrases.GetAsync(cancellationToken);
        return index.Engine.Relax(Asked(question, known)) is { } relaxed
            && (relaxed.Query.Parts.Count > 0 || relaxed.Query.Around is not null)
            ? (question with { Query = UnderstoodQuery.Of(Corrected(relaxed.Query), known) }, relaxed)
            : (question, null);
    }

    /// <summary>With the words that may have been meant where one has typos: engines differ in typos.</summary>
    private ParsedQuery Corrected(ParsedQuery query) => query with
    {
        Parts =
        [
            .. query.Parts.Select(part => part is { Forgiven: > Forgiveness.Nothing, Words.Count: 1 }
                ? part with { Meant = index.Engine.Near(part, MostMeant) }
                : part),
        ],
    };

    /// <summary>
    /// How many organisations each of several searches finds, in one pass over the index; fewer when it takes longer than allowed.
    /// </summary>
    internal async Task<IReadOnlyList<int>> CountEachAsync(
        IEnumerable<SearchQuestion> questions,
        Func<bool> goesOn,
        CancellationToken cancellationToken
    )
    {
        var known = await phrases.GetAsync(cancellationToken);
        return index.Engine.CountEach(
            questions.Select(question => Asked(question, known)),
            () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return goesOn();
            }
        );
    }

    private static IndexQuestion<OrganisationFacts> Asked(SearchQuestion question, DirectoryPhrases known)
    {
        var near = question.Criteria.Near;
        return new IndexQuestion<OrganisationFacts>(
            question.Query.Parsed,
            [.. OrganisationConditions.Of(question.Filter, near, known)],
            question.First
        )
        {
            After = question.After is { } after ? new HitPlace(after.Rank, after.Id) : null,
            Near = near is null ? null : new GeoPosition(near.Centre.Y, near.Centre.X),
            TitlesOnly = question.NamesOnly,
            KeyFacets =
            [
                .. question.Facets.Select(facet =>
                    facet == FacetName.Regions
                        ? DirectoryFacets.OfSeats(question.Filter.Regions, known.Gazetteer)
                        : DirectoryFacets.OfTerms(facet, known.Vocabularies)
                ),
            ],
        };
    }
}
