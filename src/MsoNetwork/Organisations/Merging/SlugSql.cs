namespace MsoNetwork.Organisations.Merging;

/// <summary>
/// Slugs of new organisations: the name; where that is taken, with the municipality (never a part of it: its place may be protected, now or
/// later); else also with a part of a digest of what the row is.
/// </summary>
internal static class SlugSql
{
    public const string Table = """
        CREATE TEMP TABLE import_slugs (row int NOT NULL, slug text COLLATE "C" NOT NULL UNIQUE) ON COMMIT DROP
        """;

    /// <summary>How many characters of the digest are tried; 0 is without, -1 the name alone. 32 cannot collide within a file.</summary>
    public static readonly int[] Attempts = [-1, 0, 4, 8, 32];

    /// <summary>One attempt for those that have none yet; of several rows the first gets it.</summary>
    public const string Attempt = """
        INSERT INTO import_slugs
        SELECT DISTINCT ON (slug) row, slug FROM (
            SELECT r.row, CASE @digits
                WHEN -1 THEN r.slug
                WHEN 0 THEN rtrim(left(r.slug, 80), '-') || '-' || rtrim(left(r.slug_municipality, 30), '-')
                ELSE rtrim(left(r.slug, 60), '-') || '-' || rtrim(left(r.slug_municipality, 20), '-') || '-'
                    || left(md5(concat_ws('|', r.source, r.external_id, r.sort_name, r.municipality_key)), @digits) END AS slug
            FROM import_rows AS r WHERE r.is_new AND NOT EXISTS (SELECT FROM import_slugs AS given WHERE given.row = r.row)) AS wanted
        WHERE NOT EXISTS (SELECT FROM organisations AS o WHERE o.slug = wanted.slug)
          AND NOT EXISTS (SELECT FROM organisation_redirects AS r WHERE r.taken_slug = wanted.slug)
          AND NOT EXISTS (SELECT FROM import_slugs AS given WHERE given.slug = wanted.slug)
        ORDER BY slug, row
        """;

    public const string Missing = "SELECT (SELECT count(*) FROM import_rows WHERE is_new) > (SELECT count(*) FROM import_slugs)";
}
