-- Spellings are compared without accents of German and with ae, oe and ue as a, o and u. A word of the street or the part of
-- the town counts from four letters on, unless the municipality's name has it too or nearly every town has such a street;
-- shorter ones only as the whole name; docs/decisions.md, 134.
CREATE FUNCTION plain_words(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ' ' || btrim(regexp_replace(regexp_replace(translate(replace(lower(coalesce($1, '')), 'ß', 'ss'), 'äöü', 'aou'),
        '([aou])e+', '\1', 'g'), '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
CREATE FUNCTION tells_place(keyword text, municipality text, street text, part text, postcode text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH hidden AS (
        SELECT regexp_replace(one, '\s+\d.*$', '') AS name FROM unnest(string_to_array(street, ', ') || part) AS one),
    named AS (
        SELECT btrim(plain_words(name)) AS name FROM hidden WHERE name IS NOT NULL),
    words AS (
        SELECT name AS word FROM named WHERE name <> '' AND position(' ' || name || ' ' IN plain_words(municipality)) = 0
        UNION SELECT one FROM named, unnest(string_to_array(name, ' ')) AS one
        WHERE length(one) >= 4 AND position(' ' || one || ' ' IN plain_words(municipality)) = 0
          AND one <> ALL ('{strasse,platz,allee,markt,ring,ufer,nord,west,innenstadt,altstadt,zentrum,mitte}')
        UNION SELECT postcode WHERE postcode <> '')
    SELECT EXISTS (SELECT FROM words, unnest('{"",er,ern,s}'::text[]) AS ending
        WHERE position(' ' || word || ending || ' ' IN plain_words(keyword)) > 0)
$$;
