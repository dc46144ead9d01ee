-- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
CREATE FUNCTION check_partner_call_keys() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    SELECT used.vocabulary, used.key INTO wrong FROM (
        SELECT 'Topics' AS vocabulary, unnest(topics) AS key FROM changed
        UNION SELECT 'TargetGroups', unnest(target_groups) FROM changed
        UNION SELECT 'Languages', unnest(languages) FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = used.vocabulary AND terms.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'partner_calls_terms_are_known',
            MESSAGE = format('%s has no term %s', wrong.vocabulary, quote_nullable(wrong.key));
    END IF;
    SELECT NULL, used.key INTO wrong FROM (SELECT DISTINCT unnest(regions) AS key FROM changed) AS used
    WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'partner_calls_regions_are_known',
            MESSAGE = format('there is no region %s', quote_nullable(wrong.key));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partner_call_keys_on_insert AFTER INSERT ON partner_calls
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_partner_call_keys();
CREATE TRIGGER partner_call_keys_on_update AFTER UPDATE ON partner_calls
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_partner_call_keys();

-- The other side: a term or region in use stays. The lock keeps writers out until this transaction ends.
CREATE FUNCTION check_partner_call_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE partner_calls IN SHARE MODE;
    IF EXISTS (SELECT FROM gone JOIN partner_calls AS c ON CASE gone.vocabulary WHEN 'Topics' THEN gone.key = ANY (c.topics)
                   WHEN 'TargetGroups' THEN gone.key = ANY (c.target_groups) WHEN 'Languages' THEN gone.key = ANY (c.languages)
                       ELSE false END
               WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay', MESSAGE = 'a term is in use by a partner call';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partner_call_terms_on_delete AFTER DELETE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_partner_call_terms();
CREATE TRIGGER partner_call_terms_on_update AFTER UPDATE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_partner_call_terms();
CREATE FUNCTION check_partner_call_regions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE partner_calls IN SHARE MODE;
    IF EXISTS (SELECT FROM gone JOIN partner_calls AS c ON gone.key = ANY (c.regions)) THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'regions_in_use_stay', MESSAGE = 'a region is in use by a partner call';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER partner_call_regions_on_delete AFTER DELETE ON regions
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_partner_call_regions();
