namespace MsoNetwork.Organisations;

public enum OrganisationOrder
{
    Name,
    Distance,
    RecentlyUpdated,
}

/// <summary>What a client asks for; all given fields hold together, an absent or empty list is no condition.</summary>
public sealed record OrganisationFilter
{
    public string[]? Regions { get; init; }
    public string[]? ActiveIn { get; init; }
    public NearInput? Near { get; init; }
    public BoxInput? WithinBox { get; init; }

    /// <summary>GeoJSON as parsed: dictionaries, lists and numbers.</summary>
    public object? WithinPolygon { get; init; }
    public string[]? Topics { get; init; }
    public string[]? AllTopics { get; init; }
    public string[]? TargetGroups { get; init; }
    public string[]? Offers { get; init; }
    public string[]? Languages { get; init; }
    public string[]? Origins { get; init; }
    public string[]? Kinds { get; init; }
    public OrganisationStatus[]? Status { get; init; }
    public bool? VerifiedOnly { get; init; }
    public DateTime? UpdatedSince { get; init; }

    /// <summary>Confirmed by the organisation or its centre on this day or later.</summary>
    public DateOnly? ConfirmedSince { get; init; }

    /// <summary>True: only offices; false: none of them; null: both. See <see cref="Organisations.Offices"/>.</summary>
    public bool? Offices { get; init; }
}

/// <summary>A circle: degrees (WGS 84) or a place, and kilometres.</summary>
public sealed record NearInput
{
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public string? Postcode { get; init; }
    public string? Municipality { get; init; }
    public double RadiusKm { get; init; }
}

/// <summary>Degrees, WGS 84.</summary>
public sealed record BoxInput
{
    public double South { get; init; }
    public double West { get; init; }
    public double North { get; init; }
    public double East { get; init; }
}
