using MsoNetwork.Sql;

namespace MsoNetwork.Organisations;

/// <summary>
/// Which entries are offices: bodies that are there for migrant organisations without being one, such as integration centres, city offices
/// and advice services. Umbrella bodies and houses of resources are organisations' own, so they are none. Pages count, list and draw
/// organisations, and offices when somebody asks for them; this is the one place that says which are which.
/// </summary>
public static class Offices
{
    /// <summary>Keys of ORGANISATION_KINDS; what stands below one of them is not meant unless it stands here too.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["support-body", "integration-centre", "advisory-body", "city-office", "welfare-association"];

    public static bool Are(string? kind) => kind is not null && Kinds.Contains(kind);

    /// <summary>A condition on the table organisations AS o: only offices, or none of them.</summary>
    internal static string Condition(bool only, SqlConditions conditions) =>
        $"(o.kind = ANY({conditions.Parameter(Kinds.ToArray())})) IS {(only ? "TRUE" : "NOT TRUE")}";
}
