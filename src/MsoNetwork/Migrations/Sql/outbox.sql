-- For whoever must hear of changes outside of the database: where his feeder stands in the log, and the queue that all instances work
-- off; docs/decisions.md, 43. Who keeps a copy wants all of it anew (rebuild) when single changes do not say it.
CREATE TABLE outbox_consumers (
    name text PRIMARY KEY,
    snapshot text NOT NULL,
    epoch text NOT NULL,
    rebuild bigint NOT NULL DEFAULT 1,
    rebuilt bigint NOT NULL DEFAULT 0,
    reference text NOT NULL DEFAULT '');
CREATE TABLE outbox_lanes (consumer text NOT NULL, lane int NOT NULL, PRIMARY KEY (consumer, lane));
CREATE TABLE outbox (
    consumer text NOT NULL,
    lane int NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    subject text NOT NULL,
    key text NOT NULL,
    done boolean NOT NULL DEFAULT false,
    queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, lane, seq));
-- The number of a consumer's advisory locks.
CREATE FUNCTION outbox_lock(consumer text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT hashtext(consumer) & 2147483647 $$;

