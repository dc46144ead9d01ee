using MsoNetwork.Organisations.Fields;
using static MsoNetwork.Organisations.Merging.MergeRules;

namespace MsoNetwork.Organisations.Merging;

/// <summary>
/// One wave: what each organisation will be, then the writing of what differs. Parameters: @wave, @now, @present (the file's columns),
/// @descriptions_tags and so on (languages of each text), @whole (it has every column that keywords come from),
/// @own (the organisation or its centre tells it: what they say stands, also where it is empty).
/// Of several sources the one read last leads, the others only fill what is empty; docs/decisions.md, 12.
/// </summary>
internal static class MergeSql
{
    private static readonly string[] Hidden = [.. OrganisationFields.Hideable.Select(field => field.Column)];

    public static readonly string Table = $"""
        CREATE TEMP TABLE import_merged (LIKE organisations) ON COMMIT DROP;
        ALTER TABLE import_merged DROP COLUMN reach, ADD COLUMN row int NOT NULL, ADD COLUMN is_new boolean NOT NULL,
            ADD COLUMN exact_street text, ADD COLUMN exact_postcode text, ADD COLUMN exact_location geography(Point, 4326),
            {string.Join(", ", Hidden.Select(column => $"ADD COLUMN hidden_{column} text"))}
        """;

    /// <summary>A source that had no id for an organisation and now has one; a row without id that means the one with it.</summary>
    public const string SourceIds = """
        WITH given AS (
            UPDATE organisation_sources AS s SET external_id = r.external_id FROM import_rows AS r
            WHERE s.organisation_id = r.organisation_id AND s.name = r.source AND s.external_id = '' AND r.external_id <> ''
              AND NOT EXISTS (SELECT FROM organisation_sources AS own
                  WHERE own.organisation_id = r.organisation_id AND own.name = r.source AND own.external_id <> '')
            RETURNING r.row)
        UPDATE import_rows AS r SET retold = true FROM given WHERE r.row = given.row;
        UPDATE import_rows AS r SET external_id = s.external_id
        FROM (SELECT organisation_id, name, min(external_id) AS external_id FROM organisation_sources GROUP BY organisation_id, name) AS s
        WHERE r.external_id = '' AND s.organisation_id = r.organisation_id AND s.name = r.source AND s.external_id <> ''
        """;

    /// <summary>
    /// Who told it, from where and when, of all organisations that are written already: before the first wave, so that who leads is known
    /// from the whole file, and once more after it, for the new ones. A second time changes nothing.
    /// </summary>
    public const string Sources = """
        WITH told AS (
            INSERT INTO organisation_sources AS s (organisation_id, name, external_id, url, retrieved_on, licence, confidence)
            SELECT organisation_id, source, external_id, url, retrieved_on, licence, confidence FROM import_rows AS r
            WHERE EXISTS (SELECT FROM organisations AS o WHERE o.id = r.organisation_id)
            ON CONFLICT (organisation_id, name, external_id) DO UPDATE SET
                url = CASE WHEN 'source_url' = ANY(@present) THEN excluded.url ELSE s.url END,
                retrieved_on = CASE WHEN 'retrieved_on' = ANY(@present) THEN excluded.retrieved_on ELSE s.retrieved_on END,
                licence = CASE WHEN 'licence' = ANY(@present) THEN excluded.licence ELSE s.licence END,
                confidence = CASE WHEN 'confidence' = ANY(@present) THEN excluded.confidence ELSE s.confidence END
            WHERE ('source_url' = ANY(@present) AND s.url IS DISTINCT FROM excluded.url)
               OR ('retrieved_on' = ANY(@present) AND s.retrieved_on IS DISTINCT FROM excluded.retrieved_on)
               OR ('licence' = ANY(@present) AND s.licence IS DISTINCT FROM excluded.licence)
               OR ('confidence' = ANY(@present) AND s.confidence IS DISTINCT FROM excluded.confidence)
            RETURNING organisation_id, name, external_id)
        UPDATE import_rows AS r SET retold = true FROM told
        WHERE NOT r.is_new AND r.organisation_id = told.organisation_id AND r.source = told.name AND r.external_id = told.external_id
        """;

