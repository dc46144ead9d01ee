using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>Searches calls; those that are open unless states says otherwise.</summary>
public sealed class SearchPartnerCalls(NpgsqlDataSource database, PartnerCallIndex calls, PhraseBook phrases, TimeProvider time)
    : SearchPostings<PartnerCallFilter, PartnerCallFacts, ListedPartnerCall>(calls, phrases, time)
{
    /// <summary>Names of the facets that only calls have.</summary>
    public const string Directions = "directions", Subjects = "subjects", States = "states";

    protected override OwnQuestion<PartnerCallFacts> Own(PartnerCallFilter filter, DirectoryPhrases known, DateTimeOffset now) => new(
        [.. Conditions(filter, now), .. DirectoryFacets.AreActiveIn<PartnerCallFacts>(FacetName.Regions, filter.ActiveIn, known.Gazetteer)],
        DirectoryFacets.OfReach(filter.ActiveIn, known.Gazetteer))
    {
        PayloadFacets =
        [
            new(Directions, facts => facts.Direction.ToString()),
            new(Subjects, facts => facts.Subject.ToString()),
            new(States, facts => facts.StateAt(now).ToString()),
        ],
    };

    protected override async Task<IReadOnlyDictionary<Guid, ListedPartnerCall>> ReadAsync(
        Guid[] ids, PartnerCallFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"{PartnerCallSql.Public} AND c.id = ANY({conditions.Parameter(ids)})");
        var sql = PartnerCallSql.Select(conditions, now);
        return (await conditions.ListAsync(database, sql, PartnerCallSql.Read, cancellationToken)).ToDictionary(call => call.Id);
    }

    protected override Position LocationOf(ListedPartnerCall row) => row.Location;

    private static IEnumerable<Condition<PartnerCallFacts>> Conditions(PartnerCallFilter filter, DateTimeOffset now)
    {
        Condition<PartnerCallFacts> Holds(string? facet, Func<PartnerCallFacts, bool> holds) =>
            new PayloadCondition<PartnerCallFacts>(facet, holds);

        var states = filter.StatesOrOpen;
        yield return Holds(States, facts => states.Contains(facts.StateAt(now))) with { IsScope = true };
        if (filter.Direction is { } direction) yield return Holds(Directions, facts => facts.Direction == direction);
        if (filter.Subjects is { Length: > 0 } subjects) yield return Holds(Subjects, facts => subjects.Contains(facts.Subject));
        if (filter.DeadlineBefore is { } day) yield return Holds(null, facts => facts.OpenUntil < DateOnly.FromDateTime(day));
        if (filter.OrganisationKeys() is { } keys) yield return Holds(null, facts => keys.Contains(facts.Organisation));
    }
}
