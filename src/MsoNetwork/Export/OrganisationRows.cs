using System.Runtime.CompilerServices;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Export;

/// <summary>
/// An organisation as files show it: its public row, and the source that leads (docs/decisions.md, 12) of those that gave it an id, if any
/// did: by its name alone it may not be told from another one of its town when the file comes back.
/// </summary>
internal sealed record OrganisationRow(
    OrganisationEntry Entry,
    string? Source,
    string? ExternalId,
    string? Url,
    DateOnly? RetrievedOn,
    string? Licence,
    string? Confidence,
    bool IsIdHidden
)
{
    /// <summary>The id, unless it tells where a protected place is.</summary>
    public string? ShownId => IsIdHidden ? null : ExternalId;

    /// <summary>Who has confirmed it, as files say it; null while nobody has.</summary>
    public string? ConfirmedBy => Entry.Verification switch
    {
        VerificationState.ConfirmedByOrganisation => "organisation",
        VerificationState.VerifiedByCentre => "centre",
        _ => null,
    };
}

/// <summary>
/// All organisations that a filter finds, by name, and of one name by what a file says of them, so that another registry with the same
/// organisations writes the same file; as of one snapshot, row by row.
/// </summary>
internal static class OrganisationRows
{
    // Ids are other ones in each registry: they part only what nothing else does.
    private const string Order = "o.sort_name, o.municipality_key, coalesce(told.name, '') COLLATE \"C\", "
        + "coalesce(told.external_id, '') COLLATE \"C\", o.id";

    private static readonly EntryShape Shape = EntryShape.Of(OrganisationColumns.All | OrganisationColumns.Protection);

    public static async IAsyncEnumerable<OrganisationRow> ReadAsync(
        Snapshot snapshot, OrganisationCriteria criteria, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = criteria.Conditions.Command(snapshot, $"""
            SELECT {Shape.Select}, told.name, told.external_id,
                CASE WHEN NOT tells_own_place(o.id, told.url) THEN told.url END, told.retrieved_on, told.licence, lower(told.confidence),
                tells_own_place(o.id, told.external_id)
            FROM organisations AS o LEFT JOIN LATERAL (SELECT * FROM organisation_sources AS s WHERE s.organisation_id = o.id
                ORDER BY s.external_id = '', coalesce(s.retrieved_on, '-infinity') DESC, s.name DESC, s.external_id LIMIT 1) AS told ON true
            WHERE {criteria.Conditions.Where} ORDER BY {Order}
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) yield return Row(rows);
    }

    private static OrganisationRow Row(NpgsqlDataReader rows)
    {
        var at = rows.FieldCount - 7;
        return new(
            Shape.Read(rows), Text(at), Text(at + 1), Text(at + 2),
            rows.IsDBNull(at + 3) ? null : rows.GetFieldValue<DateOnly>(at + 3), Text(at + 4), Text(at + 5),
            rows.GetBoolean(at + 6));

        string? Text(int place) => rows.IsDBNull(place) ? null : rows.GetString(place);
    }

    /// <summary>Texts that these organisations have, each with its languages.</summary>
    public static async Task<List<(OrganisationField Field, string Language)>> TextsAsync(
        Snapshot snapshot,
        OrganisationCriteria criteria,
        CancellationToken cancellationToken
    )
    {
        var texts = new List<(OrganisationField, string)>();
        foreach (var field in OrganisationFields.ByLanguage)
        {
            await using var command = criteria.Conditions.Command(
                snapshot,
                $"SELECT DISTINCT jsonb_object_keys(o.{field.Column}) FROM organisations AS o WHERE {criteria.Conditions.Where} ORDER BY 1"
            );
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) texts.Add((field, rows.GetString(0)));
        }

        return texts;
    }

    public static async Task<int> CountAsync(Snapshot snapshot, OrganisationCriteria criteria, CancellationToken cancellationToken)
    {
        await using var command = criteria.Conditions.Command(
            snapshot,
            $"SELECT count(*)::int FROM organisations AS o WHERE {criteria.Conditions.Where}"
        );
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
