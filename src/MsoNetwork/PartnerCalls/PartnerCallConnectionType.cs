using GraphQL.Types;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.PartnerCalls;

public sealed class PartnerCallEdgeType : EdgeType<ListedPartnerCall, PartnerCallType>
{
    public PartnerCallEdgeType()
        : base("PartnerCallEdge", "A partner call's place in a list.", "The call.", call => call)
    {
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) from filter.near to its place, in kilometres; null without near. Its place is the middle of "
                    + "its town or region, or where its organisation is."
            )
            .From(edge => double.IsNaN(edge.Row.Metres) ? null : edge.Row.Metres / 1000);
    }
}

public sealed class PartnerCallConnectionType() : ConnectionType<ListedPartnerCall, PartnerCallEdgeType, PartnerCallType>(
    "PartnerCallConnection", "A page of partner calls (Relay cursor connection).", "calls", "cursor and distance",
    "the filter finds", call => call);
