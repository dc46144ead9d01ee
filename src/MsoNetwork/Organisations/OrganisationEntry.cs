using System.Collections.ObjectModel;
using System.Text.Json;
using MsoNetwork.Regions;
using MsoNetwork.Time;

namespace MsoNetwork.Organisations;

/// <summary>Groups of an organisation's columns; a query reads those whose fields it selects.</summary>
[Flags]
public enum OrganisationColumns
{
    /// <summary>Id, slug, name and town.</summary>
    Core = 0,
    Topics = 1,
    Terms = 2,
    Place = 4,
    Contact = 8,
    Descriptions = 16,
    Record = 32,

    /// <summary>Kind, status, municipality, postal address, and what cursors and orders need.</summary>
    Entry = 64,
    All = 127,

    /// <summary>Whether the place is protected: for files and forms, and so not in All.</summary>
    Protection = 128,
}

/// <summary>An organisation as the API reads it (see <see cref="Fields.EntryShape"/>); fields that were not read are empty.</summary>
public sealed class OrganisationEntry
{
    private Dictionary<string, IReadOnlyDictionary<string, string>>? _texts;

    /// <summary>Which version of it this is: another one after each change.</summary>
    public uint Version { get; internal set; }

    public Guid Id { get; internal set; }
    public string Slug { get; internal set; } = "";
    public string Name { get; internal set; } = "";
    public string SortName { get; internal set; } = "";
    public string? Kind { get; internal set; }
    public OrganisationStatus Status { get; internal set; }
    public string Town { get; internal set; } = "";
    public string MunicipalityKey { get; internal set; } = "";
    public DateTimeOffset UpdatedAt { get; internal set; }
    public string[] Topics { get; internal set; } = [];
    public string[] TargetGroups { get; internal set; } = [];
    public string[] Offers { get; internal set; } = [];
    public string[] Languages { get; internal set; } = [];
    public string[] Origins { get; internal set; } = [];
    public string? Street { get; internal set; }
    public string? Postcode { get; internal set; }
    public Position Location { get; internal set; }
    public LocationPrecision Precision { get; internal set; }
    public bool IsProtected { get; internal set; }
    public string? Email { get; internal set; }
    public string? Phone { get; internal set; }
    public string? Website { get; internal set; }
    public ContactAudience ContactVisibleTo { get; internal set; }
    public IReadOnlyDictionary<string, string> Descriptions => Texts("descriptions");
    public string[] AlternateNames { get; internal set; } = [];
    public LegalForm? LegalForm { get; internal set; }
    public int? FoundedYear { get; internal set; }
    public string[] ActiveIn { get; internal set; } = [];
    public string[] Keywords { get; internal set; } = [];
    public VerificationState Verification { get; internal set; }
    public DateOnly? VerifiedOn { get; internal set; }
    public DateTimeOffset CreatedAt { get; internal set; }

    /// <summary>
    /// When its content changed last; null for what stands as it came. Files and pages that make an entry write it more than once on the
    /// day it comes.
    /// </summary>
    public DateTimeOffset? ChangedAt => BerlinDay.Of(UpdatedAt) > BerlinDay.Of(CreatedAt) ? UpdatedAt : null;

    /// <summary>A text in its languages, by BCP 47 tag.</summary>
    /// <param name="column">The field's column.</param>
    public IReadOnlyDictionary<string, string> Texts(string column) =>
        _texts?.GetValueOrDefault(column) ?? ReadOnlyDictionary<string, string>.Empty;

    internal void SetTexts(string column, string json)
    {
        if (json == "{}") return;
        (_texts ??= new(StringComparer.Ordinal))[column] =
            JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!;
    }
}

/// <summary>An organisation in a list.</summary>
/// <param name="Entry">The organisation.</param>
/// <param name="Metres">On the ellipsoid from the point asked for; NaN when none was.</param>
public readonly record struct ListedOrganisation(OrganisationEntry Entry, double Metres);
