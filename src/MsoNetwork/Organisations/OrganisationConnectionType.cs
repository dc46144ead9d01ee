using GraphQL.Types;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Organisations;

public sealed class OrganisationEdgeType : EdgeType<ListedOrganisation, OrganisationType>
{
    public OrganisationEdgeType()
        : base("OrganisationEdge", "An organisation's place in a list.", "The organisation.", listed => listed.Entry)
    {
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) from filter.near to its location, in kilometres; null without near. Where location.precision "
                    + "is MUNICIPALITY it ends in the middle of the town."
            )
            .From(edge => double.IsNaN(edge.Row.Metres) ? null : edge.Row.Metres / 1000);
    }
}

public sealed class OrganisationConnectionType() : ConnectionType<ListedOrganisation, OrganisationEdgeType, OrganisationType>(
    "OrganisationConnection", "A page of organisations (Relay cursor connection).", "organisations", "cursor and distance",
    "the filter finds", listed => listed.Entry);
