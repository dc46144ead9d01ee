using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

/// <summary>A filter as conditions on <see cref="PartnerCallSql.From"/>.</summary>
public sealed class PartnerCallCriteria : PostingCriteria
{
    public PartnerCallCriteria(
        PartnerCallFilter filter, Viewer viewer, Gazetteer gazetteer, VocabularySet vocabularies, DateTimeOffset now)
        : base(filter, gazetteer, vocabularies, "c")
    {
        Now = Conditions.Parameter(now);
        Conditions.Add(Rights.Sql(viewer, Resource.PartnerCall, Operation.See, PartnerCallPermissions.Columns, Conditions));
        Conditions.Add($"{PartnerCallSql.State(Now)} = ANY({Names(filter.StatesOrOpen)})");
        if (filter.Direction is { } direction) Conditions.Add($"c.direction = {Conditions.Parameter(direction.ToString())}");
        if (filter.Subjects is { Length: > 0 } subjects) Conditions.Add($"c.subject = ANY({Names(subjects)})");
        if (filter.ActiveIn is { Length: > 0 } regions)
        {
            var above = regions.SelectMany(key => gazetteer.ByKey(key)!.Above).Distinct(StringComparer.Ordinal).ToArray();
            Conditions.Add($"(c.reach && {Conditions.Parameter(regions)} OR c.areas && {Conditions.Parameter(above)})");
        }

        if (Near is { } near)
        {
            var metres = $"{Conditions.Parameter(near.Metres)} + coalesce(c.radius_km, 0) * 1000";
            Conditions.Add($"ST_DWithin({PartnerCallSql.Location}, {NearParameter}, {metres})");
        }

        if (filter.DeadlineBefore is { } day) Conditions.Add($"c.open_until < {Conditions.Parameter(DateOnly.FromDateTime(day))}");
        if (filter.OrganisationKeys() is { } keys) Conditions.Add($"c.organisation_id = ANY({Conditions.Parameter(keys)})");
    }

    /// <summary>The parameter that holds the moment.</summary>
    public string Now { get; }
}
