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
    private readonly VocabularySet _vocabularies;

    public PartnerCallCriteria(
        PartnerCallFilter filter, Viewer viewer, Gazetteer gazetteer, VocabularySet vocabularies, DateTimeOffset now)
    {
        _vocabularies = vocabularies;
        Near = CheckCommon(filter, gazetteer, vocabularies);
        Now = Conditions.Parameter(now);
        Conditions.Add(Rights.Sql(viewer, Resource.PartnerCall, Operation.See, PartnerCallPermissions.Columns, Conditions));
        Conditions.Add($"{PartnerCallSql.State(Now)} = ANY({Names(States(filter))})");
        if (filter.Direction is { } direction) Conditions.Add($"c.direction = {Conditions.Parameter(direction.ToString())}");
        if (filter.Subjects is { Length: > 0 } subjects) Conditions.Add($"c.subject = ANY({Names(subjects)})");
        AnyOf("c.topics", filter.Topics, VocabularyName.Topics);
        AnyOf("c.target_groups", filter.TargetGroups, VocabularyName.TargetGroups);
        AnyOf("c.languages", filter.Languages, VocabularyName.Languages);
        if (filter.ActiveIn is { Length: > 0 } regions)
        {
            var above = regions.SelectMany(key => gazetteer.ByKey(key)!.Above).Distinct(StringComparer.Ordinal).ToArray();
            Conditions.Add($"(c.reach && {Conditions.Parameter(regions)} OR c.areas && {Conditions.Parameter(above)})");
        }

        if (Near is { } near)
        {
            NearParameter = Conditions.Parameter(near.Centre, NpgsqlDbType.Geography);
            var metres = $"{Conditions.Parameter(near.Metres)} + coalesce(c.radius_km, 0) * 1000";
            Conditions.Add($"ST_DWithin({PartnerCallSql.Location}, {NearParameter}, {metres})");
        }

        if (filter.DeadlineBefore is { } day) Conditions.Add($"c.open_until < {Conditions.Parameter(DateOnly.FromDateTime(day))}");
        if (Ids(filter) is { } organisations) Conditions.Add($"c.organisation_id = ANY({Conditions.Parameter(organisations)})");
    }

    public SqlConditions Conditions { get; } = new();

    public NearPoint? Near { get; }

    /// <summary>The parameter that holds the moment.</summary>
    public string Now { get; }

    /// <summary>The parameter that holds <see cref="Near"/>'s centre.</summary>
    public string? NearParameter { get; }

    /// <summary>Refuses what is wrong in the fields that calls share with organisations; gives the point that is asked for.</summary>
    internal static NearPoint? CheckCommon(PartnerCallFilter filter, Gazetteer gazetteer, VocabularySet vocabularies) =>
        new OrganisationCriteria(filter.Common(), gazetteer, vocabularies).Near;

    internal static PartnerCallState[] States(PartnerCallFilter filter) =>
        filter.States is { Length: > 0 } given ? given : [PartnerCallState.Open];

    /// <summary>The keys of the organisations that a filter names; null when it names none.</summary>
    internal static Guid[]? Ids(PartnerCallFilter filter) => filter.Organisations switch
    {
        null or [] => null,
        { Length: > LongestList and var length } => throw NetworkException.TooMany("filter.organisations", length, LongestList),
        var ids => [.. ids.Select(id => GlobalId.KeyOf("Organisation", id)
            ?? throw Wrong("filter.organisations takes ids of organisations: take the field id of an organisation as it is."))],
    };

    private static NetworkException Wrong(string message) => NetworkException.Invalid("filter.organisations", message);

    private string Names<T>(T[] members)
        where T : struct, Enum => Conditions.Parameter(Array.ConvertAll(members, member => member.ToString()));

    private void AnyOf(string column, string[]? keys, VocabularyName vocabulary)
    {
        if (keys is not { Length: > 0 }) return;
        var all = keys.SelectMany(key => _vocabularies[vocabulary].ByKey(key)!.KeysWithNarrower).Distinct(StringComparer.Ordinal);
        Conditions.Add($"{column} && {Conditions.Parameter(all.ToArray())}");
    }
}
