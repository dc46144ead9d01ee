using System.Runtime.CompilerServices;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Regions;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// What search engines know of an organisation: only what is public. Places are as the API shows them, protected ones at the centre of
/// their town.
/// </summary>
public sealed record OrganisationDocument
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

    /// <summary>Further texts, in any language; they weigh as much as descriptions.</summary>
    public string[] Notes { get; init; } = [];
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// What comes first of equally good ones: days since 1970 of the last change or confirmation, and of what nobody stands for (any more)
    /// <see cref="UnconfirmedDays"/> fewer, so that it stands behind all that is confirmed.
    /// </summary>
    public int Freshness
    {
        get
        {
            var changed = DateOnly.FromDateTime(UpdatedAt.UtcDateTime);
            var newest = VerifiedOn is { } verified && verified > changed ? verified : changed;
            var days = newest.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            return Verification == VerificationState.Unverified ? days - UnconfirmedDays : days;
        }
    }

    /// <summary>27 years: nothing that is confirmed today is older.</summary>
    public const int UnconfirmedDays = 10_000;
}

/// <summary>Reads documents from the registry.</summary>
public static class OrganisationDocuments
{
    private static readonly EntryShape Shape = new(OrganisationFields.All.Where(field => field.IsSearched));

    private static readonly OrganisationField[] Noted =
        [.. OrganisationFields.ByLanguage.Where(field => field is { IsSearched: true, Column: not "descriptions" })];

    internal static string Select { get; } = $"SELECT {Shape.Select} FROM organisations AS o";

    /// <summary>All of them, in no order, as of one moment; a few at a time in memory.</summary>
    public static IAsyncEnumerable<OrganisationDocument> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync(new NpgsqlCommand(Select, connection) { CommandTimeout = 0 }, cancellationToken);

    /// <summary>Those of these that (still) exist.</summary>
    public static IAsyncEnumerable<OrganisationDocument> OfAsync(
        NpgsqlConnection connection,
        Guid[] ids,
        CancellationToken cancellationToken
    ) =>
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

    private static async IAsyncEnumerable<OrganisationDocument> ReadAsync(
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

    private static OrganisationDocument Read(NpgsqlDataReader row)
    {
        var entry = Shape.Read(row);
        return new()
        {
            Id = entry.Id,
            Name = entry.Name,
            SortName = entry.SortName,
            AlternateNames = entry.AlternateNames,
            Kind = entry.Kind,
            Status = entry.Status,
            Verification = entry.Verification,
            VerifiedOn = entry.VerifiedOn,
            Town = entry.Town,
            MunicipalityKey = entry.MunicipalityKey,
            Postcode = entry.Postcode,
            Location = entry.Location,
            ActiveIn = entry.ActiveIn,
            Topics = entry.Topics,
            TargetGroups = entry.TargetGroups,
            Offers = entry.Offers,
            Languages = entry.Languages,
            Origins = entry.Origins,
            Keywords = entry.Keywords,
            Descriptions = entry.Descriptions,
            Notes = [.. Noted.SelectMany(field => entry.Texts(field.Column).Values)],
            UpdatedAt = entry.UpdatedAt,
        };
    }
}
