using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Trainings.Search;

/// <summary>Searches trainings; those that are published and to come unless the filter says otherwise.</summary>
public sealed class SearchTrainings(NpgsqlDataSource database, TrainingIndex trainings, PhraseBook phrases, TimeProvider time)
    : SearchPostings<TrainingFilter, TrainingFacts, ListedTraining>(trainings, phrases, time)
{
    /// <summary>Names of the facets that only trainings have.</summary>
    public const string Kinds = "kinds";

    private static readonly KeyFacet OfKinds = new(Kinds, TrainingKeys.Kinds, kind => [kind]);

    protected override OwnQuestion<TrainingFacts> Own(TrainingFilter filter, DirectoryPhrases known, DateTimeOffset now)
    {
        var (from, to) = TrainingCriteria.Span(filter, now);
        var dates = new DatesCondition(
            filter.StatesOrPublished, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds(), filter.Evenings is true, filter.Weekend is true)
        {
            IsScope = true,
        };
        return new([dates, .. Conditions(filter)], DirectoryFacets.OfSeats(filter.Regions, known.Gazetteer))
        {
            KeyFacets = [OfKinds],
        };
    }

    // A hit shows its first date that is not over.
    protected override async Task<IReadOnlyDictionary<Guid, ListedTraining>> ReadAsync(
        Guid[] ids, TrainingFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = new SqlConditions();
        var sql = $"""
            SELECT DISTINCT ON (t.id) {TrainingSql.Columns} FROM {TrainingSql.From}
            WHERE {TrainingPermissions.Public} AND t.id = ANY({values.Parameter(ids)})
            ORDER BY t.id, (d.ends_at > {values.Parameter(TrainingCriteria.Span(filter, now).From)} AND NOT d.cancelled) DESC, d.starts_at
            """;
        return (await values.ListAsync(database, sql, TrainingSql.Read, cancellationToken)).ToDictionary(listed => listed.Training.Id);
    }

    protected override Position LocationOf(ListedTraining row) => new(row.Training.Location.Y, row.Training.Location.X);

    private static IEnumerable<Condition<TrainingFacts>> Conditions(TrainingFilter filter)
    {
        Condition<TrainingFacts> Has(string offer) => new KeyCondition<TrainingFacts>(null, [TrainingKeys.Offer(offer)]);

        if (filter.Kinds is { Length: > 0 } kinds)
            yield return new KeyCondition<TrainingFacts>(Kinds, Array.ConvertAll(kinds, TrainingKeys.Kind));
        if (filter.Online is { } online) yield return Has(online ? TrainingKeys.Online : TrainingKeys.AtPlace);
        if (filter.Free is true) yield return Has(TrainingKeys.Free);
        if (filter.ChildCare is true) yield return Has(TrainingKeys.ChildCare);
        var (organisations, centres) = (filter.OrganisationKeys(), filter.CentreKeys());
        if (organisations is not null || centres.Length > 0)
        {
            yield return new PayloadCondition<TrainingFacts>(null, facts =>
                (facts.Organisation is { } id && organisations?.Contains(id) == true)
                || (facts.Centre is { } centre && centres.Contains(centre)));
        }

        foreach (var condition in DirectoryFacets.LieIn<TrainingFacts>(FacetName.Regions, filter.Regions)) yield return condition;
    }
}
