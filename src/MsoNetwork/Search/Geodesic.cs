namespace MsoNetwork.Search;

/// <summary>
/// The length of the geodesic on the WGS 84 ellipsoid by Vincenty's inverse formula (1975); within 1 mm of PostGIS's
/// ST_Distance for the distances of NRW. No served package has it.
/// </summary>
internal static class Geodesic
{
    private const double Major = 6378137, Flattening = 1 / 298.257223563, Minor = Major * (1 - Flattening);

    /// <summary>Metres between two points given in degrees.</summary>
    public static double Metres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var difference = double.DegreesToRadians(longitude2 - longitude1);
        var (sin1, cos1) = Reduced(latitude1);
        var (sin2, cos2) = Reduced(latitude2);
        var lambda = difference;
        for (var round = 0; round < 100; round++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var sinSigma = Math.Sqrt(Square(cos2 * sinLambda) + Square((cos1 * sin2) - (sin1 * cos2 * cosLambda)));
            if (sinSigma == 0) return 0;
            var cosSigma = (sin1 * sin2) + (cos1 * cos2 * cosLambda);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cos1 * cos2 * sinLambda / sinSigma;
            var cosSquared = 1 - Square(sinAlpha);
            var middle = cosSquared == 0 ? 0 : cosSigma - (2 * sin1 * sin2 / cosSquared);
            var c = Flattening / 16 * cosSquared * (4 + (Flattening * (4 - (3 * cosSquared))));
            var before = lambda;
            lambda =
                difference
                + ((1 - c) * Flattening * sinAlpha * (sigma + (c * sinSigma * (middle + (c * cosSigma * ((2 * Square(middle)) - 1))))));
            if (Math.Abs(lambda - before) > 1e-12)
                continue;
            var u = cosSquared * (Square(Major) - Square(Minor)) / Square(Minor);
            var a = 1 + (u / 16384 * (4096 + (u * (-768 + (u * (320 - (175 * u)))))));
            var b = u / 1024 * (256 + (u * (-128 + (u * (74 - (47 * u))))));
            var correction = b * sinSigma * (middle + (b / 4 * ((cosSigma * ((2 * Square(middle)) - 1))
                - (b / 6 * middle * ((4 * Square(sinSigma)) - 3) * ((4 * Square(middle)) - 3)))));
            return Minor * a * (sigma - correction);
        }

        return Math.PI * Major; // nearly antipodal points, for which the formula does not converge
    }

    private static (double Sin, double Cos) Reduced(double latitude)
    {
        var tangent = (1 - Flattening) * Math.Tan(double.DegreesToRadians(latitude));
        var cos = 1 / Math.Sqrt(1 + Square(tangent));
        return (tangent * cos, cos);
    }

    private static double Square(double value) => value * value;
}
