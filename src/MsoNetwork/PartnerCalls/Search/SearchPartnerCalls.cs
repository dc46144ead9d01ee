using System.Diagnostics;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>An answered search for calls.</summary>
/// <param name="database">Where the calls are read.</param>
/// <param name="answered">The answer.</param>
/// <param name="counts">Of the facets that only calls have.</param>
/// <param name="time">Says what states are now.</param>
public sealed class PartnerCallSearchPage(
    NpgsqlDataSource database,
    Answered answered,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts,
    TimeProvider time
) : HitPage<ListedPartnerCall>(answered, (ids, token) => ReadAsync(database, time, ids, token), call => call.Location)
{
    /// <summary>The counts of a facet that only calls have; none when it was not asked for.</summary>
    public IReadOnlyList<FacetCount> Counts(string facet) => counts.GetValueOrDefault(facet) ?? [];

    // The index may be a moment behind: what was withdrawn meanwhile is not shown.
    private static async Task<IReadOnlyDictionary<Guid, ListedPartnerCall>> ReadAsync(
        NpgsqlDataSource database, TimeProvider time, Guid[] ids, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"{PartnerCallSql.Public} AND c.id = ANY({conditions.Parameter(ids)})");
        var sql = PartnerCallSql.Select(conditions, time);
        return (await conditions.ListAsync(database, sql, PartnerCallSql.Read, cancellationToken)).ToDictionary(call => call.Id);
    }
}

/// <summary>Searches calls by what somebody types, under the rules of <see cref="MatchRules"/>.</summary>
public sealed class SearchPartnerCalls(NpgsqlDataSource database, PartnerCallIndex calls, PhraseBook phrases, TimeProvider time)
{
    /// <summary>Names of the facets that only calls have.</summary>
    public const string Directions = "directions", Subjects = "subjects", States = "states";

    /// <summary>Facets shared with organisations.</summary>
    public static readonly IReadOnlySet<FacetName> Facets =
        new HashSet<FacetName> { FacetName.Topics, FacetName.Regions, FacetName.TargetGroups, FacetName.Languages };

    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions; open calls unless states says otherwise.</param>
    /// <param name="first">How many hits, 1 to 100.</param>
    /// <param name="after">Cursor of the hit before the page.</param>
    /// <param name="facets">Whether to count facets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<PartnerCallSearchPage> RunAsync(
        string text, PartnerCallFilter filter, int first, string? after, bool facets, CancellationToken cancellationToken)
    {
        var (known, now, started) = (await phrases.GetAsync(cancellationToken), time.GetUtcNow(), Stopwatch.GetTimestamp());
        var query = UnderstoodQuery.Read(text, known);
        var near = PartnerCallCriteria.CheckCommon(filter, known.Gazetteer, known.Vocabularies);
        var cursor = after is null ? (SearchCursor?)null : SearchCursor.Parse(after, "after", query);
        PayloadFacet<PartnerCallFacts>[] own =
        [
            new(Directions, facts => facts.Direction.ToString()),
            new(Subjects, facts => facts.Subject.ToString()),
            new(States, facts => facts.StateAt(now).ToString()),
        ];
        var answer = calls.Index.Answer(
            new IndexQuestion<PartnerCallFacts>(query.Parsed, [.. Conditions(filter, near, known, now)], first)
            {
                After = cursor is { } place ? new HitPlace(place.Rank, place.Id) : null,
                Near = near is null ? null : new GeoPosition(near.Centre.Y, near.Centre.X),
                KeyFacets = facets ? [.. Facets.Select(facet => FacetOf(facet, filter, known))] : [],
                PayloadFacets = facets ? own : [],
            });
        var answered = new Answered(
            query,
            near is null ? null : new Position(near.Centre.Y, near.Centre.X),
            cursor,
            SearchAnswer.Of(answer, query, facets ? Facets : new HashSet<FacetName>()),
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return new PartnerCallSearchPage(database, answered, answer.Facets, time);
    }

    private static KeyFacet FacetOf(FacetName facet, PartnerCallFilter filter, DirectoryPhrases known) => facet == FacetName.Regions
        ? DirectoryFacets.OfReach(filter.ActiveIn, known.Gazetteer)
        : DirectoryFacets.OfTerms(facet, known.Vocabularies);

    // The same as PartnerCallCriteria says in SQL, of what is public.
    private static IEnumerable<Condition<PartnerCallFacts>> Conditions(
        PartnerCallFilter filter, NearPoint? near, DirectoryPhrases known, DateTimeOffset now)
    {
        Condition<PartnerCallFacts> Holds(string? facet, Func<PartnerCallFacts, bool> holds) =>
            new PayloadCondition<PartnerCallFacts>(facet, holds);
        IEnumerable<Condition<PartnerCallFacts>> HaveTerm(FacetName facet, string[]? keys) =>
            DirectoryFacets.HaveTerm<PartnerCallFacts>(facet, DirectoryFacets.VocabularyOf(facet), keys, known.Vocabularies);

        var states = PartnerCallCriteria.States(filter);
        yield return Holds(States, facts => states.Contains(facts.StateAt(now))) with { IsScope = true };
        if (filter.Direction is { } direction) yield return Holds(Directions, facts => facts.Direction == direction);
        if (filter.Subjects is { Length: > 0 } subjects) yield return Holds(Subjects, facts => subjects.Contains(facts.Subject));
        if (filter.DeadlineBefore is { } day) yield return Holds(null, facts => facts.OpenUntil < DateOnly.FromDateTime(day));
        if (PartnerCallCriteria.Ids(filter) is { } ids) yield return Holds(null, facts => ids.Contains(facts.Organisation));
        if (near is not null)
            yield return new CircleCondition<PartnerCallFacts>(new GeoPosition(near.Centre.Y, near.Centre.X), near.Metres);
        var reach = DirectoryFacets.AreActiveIn<PartnerCallFacts>(FacetName.Regions, filter.ActiveIn, known.Gazetteer);
        foreach (var condition in HaveTerm(FacetName.Topics, filter.Topics)
            .Concat(HaveTerm(FacetName.TargetGroups, filter.TargetGroups))
            .Concat(HaveTerm(FacetName.Languages, filter.Languages))
            .Concat(reach))
            yield return condition;
    }
}
