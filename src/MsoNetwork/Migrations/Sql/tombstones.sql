-- What was erased at its own wish stays gone, and nothing here says what it was: HMAC-SHA-256 (RFC 2104) with a secret of this database,
-- whose two padded keys are kept; docs/decisions.md, 461.
CREATE TABLE tombstone_secret (single boolean PRIMARY KEY DEFAULT true CHECK (single), inner_key bytea NOT NULL, outer_key bytea NOT NULL);
DO $$
DECLARE
    inner_key bytea := decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') || repeat('00', 32), 'hex');
    outer_key bytea := inner_key;
BEGIN
    FOR n IN 0..63 LOOP
        inner_key := set_byte(inner_key, n, get_byte(inner_key, n) # 54);
        outer_key := set_byte(outer_key, n, get_byte(outer_key, n) # 92);
    END LOOP;
    INSERT INTO tombstone_secret (inner_key, outer_key) VALUES (inner_key, outer_key);
END $$;
-- Kinds: organisation, person (ids), source, and what Duplicates/TombstoneFacts compares: name, like, part, mail, phone, domain.
CREATE TABLE tombstones (
    kind text NOT NULL,
    hash bytea NOT NULL,
    reason text NOT NULL,
    erased_on date NOT NULL,
    PRIMARY KEY (kind, hash));
CREATE FUNCTION tombstone_hash(kind text, value text) RETURNS bytea LANGUAGE sql STABLE STRICT AS $$
    SELECT sha256(outer_key || sha256(inner_key || convert_to(kind || ':' || value, 'UTF8'))) FROM tombstone_secret
$$;

-- Whether a text of others names somebody: by one of the patterns of Erasure/Mentions, or by the digits of a telephone number. Null of no text.
CREATE FUNCTION tells_of(told text, patterns text[], numbers text[]) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT normalize(told, NFC) ~* ANY (patterns) OR EXISTS (
        SELECT FROM unnest(numbers) AS number WHERE position(number IN regexp_replace(told, '[^0-9]', '', 'g')) > 0)
$$;
-- A file's text; null of a workbook, in which nobody finds a name.
CREATE FUNCTION text_of_file(bytes bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN convert_from(bytes, 'UTF8');
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;