    public static readonly string Merge = $"""
        TRUNCATE import_merged;
        WITH standing AS (
            SELECT r AS r, o AS o, area.name AS municipality, concat_ws(' ', area.name, here.name) AS towns,
                CASE WHEN o.location_protected THEN p.street ELSE o.street END AS street,
                CASE WHEN NOT o.location_protected AND o.town <> here.name THEN o.town END AS part_of_town,
                CASE WHEN o.location_protected THEN p.postcode ELSE o.postcode END AS postcode,
                CASE WHEN o.location_protected THEN p.location WHEN o.precision = 'Address' THEN o.location END AS point,
                {string.Join(", ", Hidden.Select(column => $"h.{column} AS hidden_{column}"))},
                CASE WHEN r.latitude IS NOT NULL THEN ST_Point(r.longitude, r.latitude, 4326)::geography END AS told_point,
                CASE WHEN o.id IS NULL OR @own THEN 'alone'
                    WHEN o.verification <> 'Unverified' THEN 'follows'
                    WHEN other.name IS NULL THEN 'alone'
                    WHEN (coalesce(own.retrieved_on, '-infinity'), r.source) > (coalesce(other.retrieved_on, '-infinity'), other.name)
                        THEN 'leads'
                    ELSE 'follows' END AS part
            FROM import_rows AS r
            JOIN regions AS area ON area.key = r.municipality_key
            LEFT JOIN organisations AS o ON NOT r.is_new AND o.id = r.organisation_id
            LEFT JOIN regions AS here ON here.key = o.municipality_key
            LEFT JOIN protected_places AS p ON p.organisation_id = o.id
            LEFT JOIN hidden_contacts AS h ON h.organisation_id = o.id
            LEFT JOIN organisation_sources AS own ON own.organisation_id = o.id AND own.name = r.source AND own.external_id = r.external_id
            LEFT JOIN LATERAL (
                SELECT s.retrieved_on, s.name FROM organisation_sources AS s WHERE s.organisation_id = o.id AND s.name <> r.source
                ORDER BY coalesce(s.retrieved_on, '-infinity') DESC, s.name DESC LIMIT 1) AS other ON true
            WHERE r.wave = @wave),
        moving AS (
            SELECT *, part <> 'follows' AND (o).municipality_key IS DISTINCT FROM (r).municipality_key AS moves,
                part = 'follows' AND (o).municipality_key <> (r).municipality_key AS elsewhere,
                CASE WHEN (r).protect IS NULL OR part <> 'alone' THEN coalesce((o).location_protected, false) ELSE false END
                    OR (r).protected_by_any AS protect
            FROM standing),
        blind AS (
            -- A row of what is public (such as an export) says nothing of a protected place, which its writer cannot see: it does
            -- not clear it.
            SELECT *, protect AND coalesce((o).location_protected, false) AND NOT moves
                AND num_nonnulls((r).street, (r).postcode, (r).latitude) = 0 AND NOT @own AS unseen FROM moving),
        parted AS (
            -- A protected seat shows its municipality alone; the part of the town that was told with it is kept behind the street.
            SELECT *, CASE WHEN protect THEN concat_ws(', ', street, part_of_town) ELSE street END AS standing_street,
                CASE WHEN protect AND (r).street IS NOT NULL AND (r).town <> municipality
                    THEN concat_ws(', ', (r).street, (r).town) ELSE (r).street END AS told_street,
                CASE WHEN protect AND (r).town <> municipality THEN (r).town END AS told_part
            FROM blind),
        placed AS (
            SELECT *, {Place("nullif(standing_street, '')", "told_street", "street", "told_part")} AS exact_street,
                {Place("postcode", "(r).postcode", "postcode", "NULL")} AS exact_postcode
            FROM parted),
        pointed AS (
            SELECT *, CASE WHEN moves THEN told_point WHEN elsewhere OR unseen THEN point
                WHEN NOT 'latitude' = ANY(@present)
                    THEN CASE WHEN (exact_street, exact_postcode) IS NOT DISTINCT FROM (nullif(standing_street, ''), postcode)
                        THEN point END
                WHEN part = 'alone' THEN told_point
                    WHEN part = 'leads' THEN coalesce(told_point, point) ELSE coalesce(point, told_point) END AS exact_point
            FROM placed),
        worded AS (
            -- A part of the town in active_in becomes a keyword: not the one that is hidden, and none of before the place was.
            -- What the row says is measured by what it says of the place, or importing it again would add what it has just taken away.
            SELECT *, ARRAY(SELECT word FROM unnest(CASE WHEN part <> 'alone' OR NOT @whole THEN (o).keywords END)
                WITH ORDINALITY AS own (word, nth)
                WHERE NOT {Tells("word")} AND NOT (protect AND tells_place(word, towns, NULL, part_of_town, postcode))
                    ORDER BY nth) AS kept_words
            FROM pointed)
        INSERT INTO import_merged (row, is_new, id, slug, {Columns()}, verification, verified_on, created_at, updated_at,
            exact_street, exact_postcode, exact_location)
        SELECT (r).row, (r).is_new, (r).organisation_id, coalesce((o).slug, given.slug),
            {string.Join(", ", OrganisationFields.Merged.Select(Of))},
            coalesce((o).verification, 'Unverified'), (o).verified_on, coalesce((o).created_at, @now), greatest((o).created_at, @now),
            exact_street, exact_postcode, exact_point
        FROM worded
        LEFT JOIN import_slugs AS given ON given.row = (r).row
        JOIN regions AS seat ON seat.key = CASE WHEN part = 'follows' THEN (o).municipality_key ELSE (r).municipality_key END
        LEFT JOIN postcodes AS around ON around.postcode = exact_postcode AND around.municipality_key = seat.key AND around.is_area
        """;

