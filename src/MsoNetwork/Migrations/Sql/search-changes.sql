-- What search engines must look at again, written by the transaction that changed it; docs/decisions.md, 42.
-- No organisation: everything. Read by comparing snapshots, so commits may come in any order.
CREATE TABLE search_changes (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint GENERATED ALWAYS AS IDENTITY,
    organisation_id uuid,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (transaction, seq));
-- Changes of transactions below pruned_below are gone; next_below were over at marked_at.
CREATE TABLE search_log (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    pruned_below xid8 NOT NULL,
    next_below xid8 NOT NULL,
    marked_at timestamptz NOT NULL);
INSERT INTO search_log (pruned_below, next_below, marked_at)
    SELECT pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmin(pg_current_snapshot()), now();

CREATE FUNCTION log_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN INSERT INTO search_changes (organisation_id) VALUES (NULL);
    ELSIF TG_OP = 'UPDATE' THEN INSERT INTO search_changes (organisation_id) SELECT id FROM changed UNION SELECT id FROM former;
    ELSE INSERT INTO search_changes (organisation_id) SELECT id FROM changed;
    END IF;
    IF FOUND THEN PERFORM pg_notify('msonet_search', ''); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_on_insert AFTER INSERT ON organisations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_search_change();
CREATE TRIGGER search_on_update AFTER UPDATE ON organisations
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_search_change();
CREATE TRIGGER search_on_delete AFTER DELETE ON organisations
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_search_change();
CREATE TRIGGER search_on_truncate AFTER TRUNCATE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION log_search_change();
