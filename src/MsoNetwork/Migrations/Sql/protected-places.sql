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

-- Whether a sentence tells the address of a protected place. Sentences name people and quarters, so words of the street do not count as in
-- tells_place: the whole street does, however it is joined or cut off, unless the number of another house follows (a venue down the road);
-- a word of it or a short name with the number of the house; and the postcode. docs/decisions.md, 466.
CREATE FUNCTION tells_address(told text, known text, street text, postcode text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH hidden AS (
        SELECT btrim(plain_words(regexp_replace(one, '\s+\d.*$', ''))) AS name, substring(one FROM '\s(\d+)') AS house
        FROM unnest(string_to_array(street, ', ')) WITH ORDINALITY AS parts (one, nth) WHERE nth = 1 OR one ~ '\d'),
    named AS (
        SELECT name, house, replace(name, ' ', '') AS letters,
            regexp_replace(replace(name, ' ', ''), '(strasse|gasse|weg|platz|allee|ring|ufer|damm|chaussee|steig|pfad|graben)$', '') AS stem
        FROM hidden WHERE name <> ''),
    forms AS (
        SELECT name, house, letters, regexp_replace(letters, '(.)(?=.)', '\1 ?', 'g') AS whole,
            CASE WHEN stem <> letters AND length(stem) >= 4
                THEN regexp_replace(stem, '(.)(?=.)', '\1 ?', 'g') || ' ?' || left(substr(letters, length(stem) + 1), 1) || '[a-z]*'
            END AS cut
        FROM named)
    SELECT told IS NOT NULL AND (EXISTS (
        SELECT FROM forms, (SELECT plain_words(told) AS words) AS said
        WHERE (length(letters) >= 8 AND position(' ' || name || ' ' IN plain_words(known)) = 0
                AND words ~ (' (' || concat_ws('|', whole, CASE WHEN cut LIKE '% ?s[a-z]*' THEN left(cut, -7) || 'str' END)
                    || ') ([^0-9]|$)'))
            OR (house IS NULL AND length(letters) >= 8 AND words ~ (' ' || whole || ' ?[0-9]'))
            OR words ~ (' (' || concat_ws('|', whole, cut) || ') ?' || house || '([^0-9]|$)')
            OR EXISTS (SELECT FROM unnest(string_to_array(name, ' ')) AS word
                WHERE length(word) >= 3 AND (word <> ALL ('{strasse,platz,allee,weg,ring,ufer,damm}') OR word = name)
                  AND words ~ (' ' || word || '( ?str(asse)?)? ?' || house || '([^0-9]|$)')))
        OR (postcode <> '' AND told ~ (
            '(^|[^0-9])' || regexp_replace(postcode, '(\d)(?=\d)', '\1[ ._-]?', 'g') || '([^0-9]|$)')))
$$;

-- The same of an organisation whose place is protected now; of every other it is false. A venue may have the postcode, too.
CREATE FUNCTION tells_own_address(of_organisation uuid, told text, with_postcode boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM protected_places AS p JOIN organisations AS o ON o.id = p.organisation_id
            JOIN regions AS area ON area.key = o.municipality_key
        WHERE p.organisation_id = of_organisation
          AND tells_address(told, area.name || ' ' || o.name, p.street, CASE WHEN with_postcode THEN p.postcode END))
$$;

-- Whether what an organisation writes elsewhere is looked at: its place is protected, and it writes it now, and is not merged.
CREATE FUNCTION must_not_tell(of_organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('msonet.merging', true) IS DISTINCT FROM 'on'
        AND EXISTS (SELECT FROM protected_places WHERE organisation_id = of_organisation)
$$;

-- Refuses what tells it; nothing does where no field is named.
CREATE FUNCTION refuse_telling(rule text, told_in text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF told_in IS NOT NULL THEN
        RAISE check_violation USING CONSTRAINT = rule, COLUMN = told_in, MESSAGE = format('%s tells a protected place', told_in);
    END IF;
END $$;

-- Columns of its own words that are shown as they are and tell it: for whoever keeps the entry, and for nobody else.
CREATE FUNCTION fields_telling_place(of_organisation uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(field ORDER BY nth), '{}') FROM (
        SELECT told.nth, told.field FROM protected_places AS p
            JOIN organisations AS o ON o.id = p.organisation_id JOIN regions AS area ON area.key = o.municipality_key
            CROSS JOIN LATERAL (VALUES (1, 'name', o.name), (2, 'descriptions', o.descriptions::text),
                (3, 'accessibility', o.accessibility::text), (4, 'rooms_to_lend', o.rooms_to_lend::text), (5, 'email', o.email), (6, 'website', o.website),
                (7, 'opening_hours', o.opening_hours::text)) AS told (nth, field, value)
        WHERE p.organisation_id = of_organisation AND tells_place(
            told.value, CASE told.field WHEN 'name' THEN area.name ELSE area.name || ' ' || o.name END, p.street, NULL, p.postcode)
        -- New ones are refused; these were there before the place was protected.
        UNION ALL SELECT 8, 'partner_calls' WHERE EXISTS (SELECT FROM partner_calls AS c
            WHERE c.organisation_id = of_organisation AND c.state = 'Open'
              AND tells_own_address(of_organisation, concat_ws(' | ', c.titles::text, c.texts::text, c.funding_line), true))
        UNION ALL SELECT 9, 'trainings' WHERE EXISTS (SELECT FROM trainings AS t
            WHERE t.organisation_id = of_organisation AND t.state = 'Published' AND (tells_own_address(of_organisation, t.address, false)
                OR tells_own_address(of_organisation, concat_ws(' | ', t.title, t.text, t.cost_note, t.accessibility, t.registration,
                    t.link, array_to_string(t.material_titles || t.material_links, ' | ')), true)))) AS telling (nth, field)
$$;
