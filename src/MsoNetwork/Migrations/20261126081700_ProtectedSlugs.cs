using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class ProtectedSlugs : Migration
    {
        // What the import does since then to a place that becomes protected, for all that are protected already; docs/decisions.md, 134.
        private const string Slugs = """
            WITH public AS (
                SELECT o.id, string_to_array(o.slug, '-') AS words,
                    regexp_split_to_array(regexp_replace(translate(replace(lower(concat_ws(' ', o.sort_name, area.name, array_to_string(o.alternate_names, ' '))), 'ß', 'ss'), 'äöü', 'aou'),
                        '([aou])e+', '\1', 'g'), '[^a-z0-9]+') AS said
                FROM organisations AS o JOIN regions AS area ON area.key = o.municipality_key WHERE o.location_protected),
            folded AS (
                SELECT id, words, said, ARRAY(SELECT regexp_replace(word, '([aou])e+', '\1', 'g') FROM unnest(words) WITH ORDINALITY AS own (word, nth) ORDER BY nth) AS spelt FROM public),
            mended AS (
                SELECT id, words, ARRAY(
                    SELECT words[nth] FROM generate_subscripts(words, 1) AS nth
                    WHERE spelt[nth] = ANY(said)
                       OR (nth = cardinality(words) AND words[nth] ~ '^[0-9a-f]+$' AND length(words[nth]) IN (4, 8, 32))
                       OR (length(array_to_string(words[:nth], '-')) IN (60, 80) AND EXISTS (SELECT FROM unnest(said) AS whole WHERE starts_with(whole, spelt[nth])))
                    ORDER BY nth) AS kept
                FROM folded)
            UPDATE organisations AS o
            SET slug = ltrim(rtrim(left(array_to_string(kept, '-'), 100), '-') || '-' || left(md5(o.id::text), 8), '-'), updated_at = greatest(o.updated_at, now())
            FROM mended WHERE o.id = mended.id AND mended.kept <> mended.words
            """;

        // The part of the town that is hidden stands behind the hidden street.
        private const string Keywords = """
            WITH hidden AS (
                SELECT o.id, ARRAY(
                    SELECT word FROM unnest(o.keywords) WITH ORDINALITY AS told (word, nth)
                    WHERE lower(word) <> lower(p.street) AND right(lower(p.street), length(word) + 2) <> ', ' || lower(word) ORDER BY nth) AS kept
                FROM organisations AS o JOIN protected_places AS p ON p.organisation_id = o.id WHERE p.street IS NOT NULL)
            UPDATE organisations AS o SET keywords = hidden.kept, updated_at = greatest(o.updated_at, now())
            FROM hidden WHERE o.id = hidden.id AND o.keywords <> hidden.kept
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Slugs);
            migrationBuilder.Sql(Keywords);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // What told a protected place is not told again.
        }
    }
}
