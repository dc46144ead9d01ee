using MsoNetwork.Accounts;
using MsoNetwork.Sql;

namespace MsoNetwork.Permissions;

/// <summary>That something is allowed, and to whom: one of the viewer's memberships, or the viewer as such.</summary>
public sealed record Grant(Membership? Membership)
{
    /// <summary>Who did it, for the row that is written.</summary>
    public DoneBy By(Viewer viewer) =>
        new(viewer.Person, (Membership as OrganisationMembership)?.Organisation, (Membership as CentreMembership)?.Centre);
}

/// <summary>Answers from the permission table: for one thing in C#, for a list in SQL.</summary>
public static class Rights
{
    /// <summary>
    /// By what right the viewer may do something with one thing; null when it may not. Who could do it in several names does it in the one
    /// that was chosen (docs/decisions.md, 310).
    /// </summary>
    public static Grant? Find(Viewer viewer, Resource resource, Operation operation, Facts facts)
    {
        Grant? first = null;
        foreach (var row in PermissionTable.ByOperation[(resource, operation)].Where(row => facts.IsShown || !row.WhileShown))
        {
            if (row.Tie == Tie.Self)
            {
                if (viewer.Person is { } person && facts.Person == person) first ??= new Grant(viewer.ActsFor);
            }
            else if (row.Tie != Tie.None)
            {
                var membership = Tied(viewer, row).FirstOrDefault(membership => Ties.Holds(row.Tie, membership, facts));
                if (membership is not null && membership == viewer.ActsFor) return new Grant(membership);
                if (membership is not null) first ??= new Grant(membership);
            }
            else if (viewer.Has(row.Role))
            {
                first ??= new Grant(viewer.ActsFor);
            }
        }

        return first;
    }

    public static bool Allows(Viewer viewer, Resource resource, Operation operation, Facts facts) =>
        Find(viewer, resource, operation, facts) is not null;

    /// <summary>Whether there is anything with which the viewer may do it.</summary>
    public static bool IsConceivable(Viewer viewer, Resource resource, Operation operation) =>
        PermissionTable.ByOperation[(resource, operation)].Any(row => viewer.Has(row.Role));

    /// <summary>The twin of <see cref="Allows"/>: a condition that holds for the rows with which the viewer may do it.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="resource">What the rows are.</param>
    /// <param name="operation">What is done with them.</param>
    /// <param name="columns">Where the facts stand.</param>
    /// <param name="values">Takes the parameters.</param>
    public static string Sql(Viewer viewer, Resource resource, Operation operation, FactColumns columns, SqlConditions values)
    {
        var ways = new List<string>();
        foreach (var row in PermissionTable.ByOperation[(resource, operation)])
        {
            var tie = row.Tie == Tie.None ? (viewer.Has(row.Role) ? "true" : null)
                : row.Tie == Tie.Self ? Self(viewer, columns, values)
                : Tied(viewer, row).ToList() is { Count: > 0 } memberships ? Ties.Sql(row.Tie, memberships, columns, values) : null;
            if (tie is null) continue;
            var shown = row.WhileShown ? columns.IsShown : null;
            ways.Add(shown is null ? tie : tie == "true" ? shown : $"({tie} AND {shown})");
        }

        return ways.Count == 0 ? "false" : $"({string.Join(" OR ", ways)})";
    }

    private static string? Self(Viewer viewer, FactColumns columns, SqlConditions values) =>
        (viewer.Person, columns.Person) is ({ } person, { } column) ? $"{column} = {values.Parameter(person)}" : null;

    // Whoever acts for one of several does it in that one's name.
    private static IEnumerable<Membership> Tied(Viewer viewer, PermissionRow row) =>
        viewer.Memberships.Where(membership => membership.Has(row.Role)).OrderByDescending(membership => membership == viewer.ActsFor);
}
