namespace MsoNetwork.Search;

/// <summary>A point in WGS 84 degrees.</summary>
public readonly record struct GeoPosition(double Latitude, double Longitude)
{
    /// <summary>Metres along the geodesic.</summary>
    public double MetresTo(GeoPosition other) => Geodesic.Metres(Latitude, Longitude, other.Latitude, other.Longitude);
}
