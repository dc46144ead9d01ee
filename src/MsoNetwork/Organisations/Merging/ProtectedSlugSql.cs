namespace MsoNetwork.Organisations.Merging;

/// <summary>
/// The one case in which a slug changes: its place becomes protected, and the slug has a word that the public row has not, such as the
/// part of the town where it was; docs/decisions.md, 134. Parameter: @now.
/// </summary>
internal static class ProtectedSlugSql
{
    /// <summary>Before the merge: whose place this file may hide.</summary>
    public const string Open = """
        CREATE TEMP TABLE import_open ON COMMIT DROP AS
        SELECT DISTINCT o.id FROM organisations AS o JOIN import_rows AS r ON r.organisation_id = o.id
            WHERE r.protected_by_any AND NOT o.location_protected
        """;

    /// <summary>
    /// After it: words that name, other names and municipality do not have go, a piece of a digest takes their place. Spellings are
    /// compared with ae, oe and ue as a, o and u; pieces of digests, and a name's word that was cut off at 60 or 80 characters, tell
    /// nothing. The migration ProtectedSlugs did the same to all that were protected before.
    /// </summary>
    public const string Mend = """
        WITH public AS (
            SELECT o.id, string_to_array(o.slug, '-') AS words,
                regexp_split_to_array(regexp_replace(translate(replace(lower(concat_ws(' ', o.sort_name, area.name,
                    array_to_string(o.alternate_names, ' '))), 'ß', 'ss'), 'äöü', 'aou'),
                    '([aou])e+', '\1', 'g'), '[^a-z0-9]+') AS said
            FROM import_open JOIN organisations AS o ON o.id = import_open.id AND o.location_protected
                JOIN regions AS area ON area.key = o.municipality_key),
        folded AS (
            SELECT id, words, said,
                ARRAY(SELECT regexp_replace(word, '([aou])e+', '\1', 'g') FROM unnest(words) WITH ORDINALITY AS own (word, nth)
                    ORDER BY nth) AS spelt
                FROM public),
        mended AS (
            SELECT id, words, ARRAY(
                SELECT words[nth] FROM generate_subscripts(words, 1) AS nth
                WHERE spelt[nth] = ANY(said)
                   OR (nth = cardinality(words) AND words[nth] ~ '^[0-9a-f]+$' AND length(words[nth]) IN (4, 8, 32))
                   OR (length(array_to_string(words[:nth], '-')) IN (60, 80)
                       AND EXISTS (SELECT FROM unnest(said) AS whole WHERE starts_with(whole, spelt[nth])))
                ORDER BY nth) AS kept
            FROM folded)
        UPDATE organisations AS o
        SET slug = ltrim(rtrim(left(array_to_string(kept, '-'), 100), '-') || '-' || left(md5(o.id::text), 8), '-'),
            updated_at = greatest(o.updated_at, @now)
        FROM mended WHERE o.id = mended.id AND mended.kept <> mended.words
        """;
}
