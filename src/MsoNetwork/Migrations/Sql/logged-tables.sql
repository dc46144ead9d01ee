-- What tells its changes, and what of it never comes into the log: what is derived, what is private, and where nobody may know.
SELECT log_changes_of('organisations', 'Organisation', '{reach,updated_at}');
SELECT log_changes_of('organisation_sources', 'OrganisationSource');
SELECT log_changes_of('organisation_logos', 'OrganisationLogo', '{bytes}');
SELECT log_changes_of('protected_places', 'ProtectedPlace', '{*}');
SELECT log_changes_of('hidden_contacts', 'HiddenContact', '{*}');
SELECT log_changes_of('memberships', 'Membership');
SELECT log_changes_of('cooperations', 'Cooperation', '{version}');
SELECT log_changes_of('partner_calls', 'PartnerCall', '{reach,areas,version,updated_at}');
SELECT log_changes_of('partner_call_responses', 'CallResponse', '{message,contact,updated_at}');
SELECT log_changes_of('trainings', 'Training', '{version,updated_at}');
SELECT log_changes_of('training_dates', 'TrainingDate', '{starts_at,ends_at}');
SELECT log_changes_of('news', 'NewsEntry', '{version,seen_at,link}');
SELECT log_changes_of('matching_preferences', 'MatchingPreferences', '{by_origin,by_religion,updated_at}');
SELECT log_changes_of('organisation_people', 'OrganisationPerson');
SELECT log_changes_of('message_settings', 'MessageSettings');
SELECT log_changes_of('centre_people', 'CentrePerson');
SELECT log_changes_of('duties', 'Duty');
SELECT log_changes_of('regions', 'Region');
SELECT log_changes_of('region_names', 'Region');
SELECT log_changes_of('region_boundaries', 'RegionBoundary', '{*}');
SELECT log_changes_of('postcodes', 'Postcode');
SELECT log_changes_of('integration_centres', 'IntegrationCentre');
SELECT log_changes_of('terms', 'Term');
SELECT log_changes_of('term_labels', 'Term');

-- A place that becomes protected leaves the log too: what told it before is erased, and the fact stays. After the row is logged (by name).
CREATE FUNCTION protect_logged_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM erase_changes('Organisation', c.id::text, '{street,postcode,town,location,precision,slug,keywords,alternate_names}')
    FROM changed AS c JOIN former AS f ON f.id = c.id WHERE c.location_protected AND NOT f.location_protected;
    PERFORM erase_changes('Training', t.id::text, '{point,location,precision,address,postcode}')
    FROM changed AS c JOIN former AS f ON f.id = c.id JOIN trainings AS t ON t.organisation_id = c.id
    WHERE c.location_protected AND NOT f.location_protected;
    RETURN NULL;
END $$;
CREATE TRIGGER protected_places_leave_the_log AFTER UPDATE ON organisations
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION protect_logged_places();

-- The same of a contact that not everybody may see any more; also after the row is logged.
CREATE FUNCTION hide_logged_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM erase_changes('Organisation', c.id::text, '{email,phone}')
    FROM changed AS c JOIN former AS f ON f.id = c.id WHERE c.contact_visible_to <> 'Public' AND f.contact_visible_to = 'Public';
    RETURN NULL;
END $$;
CREATE TRIGGER private_contacts_leave_the_log AFTER UPDATE ON organisations
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hide_logged_contacts();
