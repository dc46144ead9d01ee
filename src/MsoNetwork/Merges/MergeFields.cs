using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Merges;

/// <summary>What is chosen as one: a field, or several columns that say something together.</summary>
/// <param name="Name">As in inputs of the API.</param>
/// <param name="Columns">Of the table.</param>
public sealed record MergeField(string Name, params string[] Columns);

/// <summary>Fields of which the survivor's or the loser's value is taken.</summary>
public static class MergeFields
{
    public const string Place = "place";
    public const string Email = "email";
    public const string Phone = "phone";

    /// <summary>Whose place it is, and who may see it, is one thing; so is the contact.</summary>
    internal static readonly string[] PlaceColumns =
        ["street", "postcode", "town", "municipality_key", "location", "precision", "location_protected"];

    internal static readonly string[] ContactColumns = ["email", "phone", "contact_visible_to"];

    // A slug changes only for a protected place; what the registry notes of an entry stays the survivor's.
    private static readonly string[] Kept = ["id", "xmin", "slug", "verification", "verified_on", "created_at", "updated_at", "sort_name"];

    /// <summary>Those that are copied as they stand.</summary>
    public static IReadOnlyList<MergeField> Plain { get; } =
    [
        new("name", "name", "sort_name"),
        .. OrganisationFields.All
            .Where(field => field.Column is { Length: > 0 } column && column != "name"
                && !Kept.Concat(PlaceColumns).Concat(ContactColumns).Contains(column, StringComparer.Ordinal))
            .Select(field => new MergeField(field.Name.Split('.')[^1], field.Column)).DistinctBy(field => field.Columns[0]),
    ];

    /// <summary>All of them by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Plain.Select(field => field.Name), Place, Email, Phone];
}
