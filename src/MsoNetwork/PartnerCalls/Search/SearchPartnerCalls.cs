using System.Diagnostics;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>Searches calls by what somebody types, under the rules of <see cref="MatchRules"/>.</summary>
public sealed class SearchPartnerCalls(NpgsqlDataSource database, PartnerCallIndex calls, PhraseBook phrases, TimeProvider time)
{
    /// <summary>Names of the facets that only calls have.</summary>
    public const string Directions = "directions", Subjects = "subjects", States = "states";

    /// <summary>Facets shared with organisations.</summary>
    public static readonly IReadOnlySet<FacetName> Facets = new HashSet<FacetName>
    {
        FacetName.Topics,
        FacetName.Regions,
        FacetName.TargetGroups,
        FacetName.Languages,
    };

    private static readonly PayloadFacet<PartnerCallFacts>[] OwnFacets =
    [
        new(Directions, facts => facts.Direction.ToString()),
        new(Subjects, facts => facts.Subject.ToString()),
    ];

    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions; open calls unless states says otherwise.</param>
    /// <param name="first">How many hits, 1 to 100.</param>
    /// <param name="after">Cursor of the hit before the page.</param>
    /// <param name="facets">Whether to count facets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<PartnerCallSearchPage> RunAsync(
        string text,
        PartnerCallFilter filter,
        int first,
        string? after,
        bool facets,
        CancellationToken cancellationToken
    )
    {
        var (known, now, started) = (await phrases.GetAsync(cancellationToken), time.GetUtcNow(), Stopwatch.GetTimestamp());
        var query = UnderstoodQuery.Read(text, known);
        // Refuses what is wrong in the fields that calls share with organisations.
        var near = new OrganisationCriteria(filter.Common, known.Gazetteer, known.Vocabularies).Near;
        var cursor = after is null ? (SearchCursor?)null : SearchCursor.Parse(after, "after", query);
        var answer = calls.Index.Answer(
            new IndexQuestion<PartnerCallFacts>(query.Parsed, [.. Conditions(filter, near, known, now)], first)
            {
                After = cursor is { } place ? new HitPlace(place.Rank, place.Id) : null,
                Near = near is null ? null : new GeoPosition(near.Centre.Y, near.Centre.X),
                KeyFacets = facets ? [.. Facets.Select(facet => FacetOf(facet, filter, known))] : [],
                PayloadFacets = facets ? [.. OwnFacets, new(States, facts => facts.StateAt(now).ToString())] : [],
            }
        );
        var answered = new Answered(
            query,
            near is null ? null : new Position(near.Centre.Y, near.Centre.X),
            cursor,
            SearchAnswer.Of(answer, query, facets ? Facets : new HashSet<FacetName>()),
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds
        );
        return new PartnerCallSearchPage(database, answered, answer.Facets, now);
    }

    private static KeyFacet FacetOf(FacetName facet, PartnerCallFilter filter, DirectoryPhrases known) =>
        facet == FacetName.Regions
            ? DirectoryFacets.OfReach(filter.ActiveIn, known.Gazetteer)
            : DirectoryFacets.OfTerms(facet, known.Vocabularies);

    // The same as PartnerCallCriteria says in SQL, of what is public.
    private static IEnumerable<Condition<PartnerCallFacts>> Conditions(
        PartnerCallFilter filter,
        NearPoint? near,
        DirectoryPhrases known,
        DateTimeOffset now
    )
    {
        var states = filter.States is { Length: > 0 } given ? given : [PartnerCallState.Open];
        yield return Holds(States, facts => states.Contains(facts.StateAt(now)));
        if (filter.Direction is { } direction) yield return Holds(Directions, facts => facts.Direction == direction);
        if (filter.Subjects is { Length: > 0 } subjects) yield return Holds(Subjects, facts => subjects.Contains(facts.Subject));
        if (filter.DeadlineBefore is { } day) yield return Holds(null, facts => facts.OpenUntil < day);
        if (filter.Organisations is { Length: > 0 } organisations)
        {
            var ids = PartnerCallCriteria.Ids(organisations);
            yield return Holds(null, facts => ids.Contains(facts.Organisation));
        }

        IEnumerable<Condition<PartnerCallFacts>> shared =
        [
            .. HaveTerm(FacetName.Topics, filter.Topics, known),
            .. HaveTerm(FacetName.TargetGroups, filter.TargetGroups, known),
            .. HaveTerm(FacetName.Languages, filter.Languages, known),
            .. DirectoryFacets.AreActiveIn<PartnerCallFacts>(FacetName.Regions, filter.ActiveIn, known.Gazetteer),
        ];
        foreach (var condition in shared) yield return condition;
        if (near is not null)
            yield return new CircleCondition<PartnerCallFacts>(new GeoPosition(near.Centre.Y, near.Centre.X), near.Metres);
    }

    private static IEnumerable<Condition<PartnerCallFacts>> HaveTerm(FacetName facet, string[]? keys, DirectoryPhrases known) =>
        DirectoryFacets.HaveTerm<PartnerCallFacts>(facet, DirectoryFacets.VocabularyOf(facet), keys, known.Vocabularies);

    private static PayloadCondition<PartnerCallFacts> Holds(string? facet, Func<PartnerCallFacts, bool> holds) => new(facet, holds);
}
