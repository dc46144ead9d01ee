-- The other side: a term or region in use stays. The lock keeps writers out until this transaction ends.
CREATE FUNCTION check_used_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong record;
BEGIN
    LOCK TABLE organisations IN SHARE MODE;
    SELECT gone.vocabulary, gone.key INTO wrong FROM gone
    WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)
      AND EXISTS (SELECT FROM organisations AS o WHERE CASE gone.vocabulary
            WHEN 'Topics' THEN o.topics @> ARRAY[gone.key] WHEN 'TargetGroups' THEN o.target_groups @> ARRAY[gone.key]
            WHEN 'Offers' THEN o.offers @> ARRAY[gone.key] WHEN 'Languages' THEN o.languages @> ARRAY[gone.key]
            WHEN 'Origins' THEN o.origins @> ARRAY[gone.key] ELSE o.kind = gone.key END) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay',
            MESSAGE = format('term %s of %s is in use', wrong.key, wrong.vocabulary);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER used_terms_on_delete AFTER DELETE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_terms();
CREATE TRIGGER used_terms_on_update AFTER UPDATE ON terms
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_terms();
CREATE FUNCTION check_used_regions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
    LOCK TABLE organisations IN SHARE MODE;
    SELECT gone.key INTO wrong FROM gone WHERE EXISTS (SELECT FROM organisations WHERE active_in @> ARRAY[gone.key]) LIMIT 1;
    IF FOUND THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'regions_in_use_stay', MESSAGE = format('region %s is in use', wrong);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER used_regions_on_delete AFTER DELETE ON regions
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_regions();
