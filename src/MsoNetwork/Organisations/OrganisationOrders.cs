using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Organisations;

/// <summary>The orders of lists of organisations. Every one ends with the id.</summary>
public static class OrganisationOrders
{
    /// <summary>Letters of the longest sort name that an organisation may have, because cursors hold it; all are ASCII.</summary>
    public const int LongestName = 2_000;

    public static KeysetOrder<ListedOrganisation> Of(OrganisationOrder order, OrganisationCriteria criteria) => order switch
    {
        OrganisationOrder.Name => new("organisations by name", "o.id", Id)
        {
            Value = KeysetValue.Text<ListedOrganisation>("o.sort_name", listed => listed.Entry.SortName),
        },
        OrganisationOrder.RecentlyUpdated => new("organisations by update", "o.id", Id)
        {
            Value = KeysetValue.Moment<ListedOrganisation>("o.updated_at", listed => listed.Entry.UpdatedAt),
            Descending = true,
            IdDescending = true,
        },
        _ => new($"organisations by distance from {criteria.Near?.Place}", "o.id", Id)
        {
            Value = KeysetValue.Metres<ListedOrganisation>(
                $"ST_Distance(o.location, {criteria.NearParameter})",
                listed => listed.Metres
            ),
        },
    };

    private static Guid Id(ListedOrganisation listed) => listed.Entry.Id;
}
