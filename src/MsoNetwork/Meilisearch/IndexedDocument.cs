using System.Text.Json.Serialization;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// An organisation as Meilisearch holds it. Texts are folded (Köln, Koeln, Кёльн are "koln"), keys are those of the vocabularies and of
/// the regions; lists that are empty are left out. Made by <see cref="DocumentShape"/>. Whoever changes the shape changes
/// <see cref="MeilisearchIndexer.Index"/> too.
/// </summary>
internal sealed record IndexedDocument
{
    public required Guid Id { get; init; }

    // What is searched in, in the order of IndexSettings.SearchableAttributes.
    /// <summary>The AGS of the seat's municipality and of all above it.</summary>
    public required string[] Place { get; init; }

    /// <summary>The AGS of the other regions it says to work in, and of those above them.</summary>
    public required string[]? WorksIn { get; init; }

    public required string Name { get; init; }

    /// <summary>The words of the name without their endings, and the pieces of its compounds.</summary>
    public required string[]? NameForms { get; init; }

    /// <summary>With their forms, as all texts that follow.</summary>
    public required string[]? AlternateNames { get; init; }

    /// <summary>Those of its terms that its names say too.</summary>
    public required string[]? CalledTerms { get; init; }

    /// <summary>A word for each of its terms: see <see cref="DirectoryTokens"/>.</summary>
    public required string[]? Terms { get; init; }

    /// <summary>The terms above them.</summary>
    public required string[]? BroaderTerms { get; init; }

    public required string[]? Keywords { get; init; }

    /// <summary>
    /// Terms that it has not chosen and that its texts call by a German word, and those that mean nearly what it has chosen.
    /// </summary>
    public required string[]? SaidTerms { get; init; }

    /// <summary>The town as it says it, and the postcode.</summary>
    public required string[] Town { get; init; }

    public required string[]? Descriptions { get; init; }

    /// <summary>A word for the seat's district, which whoever looks for a town in it finds last.</summary>
    public required string Around { get; init; }

    // What is filtered and counted by. Terms with those above them, so that a filter by education finds schools.
    public required string[]? Topics { get; init; }
    public required string[]? TargetGroups { get; init; }
    public required string[]? Offers { get; init; }
    public required string[]? Languages { get; init; }
    public required string[]? Origins { get; init; }
    public required string[]? Kinds { get; init; }
    public required string Status { get; init; }
    public required bool Verified { get; init; }

    public required bool Office { get; init; }

    // The seat's AGS at each level.
    public required string State { get; init; }
    public required string GovernmentDistrict { get; init; }
    public required string District { get; init; }
    public required string Municipality { get; init; }

    /// <summary>The regions it says it works in, as declared.</summary>
    public required string[]? ActiveIn { get; init; }

    /// <summary>Unix seconds, with a fraction.</summary>
    public required double UpdatedAt { get; init; }

    /// <summary>Number of the day of the last confirmation; 0 while nobody has confirmed it.</summary>
    public required int ConfirmedDay { get; init; }

    // What is ordered by.
    public required string SortName { get; init; }

    /// <summary>Words of the name: of equally good ones the shorter comes first.</summary>
    public required int NameWords { get; init; }

    /// <summary>Days from 1970 to the last change or confirmation.</summary>
    public required int Freshness { get; init; }

    /// <summary>Null where the place is none on Earth: one such document would fail the task of all that are sent with it.</summary>
    [JsonPropertyName("_geo")]
    public required GeoPoint? Geo { get; init; }
}

/// <summary>Degrees. Meilisearch takes exactly these two names and checks no range.</summary>
internal sealed record GeoPoint(double Lat, double Lng);
