using System.Runtime.CompilerServices;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Fields;
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
/// organisations writes the same file; some at a time: no statement lasts long however slowly they are taken, and memory holds
/// one piece.
/// </summary>
internal static class OrganisationRows
{
    private const int Piece = 1_000;

    // Ids are other ones in each registry: they part only what nothing else does.
    private const string Order = "o.sort_name, o.municipality_key, coalesce(told.name, '') COLLATE \"C\", "
        + "coalesce(told.external_id, '') COLLATE \"C\", o.id";

    private static readonly EntryShape Shape = EntryShape.Of(OrganisationColumns.All | OrganisationColumns.Protection);

    public static async IAsyncEnumerable<OrganisationRow> ReadAsync(
        NpgsqlDataSource database,
        OrganisationCriteria criteria,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        OrganisationRow? last = null;
        List<OrganisationRow> piece;
        do
        {
            piece = await PieceAsync(database, criteria, last, cancellationToken);
            foreach (var row in piece) yield return row;
            if (piece.Count > 0) last = piece[^1];
        }
        while (piece.Count == Piece);
    }

    /// <summary>Texts that these organisations have, each with its languages.</summary>
    public static async Task<List<(OrganisationField Field, string Language)>> TextsAsync(
        NpgsqlDataSource database,
        OrganisationCriteria criteria,
        CancellationToken cancellationToken
    )
    {
        var texts = new List<(OrganisationField, string)>();
        foreach (var field in OrganisationFields.ByLanguage)
        {
            await using var command = criteria.Conditions.Command(
                database,
                $"SELECT DISTINCT jsonb_object_keys(o.{field.Column}) FROM organisations AS o WHERE {criteria.Conditions.Where} ORDER BY 1"
            );
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken)) texts.Add((field, rows.GetString(0)));
        }

        return texts;
    }

    public static async Task<int> CountAsync(NpgsqlDataSource database, OrganisationCriteria criteria, CancellationToken cancellationToken)
    {
        await using var command = criteria.Conditions.Command(
            database,
            $"SELECT count(*)::int FROM organisations AS o WHERE {criteria.Conditions.Where}"
        );
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<List<OrganisationRow>> PieceAsync(
        NpgsqlDataSource database,
        OrganisationCriteria criteria,
        OrganisationRow? after,
        CancellationToken cancellationToken
    )
    {
        var conditions = criteria.Conditions.Copy();
        if (after is not null)
        {
            var name = conditions.Parameter(after.Entry.SortName);
            conditions.Add($"o.sort_name >= {name}"); // which an index can answer
            conditions.Add($"({Order}) > ({name}, {conditions.Parameter(after.Entry.MunicipalityKey)}, "
                + $"{conditions.Parameter(after.Source ?? "")}, {conditions.Parameter(after.ExternalId ?? "")}, "
                + $"{conditions.Parameter(after.Entry.Id)})");
        }

        await using var command = conditions.Command(database, $"""
            SELECT {Shape.Select}, told.name, told.external_id,
                CASE WHEN NOT tells_own_place(o.id, told.url) THEN told.url END, told.retrieved_on, told.licence, lower(told.confidence),
                tells_own_place(o.id, told.external_id)
            FROM organisations AS o LEFT JOIN LATERAL (SELECT * FROM organisation_sources AS s WHERE s.organisation_id = o.id
                ORDER BY s.external_id = '', coalesce(s.retrieved_on, '-infinity') DESC, s.name DESC, s.external_id LIMIT 1) AS told ON true
            WHERE {conditions.Where} ORDER BY {Order} LIMIT {conditions.Parameter(Piece)}
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var piece = new List<OrganisationRow>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var at = rows.FieldCount - 7;
            string? Text(int place) => rows.IsDBNull(place) ? null : rows.GetString(place);
            piece.Add(
                new(
                    Shape.Read(rows),
                    Text(at),
                    Text(at + 1),
                    Text(at + 2),
                    rows.IsDBNull(at + 3) ? null : rows.GetFieldValue<DateOnly>(at + 3),
                    Text(at + 4),
                    Text(at + 5),
                    rows.GetBoolean(at + 6)
                )
            );
        }

        return piece;
    }
}
