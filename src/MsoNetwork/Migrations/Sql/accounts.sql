-- Organisations and centres that persons act for are tables of other rooms; a person's role ends with them.
ALTER TABLE organisation_people ADD CONSTRAINT organisation_people_organisation
    FOREIGN KEY (organisation_id) REFERENCES organisations ON DELETE CASCADE;
ALTER TABLE sign_in_requests ADD CONSTRAINT sign_in_requests_claimed
    FOREIGN KEY (claimed_id) REFERENCES organisations ON DELETE CASCADE;
ALTER TABLE access_tokens ADD CONSTRAINT access_tokens_organisation FOREIGN KEY (organisation_id) REFERENCES organisations ON DELETE CASCADE;
ALTER TABLE centre_people ADD CONSTRAINT centre_people_centre FOREIGN KEY (centre_key) REFERENCES integration_centres ON DELETE CASCADE;