    /// <summary>What not everybody may see does not come into the public row.</summary>
    public static readonly string Hide = $"""
        UPDATE import_merged SET ({Listed("hidden_")}) = ROW ({Listed("")}),
            ({Listed("")}) = ROW ({string.Join(", ", Hidden.Select(_ => "NULL"))})
        WHERE contact_visible_to <> 'Public'
        """;

    /// <summary>As <see cref="ProtectedPlaces"/>: the row's version tells of it too.</summary>
    public static readonly string HiddenContacts = $"""
        WITH gone AS (
            DELETE FROM hidden_contacts AS h USING import_merged AS m WHERE h.organisation_id = m.id AND m.contact_visible_to = 'Public'),
        written AS (
            INSERT INTO hidden_contacts AS h (organisation_id, {Listed("")})
            SELECT id, {Listed("hidden_")} FROM import_merged WHERE contact_visible_to <> 'Public'
            ON CONFLICT (organisation_id) DO UPDATE SET ({Listed("")}) = ROW ({Listed("excluded.")})
            WHERE ({Listed("h.")}) IS DISTINCT FROM ({Listed("excluded.")})
            RETURNING organisation_id)
        UPDATE import_rows AS r SET changed = true FROM written
            WHERE r.wave = @wave AND NOT r.is_new AND r.organisation_id = written.organisation_id
        """;

    public static readonly string Insert = $"""
        INSERT INTO organisations (id, slug, verification, verified_on, created_at, updated_at, {Columns()})
        SELECT id, slug, verification, verified_on, created_at, updated_at, {Columns()} FROM import_merged WHERE is_new ORDER BY row
        """;

