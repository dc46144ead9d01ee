-- How far whoever stands for an entry was asked whether it is still true (docs/reminders.md): one row an entry, of its latest round. The keys
-- in the links of its two mails are kept as hashes; what ended stays, so that nobody who wants no mails is asked in the next round.
CREATE TABLE reminders (
    organisation_id uuid PRIMARY KEY REFERENCES organisations (id) ON DELETE CASCADE ON UPDATE CASCADE,
    step text NOT NULL CHECK (step IN ('First', 'Second', 'Centre', 'Confirmed')),
    since date NOT NULL,
    was_confirmed boolean NOT NULL,
    mails integer NOT NULL DEFAULT 0,
    first_at timestamptz,
    first_hash bytea UNIQUE,
    second_at timestamptz,
    second_hash bytea UNIQUE,
    reason text CHECK (reason IN ('Unanswered', 'Unreachable', 'Ended')),
    centre_at timestamptz,
    ended_at timestamptz,
    CHECK (step <> 'First' OR first_at IS NOT NULL),
    CHECK (step <> 'Second' OR second_at IS NOT NULL),
    CHECK ((step = 'Centre') = (reason IS NOT NULL) AND (step = 'Centre') = (centre_at IS NOT NULL)));
CREATE INDEX reminders_of_centres ON reminders (centre_at, organisation_id) WHERE step = 'Centre';

-- A round ends when somebody confirms the entry, or a part of it, whatever way they take, also on the day of its last confirmation. Only what
-- confirms or takes a confirmation back sets these columns.
CREATE FUNCTION end_reminders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reminders SET step = 'Confirmed', reason = NULL, centre_at = NULL
    WHERE organisation_id = NEW.id AND step <> 'Confirmed';
    RETURN NULL;
END $$;
CREATE TRIGGER reminders_end AFTER UPDATE OF verified_on, verification ON organisations FOR EACH ROW
    WHEN (NEW.verified_on IS NOT NULL AND NEW.verified_on >= coalesce(OLD.verified_on, NEW.verified_on))
    EXECUTE FUNCTION end_reminders();
