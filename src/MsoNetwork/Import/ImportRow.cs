using MsoNetwork.Organisations;

namespace MsoNetwork.Import;

/// <summary>A row of the file, checked and resolved: what goes into the staging table.</summary>
internal sealed class ImportRow
{
    public required int Number { get; init; }

    /// <summary>The organisation's id if this row creates one.</summary>
    public required Guid Id { get; init; }
    public required string Source { get; init; }
    public string ExternalId { get; init; } = "";
    public required string Name { get; init; }
    public required string SortName { get; init; }
    public string[] AlternateNames { get; init; } = [];
    public string? Kind { get; init; }
    public LegalForm? LegalForm { get; init; }
    public int? FoundedYear { get; init; }
    public IReadOnlyDictionary<string, string> Descriptions { get; init; } = new Dictionary<string, string>();
    public string? Street { get; init; }
    public required ImportPlace Place { get; init; }

    /// <summary>Null: the row says nothing about it.</summary>
    public bool? ProtectLocation { get; init; }
    public string[] ActiveIn { get; init; } = [];
    public string[] Topics { get; init; } = [];
    public string[] TargetGroups { get; init; } = [];
    public string[] Offers { get; init; } = [];
    public string[] Languages { get; init; } = [];
    public string[] Origins { get; init; } = [];
    public string[] Keywords { get; init; } = [];
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Website { get; init; }
    public OrganisationStatus? Status { get; init; }
    public string? Url { get; init; }
    public DateOnly? RetrievedOn { get; init; }
    public string? Licence { get; init; }
}

/// <summary>Where a row says the organisation is.</summary>
/// <param name="MunicipalityKey">Eight digits.</param>
/// <param name="Municipality">Its name.</param>
/// <param name="Town">The municipality's name, or the row's own word for a part of it.</param>
/// <param name="Postcode">Five digits, or null.</param>
/// <param name="Latitude">WGS 84 degrees, if the row has a point of its own.</param>
/// <param name="Longitude">WGS 84 degrees, if the row has a point of its own.</param>
internal sealed record ImportPlace(
    string MunicipalityKey,
    string Municipality,
    string Town,
    string? Postcode,
    double? Latitude,
    double? Longitude
);
