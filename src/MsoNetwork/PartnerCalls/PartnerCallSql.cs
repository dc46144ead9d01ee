using System.Text.Json;
using MsoNetwork.Accounts;
using MsoNetwork.Regions;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>How calls are read: the row, its organisation and its place.</summary>
public static class PartnerCallSql
{
    public const string From = """
        partner_calls AS c JOIN organisations AS o ON o.id = c.organisation_id LEFT JOIN regions AS place ON place.key = c.place_key
        LEFT JOIN regions AS area ON cardinality(c.regions) = 1 AND length(c.regions[1]) >= 5 AND area.key = c.regions[1]
        """;

    public const string Location = "coalesce(place.centre, area.centre, o.location)";

    /// <summary>The order's value of an opening; of a draft its making.</summary>
    public const string Since = "coalesce(c.opened_at, c.created_at)";

    /// <summary>Calls that nobody needs to be signed in for.</summary>
    public const string Public = "c.state IN ('Open', 'Filled')";

    /// <summary>
    /// Whether a call is open all through a day of Berlin, given as a parameter's place; its organisation must not be dissolved besides.
    /// </summary>
    public static string IsOpenOn(string day) => $"c.state = 'Open' AND c.open_until >= {day}";

    private static readonly string Stored = $"""
        c.id, c.slug, c.organisation_id, c.direction, c.subject, c.funding_line, c.titles, c.texts, c.topics, c.target_groups, c.languages, c.regions, c.place_key, c.radius_km, c.areas,
        c.starts_on, c.ends_on, c.deadline, c.partners, c.contact_way, c.state, c.version, c.created_at, c.updated_at, c.opened_at, c.closed_at, {DoneByColumns.Of("c.closed_by")}, c.source_name, c.open_until, c.closes_at
        """;

    private const int StoredColumns = 32;

    /// <summary>The state at a moment, given as a parameter's place: what is open ends by itself.</summary>
    public static string State(string now) =>
        $"CASE WHEN c.state = 'Open' AND (c.closes_at <= {now} OR o.status = 'Dissolved') THEN 'Expired' ELSE c.state END";

    /// <summary>The select list on <see cref="From"/>; a distance may follow.</summary>
    public static string Columns(string now) => $"{Stored}, {State(now)}, ST_Y({Location}::geometry), ST_X({Location}::geometry)";

    public static ListedPartnerCall Read(NpgsqlDataReader row, bool distance = false) =>
        new(
            ReadStored(row),
            Enum.Parse<PartnerCallState>(row.GetString(StoredColumns)),
            new Position(row.GetDouble(StoredColumns + 1), row.GetDouble(StoredColumns + 2)),
            distance ? row.GetDouble(StoredColumns + 3) : double.NaN
        );

    private static PartnerCall ReadStored(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Slug = row.GetString(1),
        OrganisationId = row.GetGuid(2),
        Direction = Enum.Parse<PartnerCallDirection>(row.GetString(3)),
        Subject = Enum.Parse<PartnerCallSubject>(row.GetString(4)),
        FundingLine = Text(row, 5),
        Titles = Texts(row, 6),
        Texts = Texts(row, 7),
        Topics = row.GetFieldValue<string[]>(8),
        TargetGroups = row.GetFieldValue<string[]>(9),
        Languages = row.GetFieldValue<string[]>(10),
        Regions = row.GetFieldValue<string[]>(11),
        PlaceKey = Text(row, 12),
        RadiusKm = Value<int>(row, 13),
        Areas = row.GetFieldValue<string[]>(14),
        StartsOn = Value<DateOnly>(row, 15),
        EndsOn = Value<DateOnly>(row, 16),
        Deadline = Value<DateOnly>(row, 17),
        Partners = Value<int>(row, 18),
        ContactWay = Enum.Parse<ContactWay>(row.GetString(19)),
        State = Enum.Parse<PartnerCallState>(row.GetString(20)),
        Version = row.GetInt32(21),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(22),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(23),
        OpenedAt = Value<DateTimeOffset>(row, 24),
        ClosedAt = Value<DateTimeOffset>(row, 25),
        ClosedBy = DoneByColumns.Read(row, 26),
        SourceName = Text(row, 29),
        OpenUntil = Value<DateOnly>(row, 30),
        ClosesAt = Value<DateTimeOffset>(row, 31),
    };

    private static T? Value<T>(NpgsqlDataReader row, int at)
        where T : struct => row.IsDBNull(at) ? null : row.GetFieldValue<T>(at);

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Dictionary<string, string> Texts(NpgsqlDataReader row, int at) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(at), JsonSerializerOptions.Default)!;
}
