using System.Globalization;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>What the search filters and counts calls by.</summary>
/// <param name="State">Open, filled, or expired with its organisation; that time has passed is found when searching.</param>
internal sealed record PartnerCallFacts(
    PartnerCallState State,
    DateTimeOffset ClosesAt,
    DateOnly OpenUntil,
    PartnerCallDirection Direction,
    PartnerCallSubject Subject,
    Guid Organisation
)
{
    public PartnerCallState StateAt(DateTimeOffset now) =>
        State == PartnerCallState.Open && ClosesAt <= now ? PartnerCallState.Expired : State;
}

/// <summary>
/// Public calls as documents of the search: the title is the name, the organisation's names are other names, the text is the description.
/// </summary>
internal static class PartnerCallDocuments
{
    // Nothing closes before the beginning of time: only what is not a matter of time is in a document.
    private static readonly string Select =
        $"SELECT {PartnerCallSql.Columns("'-infinity'::timestamptz")}, o.name, o.alternate_names, o.updated_at FROM {PartnerCallSql.From} WHERE {PartnerCallSql.Public}";

    /// <summary>Which version of its row and its organisation's row each public call has. Both change with each write.</summary>
    public static async Task<Dictionary<Guid, (string Call, string Organisation)>> VersionsAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT c.id, c.xmin::text, o.xmin::text FROM partner_calls AS c JOIN organisations AS o ON o.id = c.organisation_id WHERE {PartnerCallSql.Public}",
            connection
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new Dictionary<Guid, (string, string)>();
        while (await rows.ReadAsync(cancellationToken)) versions.Add(rows.GetGuid(0), (rows.GetString(1), rows.GetString(2)));
        return versions;
    }

    public static async Task<List<SearchDocument>> ReadAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{Select} AND c.id = ANY($1)", connection)
        {
            Parameters =
            {
                new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var documents = new List<SearchDocument>(ids.Length);
        while (await rows.ReadAsync(cancellationToken))
        {
            var last = rows.FieldCount - 1;
            documents.Add(
                Of(
                    PartnerCallSql.Read(new SqlRow(rows)),
                    [rows.GetString(last - 2), .. rows.GetFieldValue<string[]>(last - 1)],
                    rows.GetFieldValue<DateTimeOffset>(last)
                )
            );
        }

        return documents;
    }

    public static SearchDocument Of(ListedPartnerCall listed, string[] organisation, DateTimeOffset organisationUpdated)
    {
        var call = listed.Call;
        var title = listed.Title(null);
        return new SearchDocument
        {
            Id = call.Id,
            Name = title.Text,
            // Without words the newest come first.
            SortName = (DateTimeOffset.MaxValue.UtcTicks - listed.Since.UtcTicks).ToString("D19", CultureInfo.InvariantCulture),
            AlternateNames = [.. call.Titles.Where(other => other.Key != title.Language).Select(other => other.Value), .. organisation],
            Town = "",
            MunicipalityKey = call.PlaceKey ?? (call.Regions is [var only] ? only : ""),
            Location = listed.Location,
            ReachMetres = (call.RadiusKm ?? 0) * 1000,
            ActiveIn = call.Areas,
            Topics = call.Topics,
            TargetGroups = call.TargetGroups,
            Languages = call.Languages,
            Offers = PartnerCallOffers.KeyOf(call.Subject) is { } offer ? [offer] : [],
            Keywords = [.. SubjectWords.Of(call.Subject), .. call.FundingLine is { } line ? [line] : Array.Empty<string>()],
            Descriptions = call.Texts,
            UpdatedAt = call.UpdatedAt > organisationUpdated ? call.UpdatedAt : organisationUpdated,
            Own = new PartnerCallFacts(
                listed.State,
                call.ClosesAt!.Value,
                call.OpenUntil!.Value,
                call.Direction,
                call.Subject,
                call.OrganisationId
            ),
        };
    }
}
