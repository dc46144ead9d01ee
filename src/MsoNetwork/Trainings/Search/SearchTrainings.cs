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
public sealed class TrainingSearchPage(
    NpgsqlDataSource database, Answered answered, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts, DateTimeOffset from)
    : HitPage<ListedTraining>(
        answered, (ids, token) => ReadAsync(database, from, ids, token),
        listed => new Position(listed.Training.Location.Y, listed.Training.Location.X))
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

    private static readonly KeyFacet OfKinds = new(Kinds, TrainingKeys.Kinds, kind => [kind]);

    /// <summary>Facets shared with organisations.</summary>
    public static readonly IReadOnlySet<FacetName> Facets =
        new HashSet<FacetName> { FacetName.Topics, FacetName.Regions, FacetName.TargetGroups, FacetName.Languages };

    /// <param name="text">What was typed.</param>
    /// <param name="filter">Conditions; published trainings to come unless it says otherwise.</param>
    /// <param name="first">How many hits; 0 only counts.</param>
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
        var dates = new DatesCondition(
            TrainingCriteria.States(filter), span.From.ToUnixTimeSeconds(), span.To.ToUnixTimeSeconds(), filter.Evenings is true,
            filter.Weekend is true)
        {
            IsScope = true,
        };
        KeyFacet[] Own() => [.. Facets.Select(facet => FacetOf(facet, filter, known)), OfKinds];
        var answer = trainings.Index.Answer(
            new IndexQuestion<TrainingFacts>(query.Parsed, [dates, .. Conditions(filter, near, known)], first)
            {
                After = cursor is { } place ? new HitPlace(place.Rank, place.Id) : null,
                Near = near is null ? null : new GeoPosition(near.Centre.Y, near.Centre.X),
                KeyFacets = facets ? Own() : [],
            });
        var answered = new Answered(
            query,
            near is null ? null : new Position(near.Centre.Y, near.Centre.X),
            cursor,
            SearchAnswer.Of(answer, query, facets ? Facets : new HashSet<FacetName>()),
            (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return new TrainingSearchPage(database, answered, answer.Facets, span.From);
    }

    private static KeyFacet FacetOf(FacetName facet, TrainingFilter filter, DirectoryPhrases known) => facet == FacetName.Regions
        ? DirectoryFacets.OfSeats(filter.Regions, known.Gazetteer)
        : DirectoryFacets.OfTerms(facet, known.Vocabularies);

    // The same as TrainingCriteria says in SQL, of what is public.
    private static IEnumerable<Condition<TrainingFacts>> Conditions(
        TrainingFilter filter, NearPoint? near, DirectoryPhrases known)
    {
        Condition<TrainingFacts> Has(string offer) => new KeyCondition<TrainingFacts>(null, [TrainingKeys.Offer(offer)]);
        IEnumerable<Condition<TrainingFacts>> HaveTerm(FacetName facet, string[]? keys) =>
            DirectoryFacets.HaveTerm<TrainingFacts>(facet, DirectoryFacets.VocabularyOf(facet), keys, known.Vocabularies);

        if (filter.Kinds is { Length: > 0 } kinds)
            yield return new KeyCondition<TrainingFacts>(Kinds, Array.ConvertAll(kinds, TrainingKeys.Kind));
        if (filter.Online is { } online) yield return Has(online ? TrainingKeys.Online : TrainingKeys.AtPlace);
        if (filter.Free is true) yield return Has(TrainingKeys.Free);
        if (filter.ChildCare is true) yield return Has(TrainingKeys.ChildCare);
        var (ids, centres) = (TrainingCriteria.Ids(filter), filter.Centres ?? []);
        if (ids is not null || centres.Length > 0)
        {
            yield return new PayloadCondition<TrainingFacts>(null, facts => (facts.Organisation is { } id && ids?.Contains(id) == true)
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
