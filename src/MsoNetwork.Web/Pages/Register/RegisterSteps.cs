using MsoNetwork.Entries;

namespace MsoNetwork.Web.Pages.Register;

/// <summary>What is asked for when: the least first, and nothing that could not follow later.</summary>
internal static class RegisterSteps
{
    public const int Duplicates = 2;
    public const int Check = 5;

    private static readonly string[][] Names =
    [
        ["name", "town", "postcode"],
        [],
        ["legalForm", "topics", "description"],
        ["street", "protectLocation", "email", "phone", "website"],
        [],
    ];

    public static IReadOnlyList<EntryField> Of(int step) =>
        [.. Names[step - 1].Select(name => RegisterOrganisation.Fields.Single(field => field.Name == name))];

    /// <summary>The first step that has one of these fields.</summary>
    public static int With(IReadOnlyList<string> fields) => Array.FindIndex(Names, names => names.Intersect(fields).Any()) + 1;
}
