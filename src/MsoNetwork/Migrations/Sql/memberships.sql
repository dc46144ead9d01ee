-- Umbrella bodies have umbrella bodies, but nobody is their own.
CREATE FUNCTION check_membership_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('memberships'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.umbrella_id UNION SELECT m.umbrella_id FROM memberships AS m JOIN above ON m.member_id = above.id)
        SELECT FROM above WHERE id = NEW.member_id) THEN
        RAISE check_violation USING CONSTRAINT = 'memberships_have_no_cycle', MESSAGE = 'an organisation would be above itself';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_have_no_cycle AFTER INSERT OR UPDATE ON memberships FOR EACH ROW EXECUTE FUNCTION check_membership_cycle();
