using MsoNetwork.Accounts;
using MsoNetwork.Import;
using MsoNetwork.Teams;

namespace MsoNetwork.Erasure;

/// <summary>
/// The one list of what is stored about whom: erasing, "everything about me" and docs/processing.md are made from it. StoredTablesTests
/// compares it with the live database, so no table can be forgotten. A room that brings a table adds its line; what has to go before
/// other rows stands before them.
/// </summary>
public static class StoredTables
{
    private const string WithEntry = "as long as the entry";
    private const string WithAccount = "as long as the account";

    private static string OfPerson(string table) => $"DELETE FROM {table} WHERE person_id = @id";

    // Whether a text of others names the organisation.
    private static string Tells(string text) => $"tells_of({text}, @mentions, @numbers)";

    private static string Days(TimeSpan kept) => $"{kept.TotalDays} days";

    public static IReadOnlyList<StoredTable> All { get; } =
    [
        // What waits, and what goes out by mail.
        new("mails", "mails that wait or were sent", "text: until it is sent")
        {
            Organisation = "DELETE FROM mails WHERE lower(recipient) = ANY (@mails) "
                + $"OR {Tells("concat_ws(' ', subject, text, html)")} OR concat_ws(' ', text, html) ~ ANY (@paths)",
            Person = "DELETE FROM mails WHERE lower(recipient) = @mail OR lower(reply_to) = @mail",
            About = "lower(t.recipient) = @mail",
        },
        new("mail_addresses", "addresses that refused mails")
        {
            Organisation = "DELETE FROM mail_addresses WHERE lower(address) = ANY (@mails)",
            Person = "DELETE FROM mail_addresses WHERE lower(address) = @mail",
            About = "lower(t.address) = @mail",
        },
        new("messages", "messages to organisations", "text: until handed on")
        {
            Person = "DELETE FROM messages WHERE lower(sender_address) = @mail",
            About = "lower(t.sender_address) = @mail",
            Secret = ["confirm_hash"],
        },
        new("message_links", "links by which messages are answered; go with the message"),
        new("confirmed_senders", "browsers that confirmed an address")
        {
            Person = "DELETE FROM confirmed_senders WHERE lower(sender_key) = @mail",
            About = "lower(t.sender_key) = @mail",
            Secret = ["hash"],
        },
        new("message_settings", "whether an organisation takes messages", WithEntry),
        new("saved_searches", "searches whose news somebody wants by mail", "until ended")
        {
            // A form writes spaces as + or %20, and brackets as they are or not.
            Organisation = $"DELETE FROM saved_searches WHERE {Tells("concat_ws(' ', query, name, told::text)")} "
                + "OR EXISTS (SELECT FROM unnest(@encoded) AS own "
                + "WHERE position(own IN lower(replace(replace(replace(query, '%20', '+'), '(', '%28'), ')', '%29'))) > 0) "
                + "OR EXISTS (SELECT FROM unnest(@keys) AS own "
                + "WHERE position(replace(own, '-', '') IN replace(concat_ws(' ', query, told::text), '-', '')) > 0)",
            Person = "DELETE FROM saved_searches WHERE person_id = @id OR lower(address) = @mail",
            About = "t.person_id = @id OR lower(t.address) = @mail",
            Secret = ["key"],
        },
        new("webhooks", "addresses of programs that somebody wants told of changes, and how their last delivery went", "until ended")
        {
            Person = "DELETE FROM webhooks WHERE person_id = @id",
            About = "t.person_id = @id",
            Secret = ["secret", "old_secret"],
        },

        // What waits for a decision, and a centre's papers.
        new("registrations", "new organisations that somebody types or has handed in")
        {
            Organisation = "DELETE FROM registrations WHERE case_id IN (SELECT id FROM cases WHERE organisation_id = @id) "
                + $"OR {Tells("values::text")}",
            About = "t.person_id = @id",
            Secret = ["hash"],
        },
        new("cases", "claims, corrections and new entries that a centre decides", WithEntry)
        {
            Organisation = "DELETE FROM cases WHERE organisation_id = @id "
                + $"OR {Tells("concat_ws(' ', draft::text, base::text, message, question, answer, reason)")}",
            // That nobody keeps an entry any more, and that somebody wants it erased, the centre must hear all the same.
            Person = "DELETE FROM cases WHERE (person_id = @id OR lower(email) = @mail) "
                + "AND state IN ('Unconfirmed', 'Waiting', 'AskedBack') "
                + $"AND kind <> 'LeadGone' AND NOT starts_with(message, '{SubmittedCase.ErasureWish}'); "
                + "UPDATE cases SET person_id = NULL, email = NULL, question = NULL, answer = NULL, "
                + $"message = CASE WHEN starts_with(message, '{SubmittedCase.ErasureWish}') THEN '{SubmittedCase.ErasureWish}' ELSE '' END "
                + "WHERE person_id = @id OR lower(email) = @mail; "
                + "UPDATE cases SET message = regexp_replace(message, @mention, '…', 'gi'), "
                + "question = regexp_replace(question, @mention, '…', 'gi'), answer = regexp_replace(answer, @mention, '…', 'gi'), "
                + "reason = regexp_replace(reason, @mention, '…', 'gi'), draft = regexp_replace(draft::text, @mention, '…', 'gi')::jsonb, "
                + "base = regexp_replace(base::text, @mention, '…', 'gi')::jsonb "
                + "WHERE concat_ws(' ', message, question, answer, reason, draft, base) ~* @mention; "
                + "UPDATE cases SET decided_by_person = NULL WHERE decided_by_person = @id; "
                + "UPDATE cases SET successor_id = NULL WHERE successor_id = @id",
            About = "t.person_id = @id OR lower(t.email) = @mail",
            Secret = ["key_hash", "network_hash"],
        },
        new("case_digests", "when staff were last written to", WithAccount) { About = "t.person_id = @id", Secret = ["key"] },
        new("notes", "what a centre writes down about an organisation", WithEntry)
        {
            Organisation = $"DELETE FROM notes WHERE organisation_id = @id OR {Tells("text")}",
            Person = "UPDATE notes SET text = regexp_replace(text, @mention, '…', 'gi') WHERE text ~* @mention",
            About = "t.written_by = @id",
        },
        new("letters", "a centre's confirmations that it knows an organisation", WithEntry)
        {
            Organisation = "DELETE FROM letters WHERE organisation_id = @id",
            About = "t.issued_by = @id",
        },
        new("invitations", "invitations to keep an entry", WithEntry) { About = "t.sent_by = @id", Secret = ["key_hash"] },
        new("mailing_consents", "that an organisation wants its centre's mails", "until taken back")
        {
            Person = "DELETE FROM mailing_consents WHERE lower(email) = @mail",
            About = "t.given_by = @id OR lower(t.email) = @mail",
        },
        new("team_invitations", "invitations into teams", $"valid {Days(TeamInvitation.Valid)}")
        {
            Person = "DELETE FROM team_invitations WHERE lower(email) = @mail",
            About = "lower(t.email) = @mail OR t.invited_by = @id OR t.accepted_by = @id",
            Secret = ["hash"],
        },
        new("entry_claims", "claims of entries by mail", $"valid {Days(EntryClaim.Valid)}")
        {
            Person = "DELETE FROM entry_claims WHERE person_id = @id OR lower(email) = @mail",
            About = "t.person_id = @id OR lower(t.email) = @mail",
            Secret = ["hash"],
        },
        new("entry_drafts", "what somebody types into an entry") { About = "t.person_id = @id" },
        new("contact_persons", "contact persons of entries, by their consent", "until taken back")
        {
            Person = "DELETE FROM contact_persons WHERE lower(email) = @mail",
            About = "lower(t.email) = @mail OR t.named_by = @id",
            Secret = ["hash"],
        },

        // Files that came in.
        new("import_uploads", "lists that somebody is importing", $"until done, at most {Days(ImportUpload.Kept)}")
        {
            // In a workbook nobody finds a name: those go too, and can be uploaded again.
            Organisation = $"DELETE FROM import_uploads WHERE {Tells("concat_ws(' ', file_name, source)")} "
                + $"OR substring(bytes FROM 1 FOR 2) = 'PK'::bytea OR {Tells("text_of_file(bytes)")} IS NOT FALSE",
            Person = "DELETE FROM import_uploads WHERE person_id = @id OR text_of_file(bytes) ~* @mention",
            About = "t.person_id = @id",
            Secret = ["bytes"],
        },
        new("imports", "what an import did")
        {
            Organisation = "UPDATE imports SET kept = (SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(kept) AS one "
                + "WHERE one->>'Slug' <> ALL (@slugs) AND one->>'Name' <> ALL (@names)) "
                + "WHERE EXISTS (SELECT FROM jsonb_array_elements(kept) AS one "
                + "WHERE one->>'Slug' = ANY (@slugs) OR one->>'Name' = ANY (@names)); "
                + $"UPDATE imports SET file_name = '–', source = '–' WHERE {Tells("concat_ws(' ', file_name, source)")}",
            About = "t.person_id = @id OR t.undone_by = @id",
        },
        new("training_sources", "calendars and tables that trainings come from", "until left"),
        new("imported_trainings", "what a calendar said last", WithEntry),

        // Ties, calls, trainings: all that is the organisation's own.
        new("cooperations", "cooperations of two organisations", WithEntry)
        {
            Organisation = "DELETE FROM cooperations WHERE from_id = @id OR to_id = @id",
            Person = "UPDATE cooperations SET proposed_by_person = NULL WHERE proposed_by_person = @id; "
                + "UPDATE cooperations SET confirmed_by_person = NULL WHERE confirmed_by_person = @id; "
                + "UPDATE cooperations SET closed_by_person = NULL WHERE closed_by_person = @id",
            About = "@id IN (t.proposed_by_person, t.confirmed_by_person, t.closed_by_person)",
        },
        new("memberships", "which organisation is a member of which", WithEntry),
        new("partner_call_responses", "answers to calls", WithEntry),
        new("partner_calls", "calls for partners", WithEntry)
        {
            Person = "UPDATE partner_calls SET closed_by_person = NULL WHERE closed_by_person = @id",
            About = "t.closed_by_person = @id",
        },
        new("training_dates", "dates of trainings", WithEntry),
        new("trainings", "trainings that an organisation or a centre offers", WithEntry),
        new("matching_preferences", "how partners are suggested", WithEntry),
        new("organisation_logos", "logos", WithEntry),
        new("organisation_sources", "which sources an entry comes from", WithEntry)
        {
            // Of a list that was called as it was: the others of it still have one source.
            Organisation = "UPDATE organisation_sources SET name = '– ' || left(encode(tombstone_hash('source', name), 'hex'), 12) "
                + $"WHERE organisation_id <> @id AND {Tells("name")}",
        },
        new("statements", "who said a field and who confirmed it: by kind, never by name", WithEntry)
        {
            Organisation = $"UPDATE statements SET source = NULL WHERE {Tells("source")}",
        },
        new("reminders", "when it was asked whether an entry is still true", WithEntry) { Secret = ["first_hash", "second_hash"] },
        new("hidden_contacts", "contacts that not everybody sees", WithEntry),
        new("protected_places", "places that nobody may know", WithEntry),
        new("website_checks", "whether a website can be reached, by its address", WithEntry)
        {
            Organisation = "DELETE FROM website_checks WHERE url IN (SELECT website FROM organisations WHERE id = @id)",
        },
        new("organisations", "entries", "until it asks for erasure") { Organisation = "DELETE FROM organisations WHERE id = @id" },

        // What was merged: all that became part of it, and what others' merges have kept aside of it.
        new("organisation_redirects", "old addresses of entries that were merged", WithEntry),
        new("merge_steps", "which entries were merged and taken apart, for their histories", "as long as the history")
        {
            Organisation = "DELETE FROM merge_steps WHERE survivor_id::text = ANY (@keys) OR loser_id::text = ANY (@keys)",
        },
        new("organisation_merges", "what was merged, so that it can be taken apart again", WithEntry)
        {
            Organisation = """
                DELETE FROM organisation_merges WHERE survivor_id::text = ANY (@keys) OR loser_id::text = ANY (@keys);
                UPDATE organisation_merges AS m SET rows = jsonb_set(m.rows, '{tables}', (
                    SELECT coalesce(jsonb_object_agg(t.name, (
                        SELECT jsonb_object_agg(p.name, (SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(p.rows) AS one
                            WHERE NOT EXISTS (SELECT FROM unnest(@keys) AS own WHERE position(own IN one::text) > 0)))
                        FROM jsonb_each(t.parts) AS p (name, rows))), '{}')
                    FROM jsonb_each(m.rows->'tables') AS t (name, parts)))
                WHERE EXISTS (SELECT FROM unnest(@keys) AS own WHERE position(own IN m.rows::text) > 0)
                """,
            // Rows of hers, kept whole or by their keys, do not come back with an undoing; in others' rows her id is left out.
            Person = """
                UPDATE organisation_merges AS m SET rows = jsonb_set(m.rows, '{tables}', (
                    SELECT coalesce(jsonb_object_agg(t.name, (
                        SELECT jsonb_object_agg(p.name, (
                            SELECT coalesce(jsonb_agg((SELECT jsonb_object_agg(
                                    field.key, CASE WHEN field.value #>> '{}' = @key THEN 'null' ELSE field.value END)
                                FROM jsonb_each(one) AS field)), '[]')
                            FROM jsonb_array_elements(p.rows) AS one
                            WHERE one->>'person_id' IS DISTINCT FROM @key AND one->'key'->>'person_id' IS DISTINCT FROM @key
                                AND lower(coalesce(one->>'email', one->'key'->>'email', '')) <> @mail))
                        FROM jsonb_each(t.parts) AS p (name, rows))), '{}')
                    FROM jsonb_each(m.rows->'tables') AS t (name, parts)))
                WHERE position(@key IN m.rows::text) > 0 OR m.rows::text ~* @mention
                """,
            About = "position(@key IN (t.rows->'tables')::text) > 0 OR position(@mail IN lower((t.rows->'tables')::text)) > 0",
            Secret = ["rows"],
        },

        // What others typed that names it, and marks by which it was asked for.
        new("missed_searches", "searches without a hit, without who asked")
        {
            Organisation = $"DELETE FROM missed_searches WHERE {Tells("typed")}",
        },
        new("missed_search_marks", "hashes with a salt that goes after a week"),
        new("missed_search_salts", "salts of those"),
        new("idempotency_keys", "which mutation was done already")
        {
            Organisation = "DELETE FROM idempotency_keys WHERE result_id::text = ANY (@keys)",
            Person = "DELETE FROM idempotency_keys WHERE position(replace(@key, '-', '') IN who) > 0",
            About = "position(replace(@key, '-', '') IN t.who) > 0",
        },

        // Accounts: all of it goes with the person. What the log tells of goes before the log is cleaned.
        new("organisation_people", "who keeps an entry", WithAccount)
        {
            Person = OfPerson("organisation_people"),
            About = "t.person_id = @id",
        },
        new("centre_people", "who works for a centre", WithAccount) { Person = OfPerson("centre_people"), About = "t.person_id = @id" },
        new("duties", "who runs the directory", WithAccount) { Person = OfPerson("duties"), About = "t.person_id = @id" },
        new("access_tokens", "tokens of programs", "until they end") { About = "t.person_id = @id", Secret = ["hash"] },
        new("sessions", "in which browsers somebody is signed in", "until they end")
        {
            Organisation = "UPDATE sessions SET acting_for = NULL WHERE split_part(acting_for, 'organisation:', 2) = ANY (@slugs)",
            About = "t.person_id = @id",
        },
        new("sign_in_requests", "links and codes by mail")
        {
            Organisation = "UPDATE sign_in_requests SET return_to = NULL WHERE return_to ~ ANY (@paths)",
            Person = "DELETE FROM sign_in_requests WHERE person_id = @id OR lower(email) = @mail",
            About = "t.person_id = @id OR lower(t.email) = @mail",
            Secret = ["code_hash", "link_hash", "browser_hash", "network_hash"],
        },
        new("sign_in_salts", "salts of networks' hashes, without anybody"),
        new("person_claims", "empty: claims of the library for accounts", WithAccount) { About = "t.user_id = @id" },
        new("person_logins", "by which institution somebody signs in", WithAccount) { About = "t.user_id = @id" },
        new("person_tokens", "empty: tokens of the library for accounts", WithAccount) { About = "t.user_id = @id", Secret = ["value"] },
        new("person_passkeys", "passkeys", WithAccount) { About = "t.user_id = @id", Secret = ["data", "credential_id"] },
        new("persons", "accounts", "until erased by the person")
        {
            About = "t.id = @id",
            Secret = ["password_hash", "security_stamp", "concurrency_stamp"],
        },

        new("published_changes", "ids of organisations that changed, and which of their fields", "90 days, or MSONET_CHANGES_DAYS")
        {
            // Whoever publishes waits, and then begins again: nothing is published of what was read before.
            Organisation = """
                UPDATE change_feed SET snapshot = snapshot;
                UPDATE published_changes SET fields = '{}', regions = NULL, topics = NULL, former_regions = NULL, former_topics = NULL
                WHERE organisation_id::text = ANY (@keys)
                """,
        },

        // The log, last: what has gone above stands there, too. That something was there, and when, stays: without values.
        new("changes", "what was changed", "values of what was erased: not at all")
        {
            Organisation = """
                UPDATE changes AS c SET before = NULL, after = NULL, erased = '{}',
                    key = CASE WHEN s.subject = 'OrganisationSource' THEN @key || '/erased' ELSE c.key END
                FROM change_sets AS s, unnest(@keys) AS own
                WHERE s.number = c.change_set AND own IN (split_part(c.key, '/', 1), split_part(c.key, '/', 2))
                """,
            Person = """
                UPDATE changes AS c SET key = replace(c.key, @key, 'erased'),
                    before = (SELECT jsonb_object_agg(one.key, one.value) FROM jsonb_each(c.before) AS one
                        WHERE lower(one.value #>> '{}') NOT IN (@key, @mail)),
                    after = (SELECT jsonb_object_agg(one.key, one.value) FROM jsonb_each(c.after) AS one
                        WHERE lower(one.value #>> '{}') NOT IN (@key, @mail)),
                    erased = ARRAY(SELECT unnest(c.erased) UNION
                        SELECT one.key FROM (VALUES (c.before), (c.after)) AS told (row), jsonb_each(told.row) AS one
                        WHERE lower(one.value #>> '{}') = @mail)
                WHERE position(@key IN concat_ws(' ', c.key, c.before, c.after)) > 0
                    OR position(@mail IN lower(concat_ws(' ', c.before, c.after))) > 0
                """,
            About = "EXISTS (SELECT FROM change_sets AS s WHERE s.number = t.change_set AND s.author_kind = 'person' "
                + "AND s.author_key = @key)",
            Secret = ["before", "after"],
        },
        new("change_sets", "who changed something, by a number", "as long as its changes")
        {
            Organisation = $"UPDATE change_sets SET source = NULL WHERE {Tells("source")}",
            Person = "UPDATE change_sets SET author_key = NULL WHERE author_kind = 'person' AND author_key = @key",
            About = "t.author_kind = 'person' AND t.author_key = @key",
        },

        // Nothing about anybody.
        new("tombstones", "keyed hashes of what was erased, without content", "always: else it could come back"),
        new("tombstone_secret", "the secret of those hashes", "always"),
        new("retention_runs", "how many rows of which rule went on a day: nothing personal"),
        new("change_log", "how far the log was tidied: nothing personal"),
        new("change_feed", "how far the log is published: nothing personal"),
        new("logged_tables", "which tables are logged: nothing personal"),
        new("rate_limit_spending", "what networks and tokens spent in the last minute, without what was asked", "a minute"),
        new("outbox", "ids of what other indexes must read again", "until read"),
        new("outbox_consumers", "who reads them: nothing personal"),
        new("outbox_lanes", "how they are shared out: nothing personal"),
        new("search_rebuilds", "that indexes are built anew: nothing personal"),
        new("search_instances", "which processes serve: nothing personal"),
        new("loaded_seeds", "which files are loaded: nothing personal"),
        new("data_protection_keys", "keys of cookies: nothing personal"),
        new("regions", "reference data"),
        new("region_boundaries", "reference data"),
        new("region_shapes", "reference data"),
        new("region_names", "reference data"),
        new("postcodes", "reference data"),
        new("integration_centres", "offices, with their official addresses"),
        new("terms", "vocabularies"),
        new("term_labels", "vocabularies"),
        new("news", "what others published, as they published it; taken down by hand", "until taken down"),
        new("news_sources", "which feeds are read: nothing personal"),
    ];
}
