using MsoNetwork.Accounts;
using MsoNetwork.Permissions;

namespace MsoNetwork.Tests.Permissions;

/// <summary>Who is in the cases, and what they are about: things of organisation A in Köln, some with B in Dortmund.</summary>
internal static class PermissionCases
{
    public static readonly Guid A = Guid.Parse("aaaaaaaa-0000-7000-8000-000000000000");
    public static readonly Guid B = Guid.Parse("bbbbbbbb-0000-7000-8000-000000000000");
    public static readonly Guid Stranger = Guid.Parse("cccccccc-0000-7000-8000-000000000000");
    private static readonly Guid Somebody = Guid.Parse("dddddddd-0000-7000-8000-000000000000");
    private const string Cologne = "05315000";
    private const string Dortmund = "05913000";

    /// <summary>In the order of the columns of the table of cases.</summary>
    public static IReadOnlyList<(string Name, Viewer Viewer)> Cast { get; } =
    [
        ("a visitor", Viewer.Nobody),
        ("a person", new Viewer { Person = Somebody }),
        ("a stranger's lead", Viewer.For(new OrganisationMembership(Stranger, "c", Role.Lead))),
        ("A's editor", Viewer.For(new OrganisationMembership(A, "a", Role.Editor))),
        ("A's lead", Viewer.For(new OrganisationMembership(A, "a", Role.Lead))),
        ("B's lead", Viewer.For(new OrganisationMembership(B, "b", Role.Lead))),
        ("A's centre", Viewer.For(new CentreMembership("ki-koeln", "05315", null))),
        ("another centre", Viewer.For(new CentreMembership("ki-bonn", "05314", null))),
        ("an editor of vocabularies", new Viewer { Person = Guid.NewGuid(), Duties = [Role.VocabularyEditor] }),
        ("an administrator", new Viewer { Person = Guid.NewGuid(), Duties = [Role.Administrator] }),
    ];

    public static IReadOnlyDictionary<string, Facts> Things { get; } = new Dictionary<string, Facts>
    {
        ["A's entry"] = new() { Owners = [A], Seats = [Cologne] },
        ["a new entry in Köln"] = new() { Seats = [Cologne] },
        ["a proposal of A to B"] = new() { IsShown = false, Owners = [A, B], Author = A, Seats = [Cologne, Dortmund] },
        ["a centre's proposal for A and B"] = new() { IsShown = false, Owners = [A, B], Seats = [Cologne, Dortmund] },
        ["a confirmed cooperation"] = new() { Owners = [A, B], Author = A, Seats = [Cologne, Dortmund] },
        ["A's draft"] = new() { IsShown = false, Owners = [A], Seats = [Cologne] },
        ["A's open call"] = new() { Owners = [A], Seats = [Cologne] },
        ["B's response to A's call"] = new() { Owners = [A], Author = B },
        ["a response that B took back"] = new() { IsShown = false, Owners = [A], Author = B },
        ["A's preferences"] = new() { Owners = [A], Seats = [Cologne] },
        ["a person's case about A"] = new() { Owners = [A], Seats = [Cologne], Person = Somebody },
        ["a person's saved search"] = new() { Person = Somebody },
        ["a webhook that an administrator switched off"] = new() { IsShown = false, Person = Somebody },
        ["a case about a new entry in Köln"] = new() { Seats = [Cologne] },
        ["the lists of Köln"] = new() { Owners = [A], Seats = [Cologne] },
        ["the centre's note about A"] = new() { Owners = [A], Centre = "ki-koeln" },
        ["a centre's draft"] = new() { IsShown = false, Centre = "ki-koeln" },
        ["a centre's training"] = new() { Centre = "ki-koeln" },
        ["a centre's letter"] = new() { Centre = "ki-koeln" },
        ["an import of A's centre"] = new() { Seats = ["05315"] },
        ["an administrator's import"] = new(),
    };
}
