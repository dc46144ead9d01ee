using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;
using MsoNetwork.Tests.SignIn;
using static MsoNetwork.Tests.GraphQl.ApiActors;

namespace MsoNetwork.Tests.Erasure;

/// <summary>
/// An organisation and a person (both invented) of whom something stands in every table that can hold something of either. What they
/// typed, in every table other words.
/// </summary>
internal sealed class FilledTables(RunningSite site, Guid organisation, Guid person)
{
    public const string Name = "Zauberzwerg Quittenrausch (erfunden)";
    public const string Slug = "zauberzwerg-quittenrausch-erfunden";
    public const string Mail = "post@quittenrausch.example.org";
    public const string PersonMail = "zwergin@quittenrausch.example.net";
    private const string Own = "Zwergwort";

    /// <summary>What must be nowhere once both are erased; the marks of each table are built from the second.</summary>
    public static readonly string[] Words =
    [
        Name, "Zauberzwerg", "zauberzwerg", "Quittenrausch", "quittenrausch", Own, Own.ToLowerInvariant(), Own.ToUpperInvariant(),
        "0221 5550166", "+49 221 5550166", "2215550166", "Rauschgasse", "rauschgasse", "QRX-99", "Zwergin", "zwergin", "ZWERGIN",
    ];

    public Guid Organisation => organisation;

    public Guid Person => person;

    public static string Csv { get; } = $"""
        external_id,name,alternate_names,street,postcode,town,phone,email,website,description_de,source_url
        QRX-99,{Name},{Own}name,Rauschgasse 7,50667,Köln,0221 5550166,{Mail},https://quittenrausch.example.org/,{Own}text,https://x.example/{Own}
        """;

    public static async Task<FilledTables> NewAsync(RunningSite site, Guid organisation)
    {
        var person = await SignedIn.PersonAsync(
            site.Services, PersonMail, new OrganisationPerson { OrganisationId = organisation, Role = Role.Lead });
        var filled = new FilledTables(site, organisation, person);
        await filled.ByApiAsync();
        await filled.BySqlAsync();
        return filled;
    }

    private async Task ByApiAsync()
    {
        var id = OrganisationId(organisation);
        var (other, _) = await site.OrganisationAsync("05315");
        async Task DoAsync(string mutation, object input, string selection, Guid? by = null) =>
            (await site.DoAsync(by ?? person, mutation, input, selection)).WithoutErrors();

        await DoAsync("updateOrganisation", new
        {
            id,
            expectedVersion = await site.TextAsync($"SELECT xmin::text FROM organisations WHERE id = '{organisation}'"),
            idempotencyKey = Own + "schlüssel",
            description = new[] { new { language = "de", text = Own + "satz" } },
        }, "organisation { slug }");
        await DoAsync("proposeCooperation",
            new { kind = "OTHER", title = Own + "bund", from = id, to = OrganisationId(other) }, "result { id }");
        var texts = new[] { new { language = "de", title = Own + "ruf", text = Own + "ruf" } };
        await DoAsync("createPartnerCall", new { content = new { direction = "SEEKS", subject = "ROOMS", texts } }, "result { id }");
        await DoAsync("createTraining", new
        {
            content = new
            {
                kind = "SERIES",
                title = Own + "kurs",
                text = Own + "kurs",
                startsOn = "2099-02-01",
                startTime = "18:00",
                minutes = 90,
            },
        }, "training { id }");
        await DoAsync("inviteToTeam", new { organisation = id, email = "gast@quittenrausch.example.org", role = "EDITOR" },
            "team { __typename }");
        await DoAsync("reportMistake", new { organisation = id, message = Own + "fehler" }, "case { id }");
        await DoAsync("reportMistake", new { organisation = OrganisationId(other), message = Own + "anderswo" }, "case { id }");
        await DoAsync("setMailingConsent", new { organisation = id, email = Mail }, "organisation { slug }");
        var staff = await site.StaffAsync("ki-koeln");
        await DoAsync("writeNote", new { organisation = id, text = Own + "notiz" }, "note { id }", staff);
        await DoAsync("writeNote", new { organisation = OrganisationId(other), text = $"Wie bei {Name}" }, "note { id }", staff);
        await DoAsync("issueLetter", new { organisation = id, purpose = Own + "zweck" }, "letter { number }", staff);
    }

