using MsoNetwork.Sql;

namespace MsoNetwork.Organisations;

/// <summary>What a point of a map stands for, by shape and colour.</summary>
public enum Marker
{
    /// <summary>An association, a community, an initiative: round.</summary>
    Organisation,

    /// <summary>A body of several organisations, or one that lends to all: a diamond.</summary>
    Umbrella,

    /// <summary>An office (<see cref="Offices"/>): a square.</summary>
    Office,
}

/// <summary>
/// Which marker an entry has on every map, drawn or interactive. Three, because a point is small, and no marker tells a religious community
/// from another association: whoever looks for one asks for it, and a map that shows all of them at a glance helps whoever means them harm.
/// </summary>
public static class Markers
{
    private static readonly string[] Umbrellas = ["umbrella-body", "house-of-resources"];

    /// <summary>The column "marker" of the table organisations AS o, as tiles have it.</summary>
    internal static string Sql(SqlConditions conditions) =>
        $"""
        CASE WHEN {Offices.Condition(true, conditions)} THEN 'office'
          WHEN o.kind = ANY({conditions.Parameter(Umbrellas)}) THEN 'umbrella' ELSE 'organisation' END
        """;

    internal static Marker Parse(string name) => Enum.Parse<Marker>(name, ignoreCase: true);
}
