ALTER TABLE organisations ADD COLUMN reach text[] NOT NULL
    GENERATED ALWAYS AS (region_prefixes(array_append(active_in, municipality_key))) STORED;
CREATE INDEX "IX_organisations_reach" ON organisations USING gin (reach);

-- Boxes and polygons are planar in degrees, as RFC 7946 has them; distances use the index on the geography.
CREATE INDEX "IX_organisations_planar" ON organisations USING gist ((location::geometry));

-- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
CREATE FUNCTION check_organisation_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    SELECT used.vocabulary, used.key INTO wrong FROM (
        SELECT 'Topics' AS vocabulary, unnest(topics) AS key FROM changed
        UNION SELECT 'TargetGroups', unnest(target_groups) FROM changed
        UNION SELECT 'Offers', unnest(offers) FROM changed
        UNION SELECT 'Languages', unnest(languages) FROM changed
        UNION SELECT 'Origins', unnest(origins) FROM changed
        UNION SELECT 'OrganisationKinds', kind FROM changed WHERE kind IS NOT NULL) AS used
    WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = used.vocabulary AND terms.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'organisations_terms_are_known',
            MESSAGE = format('%s has no term %s', wrong.vocabulary, quote_nullable(wrong.key));
    END IF;
    SELECT used.key INTO wrong FROM (SELECT DISTINCT unnest(active_in) AS key FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'organisations_active_in_known_regions',
            MESSAGE = format('there is no region %s', quote_nullable(wrong.key));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER organisation_keys_on_insert AFTER INSERT ON organisations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_organisation_keys();
CREATE TRIGGER organisation_keys_on_update AFTER UPDATE ON organisations
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_organisation_keys();

-- A place known only by its municipality, protected or not, is that municipality's centre, whoever writes the row.
CREATE FUNCTION place_at_centre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT centre INTO NEW.location FROM regions WHERE key = NEW.municipality_key;
    RETURN NEW;
END $$;
CREATE TRIGGER organisations_at_centre BEFORE INSERT OR UPDATE OF location, municipality_key, precision ON organisations
    FOR EACH ROW WHEN (NEW.precision = 'Municipality') EXECUTE FUNCTION place_at_centre();
CREATE FUNCTION move_with_centre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE organisations SET location = NEW.centre WHERE municipality_key = NEW.key AND precision = 'Municipality';
    RETURN NULL;
END $$;
CREATE TRIGGER organisations_move_with_centre AFTER UPDATE OF centre ON regions FOR EACH ROW
    WHEN (NOT ST_Equals(OLD.centre::geometry, NEW.centre::geometry)) EXECUTE FUNCTION move_with_centre();
