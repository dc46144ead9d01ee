using System.Globalization;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.PartnerCalls.Search;

/// <summary>What the search filters and counts calls by.</summary>
/// <param name="State">Open, filled, or expired with its organisation; that time has passed is found when searching.</param>
public sealed record PartnerCallFacts(
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
        $"SELECT {PartnerCallSql.Columns("'-infinity'::timestamptz")}, o.name, o.alternate_names, o.updated_at FROM {PartnerCallSql.From} "
            + $"WHERE {PartnerCallSql.Public}";

    /// <param name="connection">Read in its snapshot.</param>
    /// <param name="ids">Which calls; null: all.</param>
    /// <param name="gazetteer">Names the places.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<IndexDocument<PartnerCallFacts>>> ReadAsync(
        NpgsqlConnection connection,
        Guid[]? ids,
        Gazetteer gazetteer,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand($"{Select} AND ($1 IS NULL OR c.id = ANY($1))", connection)
        {
            Parameters =
            {
                new() { Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var documents = new List<IndexDocument<PartnerCallFacts>>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var last = rows.FieldCount - 1;
            string[] names = [rows.GetString(last - 2), .. rows.GetFieldValue<string[]>(last - 1)];
            documents.Add(Of(PartnerCallSql.Read(new SqlRow(rows)), names, rows.GetFieldValue<DateTimeOffset>(last), gazetteer));
        }

        return documents;
    }

    private static IndexDocument<PartnerCallFacts> Of(
        ListedPartnerCall listed,
        string[] organisation,
        DateTimeOffset organisationUpdated,
        Gazetteer gazetteer
    )
    {
        var call = listed.Call;
        var updated = call.UpdatedAt > organisationUpdated ? call.UpdatedAt : organisationUpdated;
        var region = call.PlaceKey ?? (call.Regions is [var only] ? only : "");
        return new IndexDocument<PartnerCallFacts>(
            new IndexEntry<PartnerCallFacts>(
                call.Id,
                new PartnerCallFacts(
                    listed.State,
                    call.ClosesAt!.Value,
                    call.OpenUntil!.Value,
                    call.Direction,
                    call.Subject,
                    call.OrganisationId
                ),
                // Without words the newest come first.
                (DateTimeOffset.MaxValue.UtcTicks - listed.Since.UtcTicks).ToString("D19", CultureInfo.InvariantCulture),
                (updated.UtcDateTime - DateTime.UnixEpoch).Days,
                new GeoPosition(listed.Location.Latitude, listed.Location.Longitude),
                region
            )
            {
                ReachMetres = (call.RadiusKm ?? 0) * 1000,
            },
            listed.Title(null).Text,
            [.. Texts(listed, organisation, gazetteer.ByKey(region)?.Name)],
            [
                .. DirectoryKeys.Terms(VocabularyName.Topics, call.Topics),
                .. DirectoryKeys.Terms(VocabularyName.TargetGroups, call.TargetGroups),
                .. DirectoryKeys.Terms(VocabularyName.Languages, call.Languages),
                .. DirectoryKeys.Terms(VocabularyName.Offers, PartnerCallOffers.KeyOf(call.Subject) is { } offer ? [offer] : []),
                .. DirectoryKeys.Places(region, call.Areas),
            ]
        );
    }

    private static IEnumerable<(MatchField, string)> Texts(ListedPartnerCall listed, string[] organisation, string? region)
    {
        var (call, title) = (listed.Call, listed.Title(null));
        return
        [
            .. call.Titles.Where(other => other.Key != title.Language).Select(other => (MatchField.OtherTitle, other.Value)),
            .. organisation.Select(name => (MatchField.OtherTitle, name)),
            .. SubjectWords.Of(call.Subject).Select(word => (MatchField.Keyword, word)),
            .. call.FundingLine is { } line ? [(MatchField.Keyword, line)] : Array.Empty<(MatchField, string)>(),
            .. region is null ? [] : new[] { (MatchField.Place, region) },
            .. call.Texts.Values.Select(text => (MatchField.Body, text)),
        ];
    }
}
