using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Sql;

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

    private static readonly StoredRow<PartnerCall> Stored = new(DoneByColumns.Several);

    /// <summary>
    /// Whether a call is open all through a day of Berlin, given as a parameter's place; its organisation must not be dissolved besides.
    /// </summary>
    public static string IsOpenOn(string day) => $"c.state = 'Open' AND c.open_until >= {day}";

    /// <summary>The state at a moment, given as a parameter's place: what is open ends by itself.</summary>
    public static string State(string now) =>
        $"CASE WHEN c.state = 'Open' AND (c.closes_at <= {now} OR o.status = 'Dissolved') THEN 'Expired' ELSE c.state END";

    /// <summary>The select list on <see cref="From"/>; a distance may follow.</summary>
    public static string Columns(string now) =>
        $"{Stored.Select("c")}, {State(now)}, ST_Y({Location}::geometry), ST_X({Location}::geometry)";

    /// <summary>The calls that conditions let through, as they are at a moment.</summary>
    internal static string Select(SqlConditions conditions, DateTimeOffset now) =>
        $"SELECT {Columns(conditions.Parameter(now))} FROM {From} WHERE {conditions.Where}";

    public static ListedPartnerCall Read(SqlRow row) => new(
        Stored.Read(row), row.Member<PartnerCallState>(), new Position(row.Value<double>(), row.Value<double>()), double.NaN);

    /// <summary>Reads a row with a distance behind the select list.</summary>
    public static ListedPartnerCall ReadWithDistance(SqlRow row) => Read(row) with { Metres = row.Value<double>() };
}

/// <summary>A call as the API shows it at one moment.</summary>
/// <param name="Call">The row.</param>
/// <param name="State">With what time and the organisation's end have made of it.</param>
/// <param name="Location">The place's centre, or that of the only region if it is a district or town, else the organisation's public
/// place.</param>
/// <param name="Metres">From the point asked for; NaN when none was.</param>
public sealed record ListedPartnerCall(PartnerCall Call, PartnerCallState State, Position Location, double Metres)
{
    public Guid Id => Call.Id;

    /// <summary>What the default order goes by: the opening; of a draft its making.</summary>
    public DateTimeOffset Since => Call.OpenedAt ?? Call.CreatedAt;

    public LocalisedText Title(string? language) => LocalisedText.Choose(Call.Titles, language)!;

    public LocalisedText Text(string? language) => LocalisedText.Choose(Call.Texts, language)!;
}
