using MsoNetwork.Relay.Lists;

namespace MsoNetwork.PartnerCalls;

/// <summary>The orders of lists of calls, on <see cref="PartnerCallSql.From"/>.</summary>
internal static class PartnerCallOrders
{
    public static KeysetOrder<ListedPartnerCall> Of(PartnerCallOrder order, PartnerCallCriteria criteria) => order switch
    {
        PartnerCallOrder.Newest => new("partner calls by opening", "c.id", call => call.Id)
        {
            Value = KeysetValue.Moment<ListedPartnerCall>(PartnerCallSql.Since, call => call.Since),
            Descending = true,
        },
        // Infinity is what .NET's last day is to PostgreSQL.
        PartnerCallOrder.Deadline => new("partner calls by deadline", "c.id", call => call.Id)
        {
            Value = KeysetValue.Day<ListedPartnerCall>(
                "coalesce(c.open_until, 'infinity')",
                call => call.Call.OpenUntil ?? DateOnly.MaxValue
            ),
        },
        _ => new($"partner calls by distance from {criteria.Near?.Place}", "c.id", call => call.Id)
        {
            Value = KeysetValue.Metres<ListedPartnerCall>(
                $"ST_Distance({PartnerCallSql.Location}, {criteria.NearParameter})",
                call => call.Metres
            ),
        },
    };
}
