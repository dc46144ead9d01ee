-- What each instance counted in about a second, told to the others: network prefixes, never whole addresses, and ids of keys. Rows go after a
-- minute; UNLOGGED, so that they cost no write-ahead log, and nothing is missed when they are gone after a crash.
CREATE UNLOGGED TABLE rate_limit_spending (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    instance uuid NOT NULL,
    spent jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE INDEX ON rate_limit_spending (at);
