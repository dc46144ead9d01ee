-- Whether websites can be reached: what a program saw last, by address, whoever has it. Dead is what failed on three days at least, of which
-- the last is five days or more behind the first (WebsiteChecks).
CREATE TABLE website_checks (
    url text COLLATE "C" PRIMARY KEY,
    host text COLLATE "C" NOT NULL,
    due_at timestamptz NOT NULL,
    claimed_until timestamptz,
    checked_at timestamptz,
    outcome text CHECK (outcome IN ('Reached', 'Unclear', 'Failed')),
    detail text,
    reached_on date,
    failing_since date,
    failed_on date,
    failed_days int NOT NULL DEFAULT 0,
    robots_undefined_since date,
    is_dead boolean NOT NULL GENERATED ALWAYS AS (coalesce(failed_days >= 3 AND failed_on - failing_since >= 5, false)) STORED);
CREATE INDEX ON website_checks (host);

-- An address that an organisation gives up begins anew when it is there again, and one that is erased is gone at once.
CREATE FUNCTION forget_website() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM website_checks WHERE url = OLD.website;
    RETURN NULL;
END $$;
CREATE TRIGGER website_changed AFTER UPDATE OF website ON organisations FOR EACH ROW
    WHEN (OLD.website IS NOT NULL AND OLD.website IS DISTINCT FROM NEW.website) EXECUTE FUNCTION forget_website();
CREATE TRIGGER website_gone AFTER DELETE ON organisations FOR EACH ROW WHEN (OLD.website IS NOT NULL) EXECUTE FUNCTION forget_website();
