using GraphQL.Types;
using GraphQLParser.AST;

namespace MsoNetwork.Organisations;

/// <summary>
/// RFC 7946 geometries: any geometry out; what comes in is read by <see cref="PolygonInput"/>, which can say what is wrong.
/// </summary>
public sealed class GeoJsonType : ComplexScalarGraphType
{
    public GeoJsonType()
    {
        Name = "GeoJSON";
        Description =
            "A geometry object of RFC 7946, for example {\"type\": \"Polygon\", \"coordinates\": [[[6.4, 50.7], [6.6, 50.7], [6.6, 50.9], "
                + "[6.4, 50.7]]]}; "
            + "longitude first, WGS 84 degrees. As input a Polygon or MultiPolygon of at most 1,000 points, written out or all of it as "
            + "one variable.";
    }

    public override bool CanParseLiteral(GraphQLValue value) => !GraphQlPlans.Literals.HasVariable(value) && base.CanParseLiteral(value);
}
