-- Only to a call that is open then, by another organisation that exists. The lock makes the call's end and an answer take turns.
CREATE FUNCTION keep_partner_call_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE call record;
BEGIN
    IF current_setting('msonet.merging', true) = 'on' THEN
        IF EXISTS (SELECT FROM partner_calls WHERE id = NEW.call_id AND organisation_id = NEW.organisation_id) THEN
            RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_from_others', MESSAGE = 'nobody answers an own call';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT c.state, c.closes_at, c.organisation_id, o.status INTO call
            FROM partner_calls AS c JOIN organisations AS o ON o.id = c.organisation_id
        WHERE c.id = NEW.call_id FOR SHARE OF c;
        IF call.organisation_id = NEW.organisation_id THEN
            RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_from_others', MESSAGE = 'nobody answers an own call';
        END IF;
        IF call.state <> 'Open' OR call.closes_at <= NEW.created_at OR call.status = 'Dissolved' THEN
            RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_in_time', MESSAGE = 'the call is not open';
        END IF;
        IF EXISTS (SELECT FROM organisations WHERE id = NEW.organisation_id AND status = 'Dissolved') THEN
            RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_from_the_living',
                MESSAGE = 'the organisation is dissolved';
        END IF;
        IF NEW.state <> 'Sent' THEN
            RAISE check_violation USING CONSTRAINT = 'partner_call_responses_go_forward', MESSAGE = 'a response begins as sent';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.id, OLD.call_id, OLD.organisation_id, OLD.created_at) IS DISTINCT FROM
        (NEW.id, NEW.call_id, NEW.organisation_id, NEW.created_at)
        OR (NEW.state <> 'Withdrawn' AND (OLD.message, OLD.contact) IS DISTINCT FROM (NEW.message, NEW.contact)) THEN
        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_keep_what_was_said',
            MESSAGE = 'a response is withdrawn, not changed';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
        (('Sent', 'Accepted'), ('Sent', 'Declined'), ('Sent', 'Withdrawn'), ('Accepted', 'Withdrawn'), ('Declined', 'Withdrawn')) THEN
        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_go_forward',
            MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partner_call_responses_are_kept BEFORE INSERT OR UPDATE ON partner_call_responses FOR EACH ROW
    EXECUTE FUNCTION keep_partner_call_response();
