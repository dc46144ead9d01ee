using System.Collections.ObjectModel;
using System.Text.Json;
using MsoNetwork.Regions;
using Npgsql;

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
}

/// <summary>An organisation as the API reads it; fields of groups that were not read are empty.</summary>
public sealed class OrganisationEntry
{
    /// <summary>Which version of it this is: another one after each change.</summary>
    public uint Version { get; private set; }

    public Guid Id { get; private set; }
    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string? Kind { get; private set; }
    public OrganisationStatus Status { get; private set; }
    public string Town { get; private set; } = "";
    public string MunicipalityKey { get; private set; } = "";
    public DateTimeOffset UpdatedAt { get; private set; }
    public string[] Topics { get; private set; } = [];
    public string[] TargetGroups { get; private set; } = [];
    public string[] Offers { get; private set; } = [];
    public string[] Languages { get; private set; } = [];
    public string[] Origins { get; private set; } = [];
    public string? Street { get; private set; }
    public string? Postcode { get; private set; }
    public Position Location { get; private set; }
    public LocationPrecision Precision { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public string? Website { get; private set; }
    public IReadOnlyDictionary<string, string> Descriptions { get; private set; } = ReadOnlyDictionary<string, string>.Empty;
    public string[] AlternateNames { get; private set; } = [];
    public LegalForm? LegalForm { get; private set; }
    public int? FoundedYear { get; private set; }
    public string[] ActiveIn { get; private set; } = [];
    public string[] Keywords { get; private set; } = [];
    public VerificationState Verification { get; private set; }
    public DateOnly? VerifiedOn { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The select list for id and version (PostgreSQL's xmin) alone.</summary>
    public const string Identity = "o.id, o.xmin AS version";

    /// <summary>The select list for these groups, on <c>organisations AS o</c>.</summary>
    public static string Select(OrganisationColumns columns)
    {
        var list = Identity + ", o.slug, o.name, o.town";
        if (columns.HasFlag(OrganisationColumns.Entry))
            list += ", o.sort_name, o.kind, o.status, o.municipality_key, o.updated_at, o.street, o.postcode";
        if (columns.HasFlag(OrganisationColumns.Topics))
            list += ", o.topics";
        if (columns.HasFlag(OrganisationColumns.Terms))
            list += ", o.target_groups, o.offers, o.languages, o.origins";
        if (columns.HasFlag(OrganisationColumns.Place))
            list += ", ST_Y(o.location::geometry), ST_X(o.location::geometry), o.precision";
        if (columns.HasFlag(OrganisationColumns.Contact))
            list += ", o.email, o.phone, o.website";
        if (columns.HasFlag(OrganisationColumns.Descriptions))
            list += ", o.descriptions";
        if (columns.HasFlag(OrganisationColumns.Record))
            list +=
                ", o.alternate_names, o.legal_form, o.founded_year, o.active_in, o.keywords, o.verification, o.verified_on, o.created_at";
        return list;
    }

    /// <summary>Reads a row of <see cref="Select"/>.</summary>
    public static OrganisationEntry Read(NpgsqlDataReader row, OrganisationColumns columns)
    {
        var at = 0;
        return Read(row, columns, ref at);
    }

    /// <summary>Reads a row of <see cref="Select"/> with a distance behind it where a point was asked for.</summary>
    public static ListedOrganisation ReadListed(NpgsqlDataReader row, OrganisationColumns columns, bool distance)
    {
        var at = 0;
        return new(Read(row, columns, ref at), distance ? row.GetDouble(at) : double.NaN);
    }

    private static OrganisationEntry Read(NpgsqlDataReader row, OrganisationColumns columns, ref int at)
    {
        var entry = new OrganisationEntry
        {
            Id = row.GetGuid(at++),
            Version = row.GetFieldValue<uint>(at++),
            Slug = row.GetString(at++),
            Name = row.GetString(at++),
            Town = row.GetString(at++),
        };
        if (columns.HasFlag(OrganisationColumns.Entry)) entry.ReadEntry(row, ref at);
        if (columns.HasFlag(OrganisationColumns.Topics)) entry.Topics = row.GetFieldValue<string[]>(at++);
        if (columns.HasFlag(OrganisationColumns.Terms))
        {
            entry.TargetGroups = row.GetFieldValue<string[]>(at++);
            entry.Offers = row.GetFieldValue<string[]>(at++);
            entry.Languages = row.GetFieldValue<string[]>(at++);
            entry.Origins = row.GetFieldValue<string[]>(at++);
        }

        if (columns.HasFlag(OrganisationColumns.Place))
        {
            entry.Location = new Position(row.GetDouble(at++), row.GetDouble(at++));
            entry.Precision = Enum.Parse<LocationPrecision>(row.GetString(at++));
        }

        if (columns.HasFlag(OrganisationColumns.Contact))
            (entry.Email, entry.Phone, entry.Website) = (Text(row, at++), Text(row, at++), Text(row, at++));
        if (columns.HasFlag(OrganisationColumns.Descriptions))
            entry.Descriptions = JsonSerializer.Deserialize<Dictionary<string, string>>(
                row.GetString(at++),
                JsonSerializerOptions.Default
            )!;
        if (columns.HasFlag(OrganisationColumns.Record))
            entry.ReadRecord(row, ref at);
        return entry;
    }

    private void ReadEntry(NpgsqlDataReader row, ref int at)
    {
        SortName = row.GetString(at++);
        Kind = Text(row, at++);
        Status = Enum.Parse<OrganisationStatus>(row.GetString(at++));
        MunicipalityKey = row.GetString(at++);
        UpdatedAt = new DateTimeOffset(row.GetDateTime(at++), TimeSpan.Zero);
        Street = Text(row, at++);
        Postcode = Text(row, at++);
    }

    private void ReadRecord(NpgsqlDataReader row, ref int at)
    {
        AlternateNames = row.GetFieldValue<string[]>(at++);
        LegalForm = Text(row, at++) is { } form ? Enum.Parse<LegalForm>(form) : null;
        FoundedYear = row.IsDBNull(at) ? null : row.GetInt32(at);
        ActiveIn = row.GetFieldValue<string[]>(++at);
        Keywords = row.GetFieldValue<string[]>(++at);
        Verification = Enum.Parse<VerificationState>(row.GetString(++at));
        VerifiedOn = row.IsDBNull(++at) ? null : row.GetFieldValue<DateOnly>(at);
        CreatedAt = new DateTimeOffset(row.GetDateTime(++at), TimeSpan.Zero);
        at++;
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
