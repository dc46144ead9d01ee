ALTER TABLE partner_calls ADD COLUMN reach text[] NOT NULL GENERATED ALWAYS AS (region_prefixes(areas)) STORED;
CREATE INDEX "IX_partner_calls_reach" ON partner_calls USING gin (reach);

CREATE FUNCTION partner_call_areas(regions text[], place text, km int) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN place IS NULL THEN regions ELSE ARRAY(
        SELECT r.key FROM regions AS r, regions AS p WHERE p.key = place AND length(r.key) = 8
            AND ST_DWithin(r.centre, p.centre, km * 1000) ORDER BY r.key) END
$$;

-- States go forward, an open call that has ended does not come back, a closed one stays as it was; docs/decisions.md, 70.
CREATE FUNCTION keep_partner_call() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE caller record;
BEGIN
    IF current_setting('msonet.merging', true) = 'on' THEN
        IF TG_OP = 'UPDATE' THEN NEW.version := OLD.version + 1; END IF;
        RETURN NEW;
    END IF;
    NEW.areas := partner_call_areas(NEW.regions, NEW.place_key, NEW.radius_km);
    IF TG_OP = 'INSERT' THEN
        NEW.version := 1;
        IF EXISTS (SELECT FROM organisations WHERE id = NEW.organisation_id AND status = 'Dissolved') THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_are_of_living_organisations', MESSAGE = 'the organisation is dissolved';
        END IF;
    ELSE
        NEW.version := OLD.version + 1;
        IF (OLD.id, OLD.slug, OLD.organisation_id, OLD.created_at, OLD.source_name) IS DISTINCT FROM
            (NEW.id, NEW.slug, NEW.organisation_id, NEW.created_at, NEW.source_name)
            OR (OLD.opened_at IS NOT NULL AND OLD.opened_at <> NEW.opened_at) THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_keep_whose_they_are',
                MESSAGE = 'whose a call is, and when it began, stays';
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('Draft', 'Open'), ('Open', 'Filled'), ('Open', 'Withdrawn')) THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_go_forward',
                MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
        END IF;
        IF (OLD.state IN ('Filled', 'Withdrawn') OR (OLD.state = 'Open' AND NEW.state = 'Open' AND OLD.closes_at <= NEW.updated_at)) AND
            (OLD.direction, OLD.subject, OLD.funding_line, OLD.titles, OLD.texts, OLD.topics, OLD.target_groups, OLD.languages,
                OLD.regions, OLD.place_key, OLD.radius_km,
                OLD.starts_on, OLD.ends_on, OLD.deadline, OLD.partners, OLD.contact_way, OLD.closed_at, OLD.closed_by, OLD.closed_by_centre)
            IS DISTINCT FROM
            (NEW.direction, NEW.subject, NEW.funding_line, NEW.titles, NEW.texts, NEW.topics, NEW.target_groups, NEW.languages,
                NEW.regions, NEW.place_key, NEW.radius_km,
                NEW.starts_on, NEW.ends_on, NEW.deadline, NEW.partners, NEW.contact_way, NEW.closed_at, NEW.closed_by, NEW.closed_by_centre) THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_that_ended_stay', MESSAGE = 'a call that has ended is not changed';
        END IF;
    END IF;
    IF NEW.state = 'Open' AND (TG_OP = 'INSERT' OR OLD.state <> 'Open' OR OLD.contact_way <> NEW.contact_way) THEN
        SELECT status, email, phone, website INTO caller FROM organisations WHERE id = NEW.organisation_id;
        IF caller.status = 'Dissolved' THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_are_of_living_organisations', MESSAGE = 'the organisation is dissolved';
        END IF;
        IF (CASE NEW.contact_way WHEN 'Email' THEN caller.email WHEN 'Phone' THEN caller.phone WHEN 'Website' THEN caller.website
            ELSE '' END) IS NULL THEN
            RAISE check_violation USING CONSTRAINT = 'partner_calls_contact_is_public', MESSAGE = 'the organisation shows no such contact';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partner_calls_are_kept BEFORE INSERT OR UPDATE ON partner_calls FOR EACH ROW EXECUTE FUNCTION keep_partner_call();

-- At most 100 that are not closed for each organisation, also when several are written at once.
CREATE FUNCTION limit_partner_calls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('partner_calls'), hashtext(organisation_id::text))
        FROM (SELECT DISTINCT organisation_id FROM written) AS w ORDER BY organisation_id;
    IF EXISTS (SELECT FROM partner_calls WHERE state IN ('Draft', 'Open') AND organisation_id IN (SELECT organisation_id FROM written)
        GROUP BY organisation_id HAVING count(*) > 100) THEN
        RAISE check_violation USING CONSTRAINT = 'partner_calls_are_not_too_many',
            MESSAGE = 'an organisation has at most 100 drafts and open calls';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partner_calls_are_limited AFTER INSERT ON partner_calls REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION limit_partner_calls();

-- Which towns lie within a radius follows their centres.
CREATE FUNCTION move_partner_calls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE partner_calls SET areas = '{}' WHERE place_key IS NOT NULL AND areas <> partner_call_areas(regions, place_key, radius_km);
    RETURN NULL;
END $$;
CREATE TRIGGER partner_calls_follow_new_towns AFTER INSERT ON regions FOR EACH STATEMENT EXECUTE FUNCTION move_partner_calls();
CREATE TRIGGER partner_calls_follow_towns AFTER UPDATE OF centre ON regions FOR EACH STATEMENT EXECUTE FUNCTION move_partner_calls();

-- What a call says does not tell the address of a caller whose place is protected. Checked is what is new: one that was there before the
-- place was protected can still be filled or withdrawn.
CREATE FUNCTION keep_partner_call_from_telling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told_in text;
BEGIN
    IF NOT must_not_tell(NEW.organisation_id) OR (TG_OP = 'UPDATE' AND (OLD.state = NEW.state OR NEW.state <> 'Open')
        AND (OLD.titles, OLD.texts, OLD.funding_line) IS NOT DISTINCT FROM (NEW.titles, NEW.texts, NEW.funding_line)) THEN
        RETURN NEW;
    END IF;
    SELECT one.field INTO told_in FROM (VALUES ('texts.title', NEW.titles::text), ('texts.text', NEW.texts::text),
        ('fundingLine', NEW.funding_line)) AS one (field, said) WHERE tells_own_address(NEW.organisation_id, one.said, true) LIMIT 1;
    PERFORM refuse_telling('partner_calls_tell_no_protected_place', told_in);
    RETURN NEW;
END $$;
CREATE TRIGGER partner_calls_tell_no_place BEFORE INSERT OR UPDATE OF titles, texts, funding_line, state ON partner_calls
    FOR EACH ROW EXECUTE FUNCTION keep_partner_call_from_telling();
