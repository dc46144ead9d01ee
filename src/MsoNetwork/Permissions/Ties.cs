using System.Diagnostics;
using MsoNetwork.Accounts;
using MsoNetwork.Sql;

namespace MsoNetwork.Permissions;

/// <summary>What each tie means, in C# and in SQL, side by side.</summary>
internal static class Ties
{
    public static bool Holds(Tie tie, Membership membership, Facts facts) => (tie, membership) switch
    {
        (Tie.Owner, OrganisationMembership own) => facts.Owners.Contains(own.Organisation),
        (Tie.OtherOwner, OrganisationMembership own) => facts.Owners.Contains(own.Organisation) && facts.Author != own.Organisation,
        (Tie.Author, OrganisationMembership own) => facts.Author == own.Organisation,
        (Tie.Seat, CentreMembership centre) => facts.Seats.Any(centre.Covers),
        (Tie.Centre, CentreMembership centre) => facts.Centre == centre.Centre,
        _ => false,
    };

    public static string Sql(Tie tie, IReadOnlyList<Membership> memberships, FactColumns columns, SqlConditions values)
    {
        if (tie == Tie.Seat)
            return Seats([.. memberships.OfType<CentreMembership>()], columns, values);
        if (tie == Tie.Centre) return Centres(memberships.OfType<CentreMembership>(), columns, values);
        var own = string.Join(", ", memberships.OfType<OrganisationMembership>().Select(own => values.Parameter(own.Organisation)));
        return tie switch
        {
            Tie.Owner => Any(columns.Owners, owner => $"{owner} IN ({own})"),
            Tie.OtherOwner when columns.Author is { } author =>
                Any(columns.Owners, owner => $"({owner} IN ({own}) AND {owner} IS DISTINCT FROM {author})"),
            Tie.OtherOwner => Any(columns.Owners, owner => $"{owner} IN ({own})"),
            Tie.Author => columns.Author is { } author ? $"{author} IN ({own})" : "false",
            _ => throw new UnreachableException(),
        };
    }

    private static string Centres(IEnumerable<CentreMembership> centres, FactColumns columns, SqlConditions values) =>
        columns.Centre is { } column ? Any(centres, centre => $"{column} = {values.Parameter(centre.Centre)}") : "false";

    private static string Seats(IReadOnlyList<CentreMembership> centres, FactColumns columns, SqlConditions values) =>
        columns.Seat is { } seat ? Any(centres, centre => Covers(centre, seat, values)) : columns.Owners.Count == 0 ? "false" : $"""
        EXISTS (SELECT FROM organisations AS side WHERE side.id IN ({string.Join(", ", columns.Owners)})
            AND {Any(centres, centre => Covers(centre, "side.municipality_key", values))})
        """;

    private static string Covers(CentreMembership centre, string seat, SqlConditions values)
    {
        var within = $"starts_with({seat}, {values.Parameter(centre.Region)})";
        return centre.ExceptRegion is { } except ? $"({within} AND NOT starts_with({seat}, {values.Parameter(except)}))" : within;
    }

    private static string Any<T>(IEnumerable<T> all, Func<T, string> condition) => $"({string.Join(" OR ", all.Select(condition))})";
}
