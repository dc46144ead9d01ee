-- Who said a field of an organisation, and who confirmed it and when: facts beside the entry, by kind and never by person
-- (docs/freshness.md). Written by triggers, so that no way in can forget it. One row for all fields ('') and one for each field that
-- somebody said later.
CREATE TABLE statements (
    organisation_id uuid NOT NULL REFERENCES organisations (id) ON DELETE CASCADE ON UPDATE CASCADE,
    field text COLLATE "C" NOT NULL,
    said_by text NOT NULL CHECK (said_by IN ('Organisation', 'Centre', 'Source', 'Editors')),
    source text,
    said_on date NOT NULL,
    confirmed_by text CHECK (confirmed_by IN ('Organisation', 'Centre', 'LinkCheck')),
    confirmed_on date,
    centre text,
    PRIMARY KEY (organisation_id, field),
    CHECK ((confirmed_by IS NULL) = (confirmed_on IS NULL)));

-- What rows of organisations say now, and who says it: organisation, source and day of a merge's row, else what the transaction says.
-- Whoever hands in a file hands in the word of its source, for whomever they act: nobody has read what stands in it.
CREATE FUNCTION speaker_of_now() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN coalesce(current_setting('msonet.source', true), '') <> ''
            OR current_setting('msonet.author_kind', true) IN ('import', 'seed') THEN 'Source'
        WHEN starts_with(current_setting('msonet.acts_for', true), 'organisation/') THEN 'Organisation'
        WHEN starts_with(current_setting('msonet.acts_for', true), 'centre/') THEN 'Centre' ELSE 'Editors' END
$$;
CREATE FUNCTION centre_of_now() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(split_part(current_setting('msonet.acts_for', true), 'centre/', 2), '')
$$;
CREATE FUNCTION berlin_day(timestamptz) RETURNS date LANGUAGE sql STABLE AS $$ SELECT ($1 AT TIME ZONE 'Europe/Berlin')::date $$;

-- A file has a source each row: the staging tables of the merge know it, if this is one.
CREATE FUNCTION told_rows() RETURNS TABLE (id uuid, source text, retrieved_on date) LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass('pg_temp.import_merged') IS NOT NULL THEN
        RETURN QUERY EXECUTE 'SELECT m.id, r.source, r.retrieved_on FROM import_merged AS m JOIN import_rows AS r ON r.row = m.row';
    END IF;
END $$;

CREATE FUNCTION note_statements() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    speaker text := speaker_of_now();
    confirms text := CASE WHEN speaker IN ('Organisation', 'Centre') THEN speaker END;
    of_centre text := CASE WHEN speaker = 'Centre' THEN centre_of_now() END;
BEGIN
    -- Whoever merges two entries, or parts them, says nothing: what was said moves with its value (Merges/MergedStatements).
    IF TG_OP = 'UPDATE' AND current_setting('msonet.merging', true) = 'on' THEN RETURN NULL; END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO statements
        SELECT c.id, '', speaker, CASE WHEN speaker = 'Source' THEN coalesce(t.source, nullif(current_setting('msonet.source', true), '')) END,
            coalesce(t.retrieved_on, berlin_day(c.updated_at)), confirms,
            CASE WHEN confirms IS NOT NULL THEN coalesce(t.retrieved_on, berlin_day(c.updated_at)) END, of_centre
        FROM changed AS c LEFT JOIN told_rows() AS t ON t.id = c.id
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END IF;
    INSERT INTO statements AS s
    SELECT c.id, d.field, speaker, CASE WHEN speaker = 'Source' THEN coalesce(t.source, nullif(current_setting('msonet.source', true), '')) END,
        day, confirms, CASE WHEN confirms IS NOT NULL THEN day END, of_centre
    FROM changed AS c JOIN former AS f ON f.id = c.id
        CROSS JOIN LATERAL (VALUES
            ('name', c.name IS DISTINCT FROM f.name), ('alternate_names', c.alternate_names IS DISTINCT FROM f.alternate_names),
            ('kind', c.kind IS DISTINCT FROM f.kind), ('legal_form', c.legal_form IS DISTINCT FROM f.legal_form),
            ('founded_year', c.founded_year IS DISTINCT FROM f.founded_year), ('descriptions', c.descriptions IS DISTINCT FROM f.descriptions),
            ('street', c.street IS DISTINCT FROM f.street), ('postcode', c.postcode IS DISTINCT FROM f.postcode),
            ('town', c.town IS DISTINCT FROM f.town), ('active_in', c.active_in IS DISTINCT FROM f.active_in),
            ('accessibility', c.accessibility IS DISTINCT FROM f.accessibility),
            ('rooms_to_lend', c.rooms_to_lend IS DISTINCT FROM f.rooms_to_lend), ('topics', c.topics IS DISTINCT FROM f.topics),
            ('target_groups', c.target_groups IS DISTINCT FROM f.target_groups), ('offers', c.offers IS DISTINCT FROM f.offers),
            ('languages', c.languages IS DISTINCT FROM f.languages), ('origins', c.origins IS DISTINCT FROM f.origins),
            ('keywords', c.keywords IS DISTINCT FROM f.keywords), ('email', c.email IS DISTINCT FROM f.email),
            ('phone', c.phone IS DISTINCT FROM f.phone), ('website', c.website IS DISTINCT FROM f.website),
            ('opening_hours', c.opening_hours IS DISTINCT FROM f.opening_hours), ('status', c.status IS DISTINCT FROM f.status)
        ) AS d (field, differs)
        LEFT JOIN told_rows() AS t ON t.id = c.id
        CROSS JOIN LATERAL (SELECT coalesce(t.retrieved_on,
            berlin_day(CASE WHEN c.updated_at <> f.updated_at THEN c.updated_at ELSE now() END)) AS day) AS today
    WHERE d.differs
    ON CONFLICT (organisation_id, field) DO UPDATE SET (said_by, source, said_on, confirmed_by, confirmed_on, centre) =
        ROW (excluded.said_by, excluded.source, excluded.said_on, excluded.confirmed_by, excluded.confirmed_on, excluded.centre);
    RETURN NULL;
END $$;
CREATE TRIGGER statements_on_insert AFTER INSERT ON organisations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_statements();
CREATE TRIGGER statements_on_update AFTER UPDATE ON organisations
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_statements();

-- Whoever confirms an entry confirms all of its fields, unless they say that it is only what they changed (msonet.confirms).
CREATE FUNCTION confirm_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE statements SET confirmed_on = NEW.verified_on,
        confirmed_by = CASE NEW.verification WHEN 'ConfirmedByOrganisation' THEN 'Organisation' WHEN 'VerifiedByCentre' THEN 'Centre' END,
        centre = CASE WHEN NEW.verification = 'VerifiedByCentre' THEN centre_of_now() WHEN said_by = 'Centre' THEN centre END
    WHERE organisation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER statements_confirmed AFTER UPDATE OF verification, verified_on ON organisations FOR EACH ROW
    WHEN ((NEW.verification = 'Unverified') = (NEW.verified_on IS NULL) AND coalesce(current_setting('msonet.confirms', true), '') <> 'changes')
    EXECUTE FUNCTION confirm_statements();
