-- Spellings are compared without accents of German and with ae, oe and ue as a, o and u; what addresses write as %C3%9F is read as well.
CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ' ' || btrim(regexp_replace(regexp_replace(translate(replace(lower(coalesce($1, '')), 'ß', 'ss'), 'äöü', 'aou'),
        '([aou])e+', '\1', 'g'), '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
-- The one place that decides whether a text tells where a protected place is. A word of the street or the part of the town counts from four
-- letters on, unless what everybody may know (town and name, in known) has it too or nearly every town has such a street; shorter ones only
-- as the whole name, or with the number of the house. A long name counts however it is joined (Geheim-Gasse, Ehrenfeldt), and a street cut
-- off behind its stem (Geheimg., Geheimstr.); a postcode with blanks, too. docs/decisions.md, 134 and 455.
CREATE FUNCTION tells_place(told text, known text, street text, part text, postcode text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH said AS (
        SELECT plain_words(replace(replace(replace(replace(replace(lower(told),
            '%c3%9f', 'ss'), '%c3%a4', 'a'), '%c3%b6', 'o'), '%c3%bc', 'u'), '%20', ' ')) AS words, plain_words(known) AS known),
    hidden AS (
        SELECT btrim(plain_words(regexp_replace(one, '\s+\d.*$', ''))) AS name, substring(one FROM '\s(\d+)') AS house
        FROM unnest(string_to_array(street, ', ') || part) AS one WHERE one IS NOT NULL),
    named AS (
        SELECT name, house, known, words, replace(words, ' ', '') AS joined FROM hidden, said WHERE name <> ''),
    parts AS (
        SELECT *, regexp_replace(word, '(strasse|gasse|weg|platz|allee|ring|ufer|damm|markt|chaussee|steig|pfad|graben|wall|hof)$', '') AS stem
        FROM named, unnest(string_to_array(name, ' ')) AS word)
    SELECT EXISTS (
        SELECT FROM (
            SELECT words, name AS word FROM named WHERE position(' ' || name || ' ' IN known) = 0
            UNION SELECT words, word FROM parts WHERE length(word) >= 4 AND position(' ' || word || ' ' IN known) = 0
              AND word <> ALL ('{strasse,platz,allee,markt,ring,ufer,nord,west,innenstadt,altstadt,zentrum,mitte}')) AS one,
            unnest('{"",er,ern,s}'::text[]) AS ending
        WHERE position(' ' || word || ending || ' ' IN words) > 0
        UNION ALL SELECT FROM named WHERE length(replace(name, ' ', '')) >= 8
            AND position(replace(name, ' ', '') IN joined) > 0 AND position(replace(name, ' ', '') IN replace(known, ' ', '')) = 0
        UNION ALL SELECT FROM parts WHERE length(word) >= 8 AND word <> ALL ('{innenstadt,altstadt}')
            AND position(word IN joined) > 0 AND position(word IN replace(known, ' ', '')) = 0
        UNION ALL SELECT FROM parts WHERE house <> '' AND length(word) >= 3 AND words ~ (' ' || word || ' ?' || house || '([^0-9]|$)')
        UNION ALL SELECT FROM parts, unnest(string_to_array(btrim(words), ' ')) AS token
            WHERE length(stem) >= 4 AND stem <> word AND starts_with(token, stem) AND length(token) > length(stem)
              AND starts_with(word, token) AND position(' ' || word || ' ' IN known) = 0
        UNION ALL SELECT WHERE postcode <> '' AND told ~ (
            '(^|[^0-9])' || regexp_replace(postcode, '(\d)(?=\d)', '\1[ ._-]?', 'g') || '([^0-9]|$)'))
$$;

-- The same of an organisation whose place is protected now; of every other it is false.
CREATE FUNCTION tells_own_place(of_organisation uuid, told text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (
        SELECT FROM protected_places AS p JOIN organisations AS o ON o.id = p.organisation_id JOIN regions AS area ON area.key = o.municipality_key
        WHERE p.organisation_id = of_organisation AND tells_place(told, area.name || ' ' || o.name, p.street, NULL, p.postcode))
$$;

-- Columns of its own words that are shown as they are and tell it: for whoever keeps the entry, and for nobody else.
CREATE FUNCTION fields_telling_place(of_organisation uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(told.field ORDER BY told.nth), '{}') FROM protected_places AS p
        JOIN organisations AS o ON o.id = p.organisation_id JOIN regions AS area ON area.key = o.municipality_key
        CROSS JOIN LATERAL (VALUES (1, 'name', o.name), (2, 'descriptions', o.descriptions::text), (3, 'accessibility', o.accessibility::text),
            (4, 'rooms_to_lend', o.rooms_to_lend::text), (5, 'email', o.email), (6, 'website', o.website),
            (7, 'opening_hours', o.opening_hours::text)) AS told (nth, field, value)
    WHERE p.organisation_id = of_organisation
      AND tells_place(told.value, CASE told.field WHEN 'name' THEN area.name ELSE area.name || ' ' || o.name END, p.street, NULL, p.postcode)
$$;
