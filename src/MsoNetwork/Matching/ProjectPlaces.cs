using MsoNetwork.Regions;

namespace MsoNetwork.Matching;

/// <summary>
/// Where a project takes place, for a set that is to be from there: whoever says no more than that it works in all of North
/// Rhine-Westphalia is not taken for somebody who works in Hagen, and partners that add nothing to a set are near or left out.
/// </summary>
public sealed class ProjectPlaces(IReadOnlyList<RegionEntry> places)
{
    /// <summary>About an hour's way: farther away only somebody whom nobody near can stand in for.</summary>
    private const double NearKm = 40;

    /// <summary>Distances within the same step are equal: experience says more than a village more or less.</summary>
    private const double StepKm = 25;

    private const int District = 5; // digits of its key

    public bool IsNear(MatchMember member) => places.Count == 0 || Kilometres(member) <= NearKm;

    /// <summary>0 for whoever is nearest.</summary>
    public int Step(MatchMember member) => places.Count == 0 ? 0 : (int)(Kilometres(member) / StepKm);

    /// <summary>The place that is nearest, and how far its middle is on a sphere.</summary>
    public (RegionEntry Place, double Metres)? Nearest(Position from) =>
        places.Count == 0 ? null
            : places.Select(place => (place, 1000 * Kilometres(place.Centre, from))).MinBy(pair => pair.Item2);

    /// <summary>Seat or activity within a region, or activity in a district that it is part of.</summary>
    public static bool WorksIn(MatchMember member, string region) =>
        member.Municipality.StartsWith(region, StringComparison.Ordinal)
        || member.ActiveIn.Any(key => key.StartsWith(region, StringComparison.Ordinal)
            || (key.Length >= District && region.StartsWith(key, StringComparison.Ordinal)));

    private double Kilometres(MatchMember member) =>
        places.Min(place => Kilometres(place.Centre, new Position(member.Latitude, member.Longitude)));

    // Haversine, mean radius of the Earth.
    private static double Kilometres(Position one, Position other)
    {
        var (south, north) = (double.DegreesToRadians(one.Latitude), double.DegreesToRadians(other.Latitude));
        var turn = double.DegreesToRadians(other.Longitude - one.Longitude);
        var half = Math.Pow(Math.Sin((north - south) / 2), 2)
            + (Math.Cos(south) * Math.Cos(north) * Math.Pow(Math.Sin(turn / 2), 2));
        return 2 * 6371.0088 * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