    /// <summary>
    /// Writes only what differs, so that a file imported again leaves no trace. A new source of the facts is a difference, which the row's
    /// version tells; "last changed" means its content.
    /// </summary>
    public static readonly string Update = $"""
        WITH written AS (
            UPDATE organisations AS o SET ({Columns()}, updated_at) = ROW ({Columns("m")}, CASE
                WHEN r.changed OR ROW ({Columns("o")}) IS DISTINCT FROM ROW ({Columns("m")}) THEN m.updated_at ELSE o.updated_at END)
            FROM import_merged AS m JOIN import_rows AS r ON r.row = m.row
            WHERE NOT m.is_new AND o.id = m.id
              AND (r.changed OR r.retold OR ROW ({Columns("o")}) IS DISTINCT FROM ROW ({Columns("m")}))
            RETURNING r.row)
        UPDATE import_rows AS r SET changed = true FROM written WHERE r.row = written.row
        """;

    public const string ProtectedPlaces = """
        WITH gone AS (
            DELETE FROM protected_places AS p USING import_merged AS m WHERE p.organisation_id = m.id AND NOT m.location_protected),
        written AS (
            INSERT INTO protected_places AS p (organisation_id, street, postcode, location)
            SELECT id, exact_street, exact_postcode, exact_location FROM import_merged WHERE location_protected
            ON CONFLICT (organisation_id) DO UPDATE SET street = excluded.street, postcode = excluded.postcode, location = excluded.location
            WHERE (p.street, p.postcode, p.location) IS DISTINCT FROM (excluded.street, excluded.postcode, excluded.location)
            RETURNING organisation_id)
        UPDATE import_rows AS r SET changed = true FROM written
            WHERE r.wave = @wave AND NOT r.is_new AND r.organisation_id = written.organisation_id
        """;

    /// <summary>What rows of this wave say and somebody else leads in: row, columns.</summary>
    public static readonly string Unheard = $"""
        SELECT row, columns FROM (
            SELECT r.row, concat_ws(', ', {string.Join(", ", OrganisationFields.Merged.Where(IsHeard).Select(Unlike))}) AS columns
            FROM import_merged AS m JOIN import_rows AS r ON r.row = m.row WHERE NOT m.is_new) AS told
        WHERE columns <> '' ORDER BY row
        """;

    /// <summary>What rows of this wave say that tells a protected place: row, column, whether it is shown all the same.</summary>
    public static readonly string Telling = $"""
        SELECT r.row, told.header, told.shown FROM import_merged AS m JOIN import_rows AS r ON r.row = m.row
            JOIN regions AS area ON area.key = m.municipality_key
            CROSS JOIN LATERAL (VALUES (1, 'name', r.name, true), (2, 'alternate_names', array_to_string(r.alternate_names, ' | '), false),
                (3, 'keywords', array_to_string(r.keywords, ' | '), false), (4, 'external_id', r.external_id, false),
                (5, 'source_url', r.url, false), (6, 'website', r.website, true), (7, 'email', m.email, true),
                {string.Join(", ", OrganisationFields.ByLanguage.Select((field, nth) =>
                    $"({8 + nth}, '{field.Files[0].Header}', r.{field.Column}::text, true)"))}) AS told (nth, header, value, shown)
        WHERE m.location_protected AND told.value <> '' AND tells_place(told.value,
            CASE told.header WHEN 'name' THEN area.name ELSE area.name || ' ' || m.name END, m.exact_street, NULL, m.exact_postcode)
        ORDER BY r.row, told.nth
        """;

    public const string Count = """
        SELECT count(*) FILTER (WHERE is_new),
            count(*) FILTER (WHERE (changed OR retold) AND NOT is_new),
            count(*) FILTER (WHERE NOT changed AND NOT retold AND NOT is_new)
            FROM import_rows
        """;

    private static string Listed(string before) => string.Join(", ", Hidden.Select(column => before + column));
}
