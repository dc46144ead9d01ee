namespace MsoNetwork.Organisations.Merging;

/// <summary>Which organisation a row is about; docs/decisions.md, 12. Each statement is set-based and repeatable.</summary>
internal static class MatchSql
{
    /// <summary>Within the file: an id stands once; a row without id may not name what another row names. Answers row, first row.</summary>
    public const string RejectDuplicates = """
        WITH again AS (
            SELECT row, first_value(row) OVER (PARTITION BY source, external_id ORDER BY row) AS first
                FROM import_rows WHERE external_id <> ''
            UNION ALL
            SELECT row, first_value(row) OVER (PARTITION BY municipality_key, sort_name ORDER BY external_id = '', row) FROM import_rows)
        DELETE FROM import_rows AS r USING again
        WHERE r.row = again.row AND again.row <> again.first
          AND (r.external_id = '' OR
              EXISTS (SELECT FROM import_rows AS f WHERE f.row = again.first AND f.source = r.source AND f.external_id = r.external_id))
        RETURNING r.row, again.first, r.external_id <> ''
        """;

    /// <summary>Rows that are not taken. Parameter: @rows.</summary>
    public const string Leave = "DELETE FROM import_rows WHERE row = ANY(@rows)";

    /// <summary>First by the source's own id.</summary>
    public const string ById = """
        UPDATE import_rows AS r SET organisation_id = s.organisation_id FROM organisation_sources AS s
        WHERE r.external_id <> '' AND s.name = r.source AND s.external_id = r.external_id
        """;

    /// <summary>Or by what somebody has said. Parameters: @rows, @organisations.</summary>
    public const string Same = """
        UPDATE import_rows AS r SET organisation_id = o.id FROM unnest(@rows, @organisations) AS said (row, id)
        JOIN organisations AS o ON o.id = said.id WHERE r.row = said.row
        """;

    /// <summary>
    /// Then by name and municipality, among organisations that no row of the file claims by id: those of this source before others;
    /// for an organisation that was merged, the one that it was merged into;
    /// a source that has given the organisation another id says that it is another one. Each organisation goes to one row a source.
    /// </summary>
    public const string ByName = """
        WITH candidates AS (
            SELECT r.row, r.source, o.id, o.created_at,
                EXISTS (SELECT FROM organisation_sources AS s WHERE s.organisation_id = o.id AND s.name = r.source) AS own
            FROM import_rows AS r JOIN (
                    SELECT id, created_at, municipality_key, sort_name FROM organisations
                    UNION ALL SELECT m.survivor_id, s.created_at, m.municipality_key, m.sort_name
                        FROM organisation_redirects AS m JOIN organisations AS s ON s.id = m.survivor_id) AS o
                ON o.municipality_key = r.municipality_key AND o.sort_name = r.sort_name
            WHERE r.organisation_id IS NULL
              AND NOT EXISTS (SELECT FROM import_rows AS claimed WHERE claimed.organisation_id = o.id)
              AND (r.external_id = '' OR NOT EXISTS (
                    SELECT FROM organisation_sources AS s WHERE s.organisation_id = o.id AND s.name = r.source AND s.external_id <> ''))),
        best AS (SELECT DISTINCT ON (row) row, source, id FROM candidates ORDER BY row, own DESC, created_at, id),
        single AS (SELECT DISTINCT ON (id, source) row, id FROM best ORDER BY id, source, row)
        UPDATE import_rows AS r SET organisation_id = single.id FROM single WHERE r.row = single.row
        """;

    /// <summary>What several sources tell in one file about a new organisation is one organisation.</summary>
    public const string ByFile = """
        WITH named AS (
            SELECT row, source, first_value(coalesce(organisation_id, id)) OVER same AS target, first_value(row) OVER same AS first,
                row_number() OVER (PARTITION BY municipality_key, sort_name, source ORDER BY row) AS nth
            FROM import_rows WINDOW same AS (PARTITION BY municipality_key, sort_name ORDER BY row))
        UPDATE import_rows AS r SET organisation_id = named.target FROM named
        WHERE r.row = named.row AND r.organisation_id IS NULL AND named.row <> named.first AND named.nth = 1
          AND NOT EXISTS (SELECT FROM organisation_sources AS s
              WHERE s.organisation_id = named.target AND s.name = r.source AND s.external_id <> '')
        """;

    /// <summary>
    /// The rest are new. Several rows about one organisation are merged one after the other, in waves: first the source that leads, then
    /// those that fill what is empty, so that a second import finds what the first one left. What hides a protected place is known from
    /// all of them in the first wave already. Answers the number of waves. Parameter: @present.
    /// </summary>
    public const string Waves = """
        UPDATE import_rows AS r SET organisation_id = turn.organisation_id, is_new = turn.wave = 1 AND NOT turn.stands, wave = turn.wave,
            protected_by_any = turn.protected, towns_of_all = turn.towns
        FROM (
            SELECT row, coalesce(a.organisation_id, id) AS organisation_id,
                EXISTS (SELECT FROM organisations AS o WHERE o.id = a.organisation_id) AS stands,
                row_number() OVER (PARTITION BY coalesce(a.organisation_id, id)
                    ORDER BY coalesce(CASE WHEN s.name IS NULL OR 'retrieved_on' = ANY(@present) THEN a.retrieved_on
                        ELSE s.retrieved_on END, '-infinity') DESC, source DESC) AS wave,
                coalesce(bool_or(protect) OVER (PARTITION BY coalesce(a.organisation_id, id)), false) AS protected,
                string_agg(town, ', ') OVER (PARTITION BY coalesce(a.organisation_id, id)) AS towns
            FROM import_rows AS a
            LEFT JOIN organisation_sources AS s
                ON s.organisation_id = a.organisation_id AND s.name = a.source AND s.external_id = a.external_id) AS turn
        WHERE turn.row = r.row;
        ANALYZE import_rows (row, organisation_id, is_new, wave);
        SELECT coalesce(max(wave), 0) FROM import_rows
        """;

    /// <summary>One row, about an organisation that is known. Parameters: @id, @new.</summary>
    public const string Meant = """
        UPDATE import_rows SET organisation_id = @id, is_new = @new, wave = 1,
            protected_by_any = coalesce(protect, false), towns_of_all = town
        """;

    /// <summary>So that the statements above are planned for the file's size.</summary>
    public const string Analyse = "ANALYZE import_rows (row, source, external_id, municipality_key, sort_name)";
}
