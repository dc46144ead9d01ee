using MsoNetwork.Invented;

namespace MsoNetwork.Web.Pages.Demo;

/// <summary>Somebody whom one can be in the demo.</summary>
/// <param name="Name">In the form, and in the keys of texts.</param>
/// <param name="Email">Of the person.</param>
/// <param name="Start">Where one begins, below the language.</param>
internal sealed record DemoRole(string Name, string Email, string Start)
{
    public static IReadOnlyList<DemoRole> All { get; } =
    [
        new("visitor", DemoPersons.Visitor, "organisationen"),
        new("lead", DemoPersons.Lead, "posteingang"),
        new("centre", DemoPersons.Centre, "schreibtisch"),
        new("administrator", DemoPersons.Administrator, "schreibtisch"),
    ];
}
