using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Statements;

/// <summary>
/// Who had said and confirmed what before an entry changed: undoing the change puts that back with the values, so that nobody seems to have
/// confirmed what they have not, and nothing that was confirmed is forgotten.
/// </summary>
internal static class KeptStatements
{
    private const string Read = """
        SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]')::text FROM statements AS s WHERE organisation_id = $1
        """;

    /// <summary>Of INSERT: what is said anew stands instead of what was said of the field before.</summary>
    public const string OrInstead = """
        ON CONFLICT (organisation_id, field) DO UPDATE SET (said_by, source, said_on, confirmed_by, confirmed_on, centre) =
            ROW (excluded.said_by, excluded.source, excluded.said_on, excluded.confirmed_by, excluded.confirmed_on, excluded.centre)
        """;

    // A field without a row of its own is as the whole entry was then; it needs one where the entry has been confirmed since.
    private const string Restore = $"""
        WITH saved AS (SELECT * FROM jsonb_populate_recordset(NULL::statements, $2)),
        gone AS (DELETE FROM statements WHERE organisation_id = $1 AND field = ANY ($3) AND field <> ''
            AND NOT EXISTS (SELECT FROM saved WHERE saved.field = statements.field)),
        whole AS (SELECT to_jsonb(s) - 'organisation_id' AS now FROM statements AS s WHERE organisation_id = $1 AND field = '')
        INSERT INTO statements SELECT $1, f.field, s.said_by, s.source, s.said_on, s.confirmed_by, s.confirmed_on, s.centre
        FROM unnest($3) AS f (field) CROSS JOIN LATERAL (
            SELECT * FROM saved WHERE saved.field IN (f.field, '') ORDER BY saved.field DESC LIMIT 1) AS s
        WHERE s.field <> '' OR NOT EXISTS (SELECT FROM whole WHERE whole.now = to_jsonb(s) - 'organisation_id')
        {OrInstead}
        """;

    /// <summary>All of them as a JSON array of rows.</summary>
    public static async Task<string> ReadAsync(NpgsqlConnection connection, Guid organisation, CancellationToken cancellationToken)
    {
        await using var read = new NpgsqlCommand(Read, connection) { Parameters = { new() { Value = organisation } } };
        return (string)(await read.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <param name="connection">With the open transaction.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="saved">What <see cref="ReadAsync"/> gave.</param>
    /// <param name="columns">The columns that have their former value again; those that nobody states count for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RestoreAsync(
        NpgsqlConnection connection, Guid organisation, string saved, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        await using var restore = new NpgsqlCommand(Restore, connection)
        {
            Parameters =
            {
                new() { Value = organisation },
                new() { Value = saved, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = columns.Where(StatedFields.Knows).ToArray() },
            },
        };
        await restore.ExecuteNonQueryAsync(cancellationToken);
    }
}
