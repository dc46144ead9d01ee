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

-- Trainings go forward, and what is called off as a whole stays as it was.
CREATE FUNCTION keep_training() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.slug, OLD.organisation_id, OLD.centre_key, OLD.created_at, OLD.source_name) IS DISTINCT FROM
        (NEW.id, NEW.slug, NEW.organisation_id, NEW.centre_key, NEW.created_at, NEW.source_name) THEN
        RAISE check_violation USING CONSTRAINT = 'trainings_keep_whose_they_are', MESSAGE = 'whose a training is stays';
    END IF;
    IF OLD.state = 'Cancelled' OR (OLD.state <> NEW.state
        AND (OLD.state, NEW.state) NOT IN (('Draft', 'Published'), ('Published', 'Cancelled'))) THEN
        RAISE check_violation USING CONSTRAINT = 'trainings_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER trainings_are_kept BEFORE UPDATE ON trainings FOR EACH ROW EXECUTE FUNCTION keep_training();
