-- For an engine outside: where its feeder stands in the log, and the queue that all instances work off; docs/decisions.md, 43.
CREATE TABLE search_outer_engine (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    snapshot text NOT NULL,
    epoch text NOT NULL,
    rebuild bigint NOT NULL DEFAULT 1,
    rebuilt bigint NOT NULL DEFAULT 0,
    reference text NOT NULL DEFAULT '');
CREATE TABLE search_lanes (lane int PRIMARY KEY);
INSERT INTO search_lanes SELECT generate_series(0, 7);
CREATE TABLE search_outbox (
    lane int NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    organisation_id uuid NOT NULL,
    done boolean NOT NULL DEFAULT false,
    queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (lane, seq));

-- The vocabularies and regions that the outer engine's documents were made with: their labels stand in them.
CREATE FUNCTION search_reference() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat(
        (SELECT md5(string_agg(concat_ws('|', key, name, designation), '#' ORDER BY key)) FROM regions),
        (SELECT md5(string_agg(concat_ws('|', region_key, language, name), '#' ORDER BY region_key, language, name)) FROM region_names),
        (SELECT md5(string_agg(concat_ws('|', vocabulary, key, broader), '#' ORDER BY vocabulary, key)) FROM terms),
        (SELECT md5(string_agg(concat_ws('|', vocabulary, key, language, label, synonyms::text), '#' ORDER BY vocabulary, key, language))
            FROM term_labels))
$$;
