using System.Runtime.CompilerServices;
using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Search;

/// <summary>
/// What search engines know of an organisation: only what is public. Places are as the API shows them, protected ones at the centre of
/// their town.
/// </summary>
public sealed record SearchDocument
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The name's <see cref="Text.Folding.SortKey"/>, the order of an empty query.</summary>
    public required string SortName { get; init; }
    public string[] AlternateNames { get; init; } = [];
    public string? Kind { get; init; }
    public OrganisationStatus Status { get; init; }
    public VerificationState Verification { get; init; }
    public DateOnly? VerifiedOn { get; init; }
    public required string Town { get; init; }

    /// <summary>AGS, 8 digits.</summary>
    public required string MunicipalityKey { get; init; }
    public string? Postcode { get; init; }
    public required Position Location { get; init; }
    public string[] ActiveIn { get; init; } = [];
    public string[] Topics { get; init; } = [];
    public string[] TargetGroups { get; init; } = [];
    public string[] Offers { get; init; } = [];
    public string[] Languages { get; init; } = [];
    public string[] Origins { get; init; } = [];
    public string[] Keywords { get; init; } = [];

    /// <summary>Texts by BCP 47 tag.</summary>
    public IReadOnlyDictionary<string, string> Descriptions { get; init; } = new Dictionary<string, string>();
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Circles find it when they come so near to its location; 0 for organisations.</summary>
    public double ReachMetres { get; init; }

    /// <summary>What a room above filters and counts by; kept as it is.</summary>
    public object? Own { get; init; }
}

/// <summary>Reads documents from the registry.</summary>
public static class SearchDocuments
{
    internal const string Select = """
        SELECT o.id, o.name, o.sort_name, o.alternate_names, o.kind, o.status, o.verification, o.verified_on, o.town, o.municipality_key, o.postcode,
          ST_Y(o.location::geometry), ST_X(o.location::geometry), o.active_in, o.topics, o.target_groups, o.offers, o.languages, o.origins, o.keywords,
          o.descriptions, o.updated_at FROM organisations AS o
        """;

    /// <summary>All of them, in no order, as of one moment; a few at a time in memory.</summary>
    public static IAsyncEnumerable<SearchDocument> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync(new NpgsqlCommand(Select, connection) { CommandTimeout = 0 }, cancellationToken);

    /// <summary>Those of these that (still) exist.</summary>
    public static IAsyncEnumerable<SearchDocument> OfAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken) =>
        ReadAsync(
            new NpgsqlCommand($"{Select} WHERE o.id = ANY($1)", connection)
            {
                Parameters =
                {
                    new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                },
            },
            cancellationToken
        );

    private static async IAsyncEnumerable<SearchDocument> ReadAsync(
        NpgsqlCommand command,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using (command)
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) yield return Read(rows);
        }
    }

    private static SearchDocument Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        SortName = row.GetString(2),
        AlternateNames = row.GetFieldValue<string[]>(3),
        Kind = row.IsDBNull(4) ? null : row.GetString(4),
        Status = Enum.Parse<OrganisationStatus>(row.GetString(5)),
        Verification = Enum.Parse<VerificationState>(row.GetString(6)),
        VerifiedOn = row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
        Town = row.GetString(8),
        MunicipalityKey = row.GetString(9),
        Postcode = row.IsDBNull(10) ? null : row.GetString(10),
        Location = new Position(row.GetDouble(11), row.GetDouble(12)),
        ActiveIn = row.GetFieldValue<string[]>(13),
        Topics = row.GetFieldValue<string[]>(14),
        TargetGroups = row.GetFieldValue<string[]>(15),
        Offers = row.GetFieldValue<string[]>(16),
        Languages = row.GetFieldValue<string[]>(17),
        Origins = row.GetFieldValue<string[]>(18),
        Keywords = row.GetFieldValue<string[]>(19),
        Descriptions = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(20), JsonSerializerOptions.Default)!,
        UpdatedAt = new DateTimeOffset(row.GetDateTime(21), TimeSpan.Zero),
    };
}
