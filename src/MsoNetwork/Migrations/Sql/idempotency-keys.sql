-- What was done with which key, so that asking again does nothing again: who asked, what for (its hash), and what it changed.
CREATE TABLE idempotency_keys (
    who text NOT NULL,
    key text NOT NULL,
    mutation text NOT NULL,
    input bytea NOT NULL,
    result_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (who, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
