using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls;

/// <summary>A filter, checked against the reference data and turned into SQL conditions on <see cref="PartnerCallSql.From"/>.</summary>
public sealed class PartnerCallCriteria
{
    private const int LongestList = 100;

    public PartnerCallCriteria(
        PartnerCallFilter filter,
        Viewer viewer,
        Gazetteer gazetteer,
        VocabularySet vocabularies,
        DateTimeOffset now
    )
    {
        // Refuses what is wrong in the fields that calls share with organisations.
        Common = new OrganisationCriteria(filter.Common, gazetteer, vocabularies);
        Now = Conditions.Parameter(now);
        Conditions.Add(Rights.Sql(viewer, Resource.PartnerCall, Operation.See, PartnerCallPermissions.Columns, Conditions));
        var states = filter.States is { Length: > 0 } given ? given : [PartnerCallState.Open];
        Conditions.Add($"{PartnerCallSql.State(Now)} = ANY({Conditions.Parameter(states.Select(state => state.ToString()).ToArray())})");
        if (filter.Direction is { } direction)
            Conditions.Add($"c.direction = {Conditions.Parameter(direction.ToString())}");
        if (filter.Subjects is { Length: > 0 } subjects)
            Conditions.Add($"c.subject = ANY({Conditions.Parameter(subjects.Select(subject => subject.ToString()).ToArray())})");
        AnyOf("c.topics", filter.Topics, vocabularies[VocabularyName.Topics]);
        AnyOf("c.target_groups", filter.TargetGroups, vocabularies[VocabularyName.TargetGroups]);
        AnyOf("c.languages", filter.Languages, vocabularies[VocabularyName.Languages]);
        if (filter.ActiveIn is { Length: > 0 } regions)
        {
            var above = regions.SelectMany(key => Above(gazetteer.ByKey(key)!)).Distinct(StringComparer.Ordinal).ToArray();
            Conditions.Add($"(c.reach && {Conditions.Parameter(regions)} OR c.areas && {Conditions.Parameter(above)})");
        }

        if (Near is { } near)
        {
            NearParameter = Conditions.Parameter(near.Centre, NpgsqlDbType.Geography);
            Conditions.Add(
                $"ST_DWithin({PartnerCallSql.Location}, {NearParameter}, {Conditions.Parameter(near.Metres)} + coalesce(c.radius_km, 0) * 1000)"
            );
        }

        if (filter.DeadlineBefore is { } day)
            Conditions.Add($"c.open_until < {Conditions.Parameter(day)}");
        if (filter.Organisations is { Length: > 0 } organisations)
            Conditions.Add($"c.organisation_id = ANY({Conditions.Parameter(Ids(organisations))})");
    }

    public SqlConditions Conditions { get; } = new();

    /// <summary>The conditions shared with organisations, for searches.</summary>
    public OrganisationCriteria Common { get; }

    public NearPoint? Near => Common.Near;

    /// <summary>The parameter that holds the moment.</summary>
    public string Now { get; }

    /// <summary>The parameter that holds <see cref="Near"/>'s centre.</summary>
    public string? NearParameter { get; }

    /// <summary>The keys of organisations by their global ids.</summary>
    public static Guid[] Ids(string[] organisations) =>
        organisations.Length > LongestList
            ? throw NetworkException.Invalid(
                "filter.organisations",
                $"organisations has {organisations.Length} values; at most {LongestList} are allowed."
            )
            :
            [
                .. organisations.Select(id =>
                    GlobalId.Decode(id) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var found)
                        ? found
                        : throw NetworkException.Invalid(
                            "filter.organisations",
                            "filter.organisations takes ids of organisations: take the field id of an organisation as it is."
                        )
                ),
            ];

    private void AnyOf(string column, string[]? keys, Vocabulary vocabulary)
    {
        if (keys is not { Length: > 0 })
            return;
        Conditions.Add(
            $"{column} && {Conditions.Parameter(keys.SelectMany(key => vocabulary.ByKey(key)!.KeysWithNarrower).Distinct(StringComparer.Ordinal).ToArray())}"
        );
    }

    private static IEnumerable<string> Above(RegionEntry region)
    {
        for (var above = region.Parent; above is not null; above = above.Parent) yield return above.Key;
    }
}
