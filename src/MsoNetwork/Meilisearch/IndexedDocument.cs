using System.Text.Json.Serialization;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// An organisation as Meilisearch holds it. Texts are folded (Köln, Koeln, Кёльн are "koln"), keys are those of the vocabularies and of
/// the regions. Made by <see cref="DocumentShape"/>. Whoever changes the shape changes <see cref="MeilisearchIndexer.Index"/> too.
/// </summary>
internal sealed record IndexedDocument
{
    public required Guid Id { get; init; }

    // What is searched in, in the order of IndexSettings.SearchableAttributes.
    public required string Name { get; init; }
    public required string[] AlternateNames { get; init; }

    /// <summary>Labels and synonyms of all its terms and of those above them, in all languages.</summary>
    public required string[] Terms { get; init; }
    public required string[] Keywords { get; init; }

    /// <summary>Town, municipality by all its names, postcode.</summary>
    public required string[] Town { get; init; }

    /// <summary>The district and the regions it works in.</summary>
    public required string[] Region { get; init; }
    public required string[] Descriptions { get; init; }

    /// <summary>The parts of compounds in its names and keywords.</summary>
    public required string[] Pieces { get; init; }

    // What is filtered and counted by. Terms with those above them, so that a filter by education finds schools.
    public required string[] Topics { get; init; }
    public required string[] TargetGroups { get; init; }
    public required string[] Offers { get; init; }
    public required string[] Languages { get; init; }
    public required string[] Origins { get; init; }
    public required string[] Kinds { get; init; }
    public required string Status { get; init; }
    public required bool Verified { get; init; }

    public required bool Office { get; init; }

    // The seat's AGS at each level.
    public required string State { get; init; }
    public required string GovernmentDistrict { get; init; }
    public required string District { get; init; }
    public required string Municipality { get; init; }

    /// <summary>All prefixes of the seat and of the regions it works in.</summary>
    public required string[] Reach { get; init; }

    /// <summary>The regions it says it works in, as declared.</summary>
    public required string[] ActiveIn { get; init; }

    /// <summary>Unix seconds, with a fraction.</summary>
    public required double UpdatedAt { get; init; }

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
