-- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
CREATE FUNCTION check_training_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    SELECT used.vocabulary, used.key INTO wrong FROM (
        SELECT 'Topics' AS vocabulary, unnest(topics) AS key FROM changed
        UNION SELECT 'TargetGroups', unnest(target_groups) FROM changed
        UNION SELECT 'Languages', unnest(languages) FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = used.vocabulary AND terms.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'trainings_terms_are_known',
            MESSAGE = format('%s has no term %s', wrong.vocabulary, quote_nullable(wrong.key));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER training_keys_on_insert AFTER INSERT ON trainings
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_training_keys();
CREATE TRIGGER training_keys_on_update AFTER UPDATE ON trainings
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_training_keys();

-- The other side: a term in use stays. The lock keeps writers out until this transaction ends.
CREATE FUNCTION check_training_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE trainings IN SHARE MODE;
    IF EXISTS (SELECT FROM gone JOIN trainings AS t ON CASE gone.vocabulary WHEN 'Topics' THEN gone.key = ANY (t.topics)
                   WHEN 'TargetGroups' THEN gone.key = ANY (t.target_groups) WHEN 'Languages' THEN gone.key = ANY (t.languages)
                       ELSE false END
               WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay', MESSAGE = 'a term is in use by a training';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER training_terms_on_delete AFTER DELETE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_training_terms();
CREATE TRIGGER training_terms_on_update AFTER UPDATE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_training_terms();

-- Trainings go forward, and what is called off as a whole stays as it was, but for places that have to be
-- kept from everybody (move_trainings); where it is on maps is written after this (by name).
CREATE FUNCTION keep_training() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('msonet.merging', true) = 'on' THEN RETURN NEW; END IF;
    IF (OLD.id, OLD.slug, OLD.organisation_id, OLD.centre_key, OLD.created_at, OLD.source_name) IS DISTINCT FROM
        (NEW.id, NEW.slug, NEW.organisation_id, NEW.centre_key, NEW.created_at, NEW.source_name) THEN
        RAISE check_violation USING CONSTRAINT = 'trainings_keep_whose_they_are', MESSAGE = 'whose a training is stays';
    END IF;
    IF (OLD.state = 'Cancelled' AND to_jsonb(NEW) - '{address,postcode}'::text[] <> to_jsonb(OLD) - '{address,postcode}'::text[])
        OR (OLD.state <> NEW.state
        AND (OLD.state, NEW.state) NOT IN (('Draft', 'Published'), ('Published', 'Cancelled'))) THEN
        RAISE check_violation USING CONSTRAINT = 'trainings_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER trainings_are_kept BEFORE UPDATE ON trainings FOR EACH ROW EXECUTE FUNCTION keep_training();

-- Where a training is on maps, whoever writes the row: the point given, its provider's own place at the same address, the middle of the
-- postcode area, the middle of the town. A provider whose place is protected tells nothing but the town, and what is online has no place.
CREATE FUNCTION place_training() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE provider organisations;
BEGIN
    SELECT * INTO provider FROM organisations WHERE id = NEW.organisation_id;
    IF provider.location_protected THEN NEW.point := NULL; END IF;
    NEW.location := NULL;
    IF NOT NEW.online AND provider.location_protected IS NOT TRUE THEN
        NEW.location := NEW.point;
        NEW.precision := 'Address';
        IF NEW.location IS NULL AND provider.precision = 'Address' AND provider.municipality_key = NEW.place_key
            AND NEW.address IS NOT NULL AND plain_words(provider.street) = plain_words(NEW.address) THEN NEW.location := provider.location; END IF;
        IF NEW.location IS NULL THEN
            SELECT p.location, 'Postcode' INTO NEW.location, NEW.precision FROM postcodes AS p
            WHERE p.postcode = NEW.postcode AND starts_with(p.municipality_key, NEW.place_key) ORDER BY p.municipality_key LIMIT 1;
        END IF;
    END IF;
    IF NEW.location IS NULL THEN
        SELECT centre, 'Municipality' INTO NEW.location, NEW.precision FROM regions WHERE key = NEW.place_key;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER trainings_at_place BEFORE INSERT OR UPDATE OF organisation_id, online, place_key, address, postcode, point, location, precision
    ON trainings FOR EACH ROW EXECUTE FUNCTION place_training();

-- A provider that moves or protects its place, and a town or postcode that moves, take their trainings along; the address of a place that
-- becomes protected leaves them, too.
CREATE FUNCTION move_trainings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'organisations' THEN
        IF NEW.location_protected AND NOT OLD.location_protected THEN
            UPDATE trainings SET address = NULL, postcode = NULL
            WHERE organisation_id = NEW.id AND address IS NOT NULL AND plain_words(address) = plain_words(OLD.street);
        END IF;
        UPDATE trainings SET place_key = place_key WHERE organisation_id = NEW.id;
    ELSIF TG_TABLE_NAME = 'postcodes' THEN
        UPDATE trainings SET place_key = place_key WHERE postcode = NEW.postcode;
    ELSE
        UPDATE trainings SET place_key = place_key WHERE place_key = NEW.key;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER trainings_move_with_provider AFTER UPDATE OF location, precision, location_protected, street, municipality_key ON organisations
    FOR EACH ROW WHEN (ROW (OLD.location, OLD.precision, OLD.location_protected, OLD.street) IS DISTINCT FROM
        ROW (NEW.location, NEW.precision, NEW.location_protected, NEW.street)) EXECUTE FUNCTION move_trainings();
CREATE TRIGGER trainings_move_with_postcode AFTER UPDATE OF location ON postcodes
    FOR EACH ROW WHEN (NOT ST_Equals(OLD.location::geometry, NEW.location::geometry)) EXECUTE FUNCTION move_trainings();
CREATE TRIGGER trainings_move_with_centre AFTER UPDATE OF centre ON regions
    FOR EACH ROW WHEN (NOT ST_Equals(OLD.centre::geometry, NEW.centre::geometry)) EXECUTE FUNCTION move_trainings();

-- What a training says does not tell the address of a provider whose place is protected; another venue is fine, also in the same postcode.
-- Checked is what is new: one that was there before the place was protected can still be called off.
CREATE FUNCTION keep_training_from_telling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told_column text;
    whole boolean := TG_OP = 'INSERT' OR (OLD.state = 'Draft' AND NEW.state = 'Published');
BEGIN
    IF NOT must_not_tell(NEW.organisation_id) THEN RETURN NEW; END IF;
    SELECT one.told_in INTO told_column FROM (VALUES
        ('title', NEW.title, OLD.title), ('text', NEW.text, OLD.text), ('address', NEW.address, OLD.address),
        ('costNote', NEW.cost_note, OLD.cost_note), ('accessibility', NEW.accessibility, OLD.accessibility),
        ('registration', NEW.registration, OLD.registration), ('link', NEW.link, OLD.link),
        ('reason', NEW.cancel_reason, OLD.cancel_reason),
        ('materials', array_to_string(NEW.material_titles || NEW.material_links, ' | '),
            array_to_string(OLD.material_titles || OLD.material_links, ' | ')),
        ('postcode', CASE WHEN NEW.address IS NULL AND NOT NEW.online THEN NEW.postcode END, OLD.postcode)) AS one (told_in, said, before)
    WHERE (whole OR one.said IS DISTINCT FROM one.before)
      AND tells_own_address(NEW.organisation_id, one.said, one.told_in <> 'address') LIMIT 1;
    PERFORM refuse_telling('trainings_tell_no_protected_place', told_column);
    RETURN NEW;
END $$;
CREATE TRIGGER trainings_tell_no_place BEFORE INSERT OR UPDATE OF title, text, address, postcode, online, cost_note, accessibility,
    registration, link, material_titles, material_links, cancel_reason, state ON trainings FOR EACH ROW EXECUTE FUNCTION keep_training_from_telling();
