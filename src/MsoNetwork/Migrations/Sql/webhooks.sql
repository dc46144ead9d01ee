-- Addresses that persons want told of changes; docs/webhooks.md. Secrets are sealed with the keys of the site.
-- cursor: its place in the feed; all up to it is delivered or none of its business. position: the number in it.
-- claims counts who took it up: whoever took it up before writes nothing any more. due_at: when it is looked at next; while somebody
-- delivers, when another may take over.
CREATE TABLE webhooks (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    url text NOT NULL CHECK (url ~ '^https?://' AND length(url) <= 2000),
    regions text[] NOT NULL CHECK (cardinality(regions) <= 20),
    topics text[] NOT NULL CHECK (cardinality(topics) <= 20),
    secret text NOT NULL,
    old_secret text,
    old_secret_until timestamptz,
    created_at timestamptz NOT NULL,
    cursor text NOT NULL,
    position bigint NOT NULL CHECK (position >= 0),
    claims int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    failing_since timestamptz,
    failure text CHECK (failure IN ('Status', 'Timeout', 'Unreachable', 'Tls', 'Address')),
    failure_status int,
    off text CHECK (off IN ('Person', 'Administrator', 'Failing', 'Gone', 'Secret', 'Filter')),
    off_at timestamptz,
    missed_at timestamptz,
    tested_at timestamptz,
    CHECK ((old_secret IS NULL) = (old_secret_until IS NULL)),
    CHECK ((off IS NULL) = (off_at IS NULL)),
    CHECK ((failure IS NULL) = (failing_since IS NULL)));
CREATE INDEX ON webhooks (person_id);
CREATE INDEX ON webhooks (due_at) WHERE off IS NULL;
