-- Counted with each change, so that whoever acts on what they read can say which state that was.
ALTER TABLE cooperations ADD COLUMN version int NOT NULL DEFAULT 1;

-- Neither the order of the two nor capitals make a second one; a mentor and who is mentored do not swap parts under one title.
CREATE UNIQUE INDEX cooperations_open_once ON cooperations (least(from_id, to_id), greatest(from_id, to_id), kind, lower(title))
    WHERE state IN ('Proposed', 'Confirmed');

-- Never deleted, never turned back, never rewritten; invented ones for load tests may go, and those of whoever is erased at its own wish.
CREATE FUNCTION keep_cooperation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('msonet.merging', true) = 'on' THEN -- two organisations become one, or two again: docs/duplicates.md
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        NEW.version := OLD.version + 1;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.source_name = 'Erfunden für Lasttests' OR current_setting('msonet.erasing', true) = 'on' THEN RETURN OLD; END IF;
        RAISE restrict_violation USING CONSTRAINT = 'cooperations_are_never_deleted',
            MESSAGE = 'a cooperation is ended or declined, never deleted';
    END IF;
    IF (OLD.id, OLD.kind, OLD.title, OLD.from_id, OLD.to_id, OLD.proposed_at) IS DISTINCT FROM
        (NEW.id, NEW.kind, NEW.title, NEW.from_id, NEW.to_id, NEW.proposed_at)
        OR (OLD.proposed_by, OLD.proposed_by_centre) IS DISTINCT FROM (NEW.proposed_by, NEW.proposed_by_centre)
        OR (OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by, OLD.confirmed_by_centre, OLD.confirmed_at) IS DISTINCT FROM
            (NEW.confirmed_by, NEW.confirmed_by_centre, NEW.confirmed_at))
        -- Whoever leaves may be forgotten, but nobody takes their place.
        OR (NEW.proposed_by_person IS NOT NULL AND NEW.proposed_by_person IS DISTINCT FROM OLD.proposed_by_person)
        OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_by_person IS NOT NULL
            AND NEW.confirmed_by_person IS DISTINCT FROM OLD.confirmed_by_person) THEN
        RAISE check_violation USING CONSTRAINT = 'cooperations_keep_what_was_said',
            MESSAGE = 'what was proposed and confirmed stays as it was';
    END IF;
    IF OLD.state <> NEW.state
        AND (OLD.state, NEW.state) NOT IN (('Proposed', 'Confirmed'), ('Proposed', 'Declined'), ('Confirmed', 'Ended'))
        AND NOT coalesce((OLD.state, NEW.state) = ('Confirmed', 'Declined')
            AND OLD.starts_on > (NEW.closed_at AT TIME ZONE 'Europe/Berlin')::date, false) THEN
        RAISE check_violation USING CONSTRAINT = 'cooperations_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
    END IF;
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER cooperations_are_kept BEFORE UPDATE OR DELETE ON cooperations FOR EACH ROW EXECUTE FUNCTION keep_cooperation();

-- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
CREATE FUNCTION check_cooperation_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
    SELECT key INTO wrong FROM (SELECT DISTINCT unnest(topics) AS key FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = 'Topics' AND terms.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'cooperations_topics_are_known',
            MESSAGE = format('there is no topic %s', quote_nullable(wrong));
    END IF;
    SELECT key INTO wrong FROM (SELECT DISTINCT unnest(regions) AS key FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'cooperations_regions_are_known',
            MESSAGE = format('there is no region %s', quote_nullable(wrong));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cooperation_keys_on_insert AFTER INSERT ON cooperations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_keys();
CREATE TRIGGER cooperation_keys_on_update AFTER UPDATE ON cooperations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_keys();

-- The other side: a term or region in use stays. The lock keeps writers out until this transaction ends.
CREATE FUNCTION check_cooperation_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE cooperations IN SHARE MODE;
    IF EXISTS (SELECT FROM gone JOIN cooperations AS c ON c.topics @> ARRAY[gone.key] WHERE gone.vocabulary = 'Topics'
               AND NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay', MESSAGE = 'a topic is in use by a cooperation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cooperation_terms_on_delete AFTER DELETE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_terms();
CREATE TRIGGER cooperation_terms_on_update AFTER UPDATE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_terms();
CREATE FUNCTION check_cooperation_regions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE cooperations IN SHARE MODE;
    IF EXISTS (SELECT FROM gone JOIN cooperations AS c ON c.regions @> ARRAY[gone.key]) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'regions_in_use_stay', MESSAGE = 'a region is in use by a cooperation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cooperation_regions_on_delete AFTER DELETE ON regions
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_regions();

-- A confirmed membership is a row of memberships too, in the same transaction and under its rule against cycles;
-- when it has ended, it is none any more.
CREATE UNIQUE INDEX cooperations_one_membership ON cooperations (from_id, to_id)
    WHERE kind = 'UmbrellaMembership' AND state IN ('Proposed', 'Confirmed');
CREATE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'Confirmed' AND (TG_OP = 'INSERT' OR OLD.state <> 'Confirmed') THEN
        INSERT INTO memberships (member_id, umbrella_id, since, source_name, source_url, retrieved_on)
        VALUES (NEW.from_id, NEW.to_id, NEW.starts_on, NEW.source_name, NEW.source_url, NEW.retrieved_on)
            ON CONFLICT (member_id, umbrella_id) DO NOTHING;
    ELSIF NEW.state = 'Ended' AND TG_OP = 'UPDATE' AND OLD.state <> 'Ended' THEN
        DELETE FROM memberships WHERE member_id = NEW.from_id AND umbrella_id = NEW.to_id;
    ELSIF NEW.state = 'Declined' AND TG_OP = 'UPDATE' AND OLD.state = 'Confirmed' THEN
        DELETE FROM memberships WHERE member_id = NEW.from_id AND umbrella_id = NEW.to_id
            AND since > (NEW.closed_at AT TIME ZONE 'Europe/Berlin')::date;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_follow_cooperations AFTER INSERT OR UPDATE ON cooperations FOR EACH ROW
    WHEN (NEW.kind = 'UmbrellaMembership' AND current_setting('msonet.merging', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION keep_membership();
