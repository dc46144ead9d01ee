namespace MsoNetwork.Organisations;

/// <summary>
/// How far the order on PostGIS's sphere (<c>&lt;-&gt;</c> on geography) can differ from the geodesic one around a point: no geodesic
/// distance from it is shorter than <paramref name="Least"/> times the spherical one, none longer than <paramref name="Most"/> times.
/// Any way is stretched, from the sphere to the ellipsoid, by at least the radius of curvature along the meridian and at most by the
/// one across it, each over the sphere's radius. Both grow towards the poles, so the circle's southern and northern end bound them.
/// </summary>
/// <param name="Least">About 1.0004 in North Rhine-Westphalia.</param>
/// <param name="Most">About 1.0032 there.</param>
public readonly record struct SphereOrder(double Least, double Most)
{
    /// <summary>Metres within which most pages end.</summary>
    public const double Nearby = 25_000;

    // WGS 84, metres; as PostGIS has it
    private const double Equator = 6_378_137, Pole = 6_356_752.314245, Sphere = ((2 * Equator) + Pole) / 3;
    private const double Flatness = 1 - (Pole * Pole / (Equator * Equator)); // first eccentricity, squared
    private const double ShortestDegree = 110_000; // metres of latitude

    public static SphereOrder Around(NearPoint near)
    {
        var latitude = Math.Abs(near.Centre.Y);
        var reach = near.Metres / ShortestDegree;
        return new(
            Equator * (1 - Flatness) / Math.Pow(Bulge(Math.Max(latitude - reach, 0)), 1.5) / Sphere,
            Equator / Math.Sqrt(Bulge(Math.Min(latitude + reach, 90))) / Sphere);
    }

    /// <summary>
    /// How many metres farther on the sphere one place must be than another to be farther on the ellipsoid too, as long as the nearer
    /// is within <paramref name="reach"/> geodesic metres. A millimetre covers what PostGIS rounds.
    /// </summary>
    public double Ring(double reach) => (reach * ((1 / Least) - (1 / Most))) + 0.001;

    private static double Bulge(double latitude) => 1 - (Flatness * Math.Pow(Math.Sin(latitude * Math.PI / 180), 2));
}
