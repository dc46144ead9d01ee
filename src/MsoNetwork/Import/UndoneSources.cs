namespace MsoNetwork.Import;

/// <summary>
/// Takes back what sources told. Parameters: the organisations, the keys in the log (of three parts, of which the second may have slashes),
/// and the rows as they were, each as JSON.
/// </summary>
internal static class UndoneSources
{
    private const string IsOne = """
        s.organisation_id = ANY($1) AND concat(s.organisation_id, '/', s.name, '/', s.external_id)
        """;

    public const string Delete = $"DELETE FROM organisation_sources AS s WHERE {IsOne} = ANY($2) AND $3 IS NOT NULL";

    public const string Add = """
        INSERT INTO organisation_sources SELECT s.* FROM unnest($3) AS was, jsonb_populate_record(NULL::organisation_sources, was) AS s
        WHERE EXISTS (SELECT FROM organisations AS o WHERE o.id = s.organisation_id AND o.id = ANY($1)) AND $2 IS NOT NULL
        ON CONFLICT DO NOTHING
        """;

    public const string Restore = $"""
        UPDATE organisation_sources AS s SET url = n.url, retrieved_on = n.retrieved_on, licence = n.licence,
            confidence = n.confidence
        FROM unnest($2, $3) AS was (key, row), organisation_sources AS c, LATERAL jsonb_populate_record(c, was.row) AS n
        WHERE {IsOne} = was.key AND (c.organisation_id, c.name, c.external_id) = (s.organisation_id, s.name, s.external_id)
        """;
}