    // What only pages, mails and files write.
    private Task BySqlAsync()
    {
        var (o, p, query) = (organisation, person, Uri.EscapeDataString(Name).Replace("%20", "+", StringComparison.Ordinal));
        var other = $"(SELECT id FROM organisations WHERE id <> '{o}' AND municipality_key = '05315000' ORDER BY id LIMIT 1)";
        var call = $"(SELECT id FROM partner_calls WHERE organisation_id = '{o}' LIMIT 1)";
        const string New = "gen_random_uuid()", Json = $"{{\"wort\": \"{Own}\"}}";
        var aside = "{\"loser\": {\"organisations\": {\"name\": \"Fremd\", \"slug\": \"fremd\", \"sort_name\": \"fremd\", "
            + "\"municipality_key\": \"05315000\"}}, \"tables\": {\"cooperations\": {\"kept\": [{\"from_id\": \"" + o
            + "\", \"title\": \"" + Own + "\"}]}}}";
        string Hash(string of) => $"sha256('{of}{o}')";
        return site.RunAsync($$"""
            INSERT INTO centre_people (person_id, centre_key, since) VALUES ('{{p}}', 'ki-koeln', now());
            INSERT INTO duties (person_id, role, since) VALUES ('{{p}}', 'VocabularyEditor', now());
            UPDATE persons SET display_name = 'Zwergin {{Own}}', phone_number = '0221 5550166' WHERE id = '{{p}}';
            INSERT INTO mails (id, recipient, purpose, template, language, subject, text, html, reply_to, state, attempts, queued_at,
                due_at,
                useful_until) VALUES
                ({{New}}, '{{Mail}}', 'Notice', 'entry', 'de', '{{Own}}', '{{Own}}', '{{Own}}', NULL, 'Waiting', 0, now(),
                    now() + interval '1 year', now() + interval '2 years'),
                ({{New}}, '{{PersonMail}}', 'Notice', 'entry', 'de', '{{Own}}', '{{Own}}', '{{Own}}', NULL, 'Waiting', 0, now(),
                    now() + interval '1 year', now() + interval '2 years'),
                ({{New}}, 'andere@example.org', 'Notice', 'entry', 'de', 'Neues von {{Name}}', 'x', 'x', '{{PersonMail}}', 'Waiting', 0,
                    now(),
                    now() + interval '1 year', now() + interval '2 years');
            INSERT INTO mail_addresses VALUES ('{{Mail}}', 'Refused', '{{Own}}', now()), ('{{PersonMail}}', 'Bounced', '{{Own}}', now());
            INSERT INTO messages VALUES ({{New}}, '{{o}}', '{{Own}}', 'Gast', 'gast@example.org', 'gast@example.org', 'de', false,
                '{{Own}}', {{Hash("m")}}, now(), NULL);
            WITH sent AS (INSERT INTO messages VALUES ({{New}}, {{other}}, NULL, 'Zwergin {{Own}}', '{{PersonMail}}', '{{PersonMail}}',
                'de',
                false, NULL, NULL, now(), now()) RETURNING id)
            INSERT INTO message_links SELECT {{Hash("l")}}, id, 'Sender', now() FROM sent;
            INSERT INTO confirmed_senders VALUES ({{Hash("s")}}, '{{PersonMail}}', now());
            INSERT INTO message_settings VALUES ('{{o}}', true) ON CONFLICT DO NOTHING;
            INSERT INTO saved_searches (id, person_id, address, subject, query, name, language, rhythm, is_paused, key, told, created_at,
                asked_at, confirmed_at, due_at) VALUES
                ({{New}}, '{{p}}', NULL, 'Organisations', 'q={{Own}}', '{{Own}}', 'de', 'Daily', true, '{{Own}}1', '{}', now(), now(),
                    now(), now()),
                ({{New}}, NULL, 'andere@example.org', 'Organisations', 'q={{query}}', 'x', 'de', 'Daily', true, 'fremd', '{}', now(), now(),
                    now(), now());
            INSERT INTO registrations (id, hash, values, "unlike", created_at, saved_at, person_id) VALUES
                ({{New}}, {{Hash("r")}}, '{{Json}}', '{}', now(), now(), '{{p}}'),
                ({{New}}, {{Hash("q")}}, '{"name": "{{Name}}"}', '{}', now(), now(), NULL);
            INSERT INTO cases (id, kind, state, seat, draft, message, language, email, created_at, person_id) VALUES
                ({{New}}, 'NewEntry', 'Waiting', '05315000', '{"name": "{{Name}}"}', '', 'de', 'andere@example.org', now(), NULL);
            INSERT INTO cases (id, kind, state, organisation_id, seat, message, answer, language, email, created_at, decided_at) VALUES
                ({{New}}, 'Report', 'Refused', {{other}}, '05315000', '{{Own}}', '{{Own}}', 'de', '{{PersonMail}}', now(), now());
            INSERT INTO case_digests (person_id, last_at, is_off, key) VALUES ('{{p}}', now(), false, '{{Own}}k') ON CONFLICT DO NOTHING;
            INSERT INTO invitations (id, organisation_id, key_hash, by_mail, sent_by, sent_at)
                VALUES ({{New}}, '{{o}}', {{Hash("i")}}, true, '{{p}}', now());
            INSERT INTO team_invitations (id, organisation_id, email, role, hash, created_at, expires_at)
                VALUES ({{New}}, {{other}}, '{{PersonMail}}', 'Editor', {{Hash("t")}}, now(), now());
            INSERT INTO entry_claims VALUES ({{New}}, '{{o}}', '{{p}}', '{{PersonMail}}', {{Hash("c")}}, now(), now(), NULL);
            INSERT INTO entry_drafts (person_id, organisation_id, section, values, seen, base_version, saved_at)
                VALUES ('{{p}}', '{{o}}', 'Who', '{{Json}}', '{{Json}}', '1', now());
            INSERT INTO contact_persons (id, organisation_id, name, task, email, hash, named_by, named_at, consented_at, wording,
                consented_to)
                VALUES ({{New}}, '{{o}}', 'Zwergin', '{{Own}}', '{{PersonMail}}', {{Hash("p")}}, '{{p}}', now(), now(), '{{Own}}', '');
            INSERT INTO import_uploads (id, person_id, file_name, source, bytes, was_recoded, columns, is_matched, decisions, created_at,
                expires_at) VALUES
                ({{New}}, '{{p}}', '{{Own}}.csv', '{{Own}}', convert_to('{{Own}}', 'UTF8'), false, '{}', false, '{}', now(), now()),
                ({{New}}, (SELECT id FROM persons WHERE id <> '{{p}}' LIMIT 1), 'x.csv', 'x', convert_to('name,town,{{Name}},Köln', 'UTF8'),
                    false, '{}', false, '{}', now(), now());
            INSERT INTO imports (id, person_id, file_name, source, applied_at, created, updated, same, "left", change_sets, kept, restored,
                removed) VALUES ({{New}}, '{{p}}', 'liste.csv', 'Liste', now(), 1, 0, 0, 0, '{}',
                '[{"Slug": "{{Slug}}", "Name": "{{Name}}"}, {"Slug": "x", "Name": "x"}]', 0, 0);
            INSERT INTO training_sources (id, organisation_id, name, is_kept, bytes, visited_at, failure)
                VALUES ('{{p}}', '{{o}}', 'https://quittenrausch.example.org/{{Own}}', true, convert_to('{{Own}}', 'UTF8'), now(),
                    '{{Own}}');
            INSERT INTO imported_trainings (training_id, organisation_id, key, source_id, sequence, facts)
                SELECT id, '{{o}}', '{{Own}}', '{{p}}', 1, '{{Json}}' FROM trainings WHERE organisation_id = '{{o}}';
            INSERT INTO memberships (member_id, umbrella_id, source_name) VALUES ('{{o}}', {{other}}, '{{Own}}');
            UPDATE partner_calls SET state = 'Open', opened_at = now() WHERE id = {{call}};
            INSERT INTO partner_call_responses (id, call_id, organisation_id, message, contact, state, created_at, updated_at)
                VALUES ({{New}}, {{call}}, {{other}}, 'Antwort an {{Own}}', '{{Own}}', 'Sent', now(), now());
            INSERT INTO matching_preferences VALUES ('{{o}}', true, false, false, now()) ON CONFLICT DO NOTHING;
            INSERT INTO organisation_logos VALUES ('{{o}}', '{{Own}}', convert_to('{{Own}}', 'UTF8'), 1, 1, now());
            INSERT INTO hidden_contacts VALUES ('{{o}}', 'geheim@quittenrausch.example.org', '0221 5550166') ON CONFLICT DO NOTHING;
            INSERT INTO protected_places (organisation_id, street, postcode) VALUES ('{{o}}', 'Rauschgasse 8',
                '50667') ON CONFLICT DO NOTHING;
            INSERT INTO missed_searches (folded, day, typed, searches) VALUES ('{{Name.ToLowerInvariant()}}', '2026-01-01', '{{Name}}', 3);
            INSERT INTO idempotency_keys VALUES ('{{p:N}}', '{{Own}}', 'x', '\x00', '{{o}}', now());
            INSERT INTO access_tokens (id, person_id, organisation_id, name, hash, writes, created_at, expires_at)
                VALUES ({{New}}, '{{p}}', '{{o}}', '{{Own}}', {{Hash("a")}}, true, now(), now());
            INSERT INTO sessions (id, person_id, created_at, last_seen_at, agent, acting_for, ends_at) VALUES
                ({{New}}, '{{p}}', now(), now(), '{{Own}}', NULL, now()),
                ({{New}}, (SELECT id FROM persons WHERE id <> '{{p}}' LIMIT 1), now(), now(), 'x', 'organisation:{{Slug}}', now());
            INSERT INTO sign_in_requests (id, kind, normalized_email, email, code_hash, link_hash, browser_hash, network_hash, tries,
                language,
                return_to, created_at, expires_at) VALUES
                ({{New}}, 'Mail', '{{PersonMail.ToUpperInvariant()}}', '{{PersonMail}}', {{Hash("1")}}, {{Hash("2")}}, {{Hash("3")}},
                    '\x00', 0,
                    'de', '/{{Own}}', now(), now()),
                ({{New}}, 'Mail', 'ANDERE@EXAMPLE.ORG', 'andere@example.org', {{Hash("4")}}, {{Hash("5")}}, {{Hash("6")}}, '\x00', 0, 'de',
                    '/de/organisationen/{{Slug}}/bearbeiten', now(), now());
            INSERT INTO person_claims (user_id, claim_type, claim_value) VALUES ('{{p}}', 'x', '{{Own}}');
            INSERT INTO person_logins VALUES ('haus', '{{Own}}', '{{Own}}', '{{p}}');
            INSERT INTO person_tokens VALUES ('{{p}}', 'haus', '{{Own}}', '{{Own}}');
            INSERT INTO person_passkeys (credential_id, user_id, data) VALUES (convert_to('{{Own}}', 'UTF8'), '{{p}}', '{{Json}}');
            INSERT INTO webhooks (id, person_id, url, regions, topics, secret, created_at, cursor, position, due_at, off, off_at)
                VALUES ({{New}}, '{{p}}', 'https://{{Own}}.example/', '{}', '{}', '{{Own}}', now(), '', 0, now(), 'Person', now());
            INSERT INTO reminders (organisation_id, step, since, was_confirmed) VALUES ('{{o}}', 'Confirmed', current_date, false);
            INSERT INTO website_checks (url, host, due_at, detail) SELECT website, 'quittenrausch.example.org', now() + interval '1 year', '{{Own}}'
                FROM organisations WHERE id = '{{o}}' ON CONFLICT (url) DO UPDATE SET detail = excluded.detail;
            INSERT INTO organisation_redirects (old_id, old_slug, survivor_id, merged_at, taken_slug, sort_name, municipality_key)
                VALUES ({{New}}, 'alt-{{Slug}}', '{{o}}', now(), 'alt-{{Slug}}', 'zauberzwerg alt', '05315000');
            INSERT INTO merge_steps SELECT max(number), '{{o}}', {{New}}, false FROM change_sets;
            INSERT INTO organisation_merges (survivor_id, loser_id, merged_at, logged_up_to, rows) VALUES
                ({{other}}, {{New}}, now(), 0, '{{aside}}')
            """);
    }
}
