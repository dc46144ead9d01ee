using MsoNetwork.Permissions;

namespace MsoNetwork.Moderation;

/// <summary>What the permission table needs to know of cases, for one in C# and for lists in SQL.</summary>
internal static class CaseRights
{
    public static FactColumns Columns { get; } = new([]) { Seat = "c.seat", Person = "c.person_id" };

    public static Facts Of(Case one) => new()
    {
        Owners = one.OrganisationId is { } id ? [id] : [],
        Seats = [one.Seat],
        Person = one.PersonId,
    };
}
