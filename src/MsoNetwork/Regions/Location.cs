using GraphQL.Types;

namespace MsoNetwork.Regions;

/// <summary>How well a point is known.</summary>
public enum LocationPrecision
{
    Address,
    Postcode,
    Municipality,
}

/// <summary>A point in WGS 84 degrees, and how well it is known.</summary>
public readonly record struct Location(double Latitude, double Longitude, LocationPrecision Precision)
{
    public Location(Position position, LocationPrecision precision)
        : this(position.Latitude, position.Longitude, precision)
    {
    }
}

public sealed class LocationType : ObjectGraphType<Location>
{
    public LocationType()
    {
        Name = "Location";
        Description = "A point in WGS 84.";
        Field(location => location.Latitude).Description("Degrees north.");
        Field(location => location.Longitude).Description("Degrees east.");
        Field<NonNullGraphType<LocationPrecisionType>>("precision").Description("How precise it is.").From(source => source.Precision);
    }
}

public sealed class LocationPrecisionType : EnumerationGraphType<LocationPrecision>
{
    public LocationPrecisionType()
    {
        Name = "LocationPrecision";
        Description = "How well a location is known.";
        Values["ADDRESS"]!.Description = "The address.";
        Values["POSTCODE"]!.Description = "The middle of the postcode area.";
        Values["MUNICIPALITY"]!.Description = "The municipality's centre; always so when the organisation protects its place.";
    }
}
