using System.Diagnostics;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Trainings.Search;

/// <summary>An answered search for trainings.</summary>
/// <param name="database">Where they are read.</param>
/// <param name="answered">The answer.</param>
/// <param name="counts">Of the facets that only trainings have.</param>
/// <param name="from">A hit shows its first date that is not over by then.</param>
/// <param name="gazetteer">Where places are.</param>
public sealed class TrainingSearchPage(
    NpgsqlDataSource database, Answered answered, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts, DateTimeOffset from,
    Gazetteer gazetteer)
    : HitPage<ListedTraining>(
        answered, (ids, token) => ReadAsync(database, from, ids, token), listed => gazetteer.ByKey(listed.Training.PlaceKey)!.Centre)
{
    /// <summary>The counts of a facet that only trainings have; none when it was not asked for.</summary>
    public IReadOnlyList<FacetCount> Counts(string facet) => counts.GetValueOrDefault(facet) ?? [];

    // The index may be a moment behind: what is no more is not shown.
    private static async Task<IReadOnlyDictionary<Guid, ListedTraining>> ReadAsync(
        NpgsqlDataSource database, DateTimeOffset from, Guid[] ids, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var sql = $"""
            SELECT DISTINCT ON (t.id) {TrainingSql.Columns} FROM {TrainingSql.From}
            WHERE {TrainingPermissions.Public} AND t.id = ANY({values.Parameter(ids)})
            ORDER BY t.id, (d.ends_at > {values.Parameter(from)} AND NOT d.cancelled) DESC, d.starts_at
            """;
        return (await values.ListAsync(database, sql, TrainingSql.Read, cancellationToken)).ToDictionary(listed => listed.Training.Id);
    }
}

/// <summary>Searches trainings by what somebody types, under the rules of <see cref="MatchRules"/>.</summary>
public sealed class SearchTrainings(NpgsqlDataSource database, TrainingIndex trainings, PhraseBook phrases, TimeProvider time)
{
    /// <summary>Names of the facets that only trainings have.</summary>
    public const string Kinds = "kinds";

    /// <summary>Facets shared with organisations.</summary>
    public static readonly IReadOnlySet<FacetName> Facets =
        new HashSet<FacetName> { FacetName.Topics, FacetName.Regions, FacetName.TargetGroups, FacetName.Languages };

    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions; published trainings to come unless it says otherwise.</param>
    /// <param name="first">How many hits, 1 to 100.</param>
    /// <param name="after">Cursor of the hit before the page.</param>
    /// <param name="facets">Whether to count facets.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<TrainingSearchPage> RunAsync(
        string text, TrainingFilter filter, int first, string? after, bool facets, CancellationToken cancellationToken)
    {
        var (known, started) = (await phrases.GetAsync(cancellationToken), Stopwatch.GetTimestamp());
        var query = UnderstoodQuery.Read(text, known);
        var near = TrainingCriteria.CheckCommon(filter, known.Gazetteer, known.Vocabularies);
        var span = TrainingCriteria.Span(filter, time.GetUtcNow());
        var cursor = after is null ? (SearchCursor?)null : SearchCursor.Parse(after, "after", query);
        bool IsMeant(DateFacts date) => date.EndsAt > span.From && date.StartsAt < span.To
            && (filter.Evenings is not true || date.Evening) && (filter.Weekend is not true || date.Weekend);
        PayloadFacet<TrainingFacts>[] own =
        [
            new(Kinds, facts => facts.Kind.ToString()),
        ];
        var answer = trainings.Index.Answer(
            new IndexQuestion<TrainingFacts>(query.Parsed, [.. Conditions(filter, near, known, IsMeant)], first)
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
        return new TrainingSearchPage(database, answered, answer.Facets, span.From, known.Gazetteer);
    }

    private static KeyFacet FacetOf(FacetName facet, TrainingFilter filter, DirectoryPhrases known) => facet == FacetName.Regions
        ? DirectoryFacets.OfSeats(filter.Regions, known.Gazetteer)
        : DirectoryFacets.OfTerms(facet, known.Vocabularies);

    // The same as TrainingCriteria says in SQL, of what is public.
    private static IEnumerable<Condition<TrainingFacts>> Conditions(
        TrainingFilter filter, NearPoint? near, DirectoryPhrases known, Func<DateFacts, bool> isMeant)
    {
        Condition<TrainingFacts> Holds(string? facet, Func<TrainingFacts, bool> holds) =>
            new PayloadCondition<TrainingFacts>(facet, holds);
        IEnumerable<Condition<TrainingFacts>> HaveTerm(FacetName facet, string[]? keys) =>
            DirectoryFacets.HaveTerm<TrainingFacts>(facet, DirectoryFacets.VocabularyOf(facet), keys, known.Vocabularies);

        var states = TrainingCriteria.States(filter);
        yield return Holds(null, facts => states.Contains(facts.State) && facts.Dates.Any(isMeant)) with { IsScope = true };
        if (filter.Kinds is { Length: > 0 } kinds) yield return Holds(Kinds, facts => kinds.Contains(facts.Kind));
        if (filter.Online is { } online) yield return Holds(null, facts => facts.Online == online);
        if (filter.Free is true) yield return Holds(null, facts => facts.Free);
        if (filter.ChildCare is true) yield return Holds(null, facts => facts.ChildCare);
        var (ids, centres) = (TrainingCriteria.Ids(filter), filter.Centres ?? []);
        if (ids is not null || centres.Length > 0)
        {
            yield return Holds(null, facts => (facts.Organisation is { } id && ids?.Contains(id) == true)
                || (facts.Centre is { } centre && centres.Contains(centre)));
        }

        if (near is not null)
            yield return new CircleCondition<TrainingFacts>(new GeoPosition(near.Centre.Y, near.Centre.X), near.Metres);
        foreach (var condition in HaveTerm(FacetName.Topics, filter.Topics)
            .Concat(HaveTerm(FacetName.TargetGroups, filter.TargetGroups))
            .Concat(HaveTerm(FacetName.Languages, filter.Languages))
            .Concat(DirectoryFacets.LieIn<TrainingFacts>(FacetName.Regions, filter.Regions)))
            yield return condition;
    }
}
