-- The registry's version for ETags. Each writing transaction counts once in a slot that no other one holds,
-- so writers never wait for each other; the sum changes with each commit that changed something.
CREATE TABLE change_counts (slot bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, changes bigint NOT NULL);
CREATE FUNCTION registry_version() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT coalesce(sum(changes), 0)::bigint FROM change_counts $$;
CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free bigint;
BEGIN
    IF TG_ARGV[0] = 'reference' THEN PERFORM pg_notify('msonet_reference', ''); END IF;
    IF current_setting('msonet.counted', true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
    SELECT slot INTO free FROM change_counts ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN UPDATE change_counts SET changes = changes + 1 WHERE slot = free;
    ELSE INSERT INTO change_counts (changes) VALUES (1); END IF;
    PERFORM set_config('msonet.counted', pg_current_xact_id()::text, true);
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_sources FOR EACH STATEMENT
    EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON memberships FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region_boundaries FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON regions FOR EACH STATEMENT
    EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON postcodes FOR EACH STATEMENT
    EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region_names FOR EACH STATEMENT
    EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON integration_centres FOR EACH STATEMENT
    EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON terms FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON term_labels FOR EACH STATEMENT
    EXECUTE FUNCTION count_change('reference');
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON cooperations FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partner_calls FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON matching_preferences FOR EACH STATEMENT
    EXECUTE FUNCTION count_change();
