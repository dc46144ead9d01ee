using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class PartnerCalls : Migration
    {
        private const string Texts = """
            -- The same languages in both, at least one; the tags are BCP 47.
            CREATE FUNCTION partner_call_texts_are_good(titles jsonb, texts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT coalesce(jsonb_typeof(titles) = 'object' AND jsonb_typeof(texts) = 'object' AND
                    (SELECT count(*) BETWEEN 1 AND 20 AND bool_and(key ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' AND texts ? key AND jsonb_typeof(value) = 'string'
                        AND btrim(value #>> '{}') <> '' AND length(value #>> '{}') <= 200) FROM jsonb_each(titles)) AND
                    (SELECT bool_and(titles ? key AND jsonb_typeof(value) = 'string' AND btrim(value #>> '{}') <> '' AND length(value #>> '{}') <= 5000) FROM jsonb_each(texts)), false)
            $$;
            """;

        private const string Rules = """
            ALTER TABLE partner_calls ADD COLUMN reach text[] NOT NULL GENERATED ALWAYS AS (region_prefixes(areas)) STORED;
            CREATE INDEX "IX_partner_calls_reach" ON partner_calls USING gin (reach);

            CREATE FUNCTION partner_call_areas(regions text[], place text, km int) RETURNS text[] LANGUAGE sql STABLE AS $$
                SELECT CASE WHEN place IS NULL THEN regions ELSE ARRAY(
                    SELECT r.key FROM regions AS r, regions AS p WHERE p.key = place AND length(r.key) = 8 AND ST_DWithin(r.centre, p.centre, km * 1000) ORDER BY r.key) END
            $$;

            -- States go forward, an open call that has ended does not come back, a closed one stays as it was; docs/decisions.md, 70.
            CREATE FUNCTION keep_partner_call() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE caller record;
            BEGIN
                NEW.areas := partner_call_areas(NEW.regions, NEW.place_key, NEW.radius_km);
                IF TG_OP = 'INSERT' THEN
                    NEW.version := 1;
                ELSE
                    NEW.version := OLD.version + 1;
                    IF (OLD.id, OLD.slug, OLD.organisation_id, OLD.created_at, OLD.source_name) IS DISTINCT FROM (NEW.id, NEW.slug, NEW.organisation_id, NEW.created_at, NEW.source_name)
                        OR (OLD.opened_at IS NOT NULL AND OLD.opened_at <> NEW.opened_at) THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_calls_keep_whose_they_are', MESSAGE = 'whose a call is, and when it began, stays';
                    END IF;
                    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('Draft', 'Open'), ('Open', 'Filled'), ('Open', 'Withdrawn')) THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_calls_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
                    END IF;
                    IF (OLD.state IN ('Filled', 'Withdrawn') OR (OLD.state = 'Open' AND NEW.state = 'Open' AND OLD.closes_at <= NEW.updated_at)) AND
                        (OLD.direction, OLD.subject, OLD.funding_line, OLD.titles, OLD.texts, OLD.topics, OLD.target_groups, OLD.languages, OLD.regions, OLD.place_key, OLD.radius_km,
                            OLD.starts_on, OLD.ends_on, OLD.deadline, OLD.partners, OLD.contact_way, OLD.closed_at, OLD.closed_by_centre) IS DISTINCT FROM
                        (NEW.direction, NEW.subject, NEW.funding_line, NEW.titles, NEW.texts, NEW.topics, NEW.target_groups, NEW.languages, NEW.regions, NEW.place_key, NEW.radius_km,
                            NEW.starts_on, NEW.ends_on, NEW.deadline, NEW.partners, NEW.contact_way, NEW.closed_at, NEW.closed_by_centre) THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_calls_that_ended_stay', MESSAGE = 'a call that has ended is not changed';
                    END IF;
                END IF;
                IF NEW.state = 'Open' AND (TG_OP = 'INSERT' OR OLD.state <> 'Open' OR OLD.contact_way <> NEW.contact_way) THEN
                    SELECT status, email, phone, website INTO caller FROM organisations WHERE id = NEW.organisation_id;
                    IF caller.status = 'Dissolved' THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_calls_are_of_living_organisations', MESSAGE = 'the organisation is dissolved';
                    END IF;
                    IF (CASE NEW.contact_way WHEN 'Email' THEN caller.email WHEN 'Phone' THEN caller.phone WHEN 'Website' THEN caller.website ELSE '' END) IS NULL THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_calls_contact_is_public', MESSAGE = 'the organisation shows no such contact';
                    END IF;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER partner_calls_are_kept BEFORE INSERT OR UPDATE ON partner_calls FOR EACH ROW EXECUTE FUNCTION keep_partner_call();

            -- At most 100 that are not closed for each organisation, also when several are written at once.
            CREATE FUNCTION limit_partner_calls() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('partner_calls'), hashtext(organisation_id::text)) FROM (SELECT DISTINCT organisation_id FROM written) AS w ORDER BY organisation_id;
                IF EXISTS (SELECT FROM partner_calls WHERE state IN ('Draft', 'Open') AND organisation_id IN (SELECT organisation_id FROM written) GROUP BY organisation_id HAVING count(*) > 100) THEN
                    RAISE check_violation USING CONSTRAINT = 'partner_calls_are_not_too_many', MESSAGE = 'an organisation has at most 100 drafts and open calls';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER partner_calls_are_limited AFTER INSERT ON partner_calls REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION limit_partner_calls();

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
                    RAISE foreign_key_violation USING CONSTRAINT = 'partner_calls_terms_are_known', MESSAGE = format('%s has no term %s', wrong.vocabulary, quote_nullable(wrong.key));
                END IF;
                SELECT NULL, used.key INTO wrong FROM (SELECT DISTINCT unnest(regions) AS key FROM changed) AS used
                WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'partner_calls_regions_are_known', MESSAGE = format('there is no region %s', quote_nullable(wrong.key));
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
                               WHEN 'TargetGroups' THEN gone.key = ANY (c.target_groups) WHEN 'Languages' THEN gone.key = ANY (c.languages) ELSE false END
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
            -- Which towns lie within a radius follows their centres.
            CREATE FUNCTION move_partner_calls() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE partner_calls SET areas = '{}' WHERE place_key IS NOT NULL AND areas <> partner_call_areas(regions, place_key, radius_km);
                RETURN NULL;
            END $$;
            CREATE TRIGGER partner_calls_follow_new_towns AFTER INSERT ON regions FOR EACH STATEMENT EXECUTE FUNCTION move_partner_calls();
            CREATE TRIGGER partner_calls_follow_towns AFTER UPDATE OF centre ON regions FOR EACH STATEMENT EXECUTE FUNCTION move_partner_calls();

            -- Only to a call that is open then, by another organisation that exists. The lock makes the call's end and an answer take turns.
            CREATE FUNCTION keep_partner_call_response() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE call record;
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    SELECT c.state, c.closes_at, c.organisation_id, o.status INTO call FROM partner_calls AS c JOIN organisations AS o ON o.id = c.organisation_id
                    WHERE c.id = NEW.call_id FOR SHARE OF c;
                    IF call.organisation_id = NEW.organisation_id THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_from_others', MESSAGE = 'nobody answers an own call';
                    END IF;
                    IF call.state <> 'Open' OR call.closes_at <= NEW.created_at OR call.status = 'Dissolved' THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_in_time', MESSAGE = 'the call is not open';
                    END IF;
                    IF EXISTS (SELECT FROM organisations WHERE id = NEW.organisation_id AND status = 'Dissolved') THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_come_from_the_living', MESSAGE = 'the organisation is dissolved';
                    END IF;
                    IF NEW.state <> 'Sent' THEN
                        RAISE check_violation USING CONSTRAINT = 'partner_call_responses_go_forward', MESSAGE = 'a response begins as sent';
                    END IF;
                    RETURN NEW;
                END IF;
                IF (OLD.id, OLD.call_id, OLD.organisation_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.call_id, NEW.organisation_id, NEW.created_at)
                    OR (NEW.state <> 'Withdrawn' AND (OLD.message, OLD.contact) IS DISTINCT FROM (NEW.message, NEW.contact)) THEN
                    RAISE check_violation USING CONSTRAINT = 'partner_call_responses_keep_what_was_said', MESSAGE = 'a response is withdrawn, not changed';
                END IF;
                IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
                    (('Sent', 'Accepted'), ('Sent', 'Declined'), ('Sent', 'Withdrawn'), ('Accepted', 'Withdrawn'), ('Declined', 'Withdrawn')) THEN
                    RAISE check_violation USING CONSTRAINT = 'partner_call_responses_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER partner_call_responses_are_kept BEFORE INSERT OR UPDATE ON partner_call_responses FOR EACH ROW EXECUTE FUNCTION keep_partner_call_response();

            -- Responses are nobody's public business: they neither count for the registry's version nor notify anybody.
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partner_calls FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            CREATE FUNCTION tell_of_partner_calls() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('msonet_calls', '');
                RETURN NULL;
            END $$;
            CREATE TRIGGER told AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON partner_calls FOR EACH STATEMENT EXECUTE FUNCTION tell_of_partner_calls();
            """;

        private const string WithoutRules = """
            DROP TRIGGER partner_call_terms_on_delete ON terms; DROP TRIGGER partner_call_terms_on_update ON terms;
            DROP TRIGGER partner_call_regions_on_delete ON regions; DROP TRIGGER partner_calls_follow_towns ON regions; DROP TRIGGER partner_calls_follow_new_towns ON regions;
            DROP FUNCTION check_partner_call_terms; DROP FUNCTION check_partner_call_regions; DROP FUNCTION move_partner_calls;
            """;

        private const string WithoutFunctions = """
            DROP FUNCTION keep_partner_call_response; DROP FUNCTION keep_partner_call; DROP FUNCTION partner_call_areas; DROP FUNCTION limit_partner_calls; DROP FUNCTION check_partner_call_keys;
            DROP FUNCTION tell_of_partner_calls; DROP FUNCTION partner_call_texts_are_good;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Texts);
            migrationBuilder.CreateTable(
                name: "partner_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    funding_line = table.Column<string>(type: "text", nullable: true),
                    titles = table.Column<string>(type: "jsonb", nullable: false),
                    texts = table.Column<string>(type: "jsonb", nullable: false),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    target_groups = table.Column<string[]>(type: "text[]", nullable: false),
                    languages = table.Column<string[]>(type: "text[]", nullable: false),
                    regions = table.Column<string[]>(type: "text[]", nullable: false),
                    place_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    radius_km = table.Column<int>(type: "integer", nullable: true),
                    areas = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    deadline = table.Column<DateOnly>(type: "date", nullable: true),
                    partners = table.Column<int>(type: "integer", nullable: true),
                    contact_way = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by_centre = table.Column<string>(type: "text", nullable: true),
                    source_name = table.Column<string>(type: "text", nullable: true),
                    open_until = table.Column<DateOnly>(type: "date", nullable: true, computedColumnSql: "least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180)", stored: true),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, computedColumnSql: "(least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180) + 1)::timestamp AT TIME ZONE 'Europe/Berlin'", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_partner_calls", x => x.id);
                    table.CheckConstraint("partner_calls_are_open_ahead", "state <> 'Open' OR closes_at > updated_at");
                    table.CheckConstraint("partner_calls_are_short_lists", "cardinality(topics) <= 10 AND cardinality(target_groups) <= 10 AND cardinality(languages) <= 20 AND cardinality(regions) <= 20");
                    table.CheckConstraint("partner_calls_consortia_name_their_line", "(subject = 'FundingConsortium') = (funding_line IS NOT NULL) AND (btrim(funding_line) <> '' AND length(funding_line) <= 200) IS NOT FALSE");
                    table.CheckConstraint("partner_calls_contact_way_is_known", "contact_way IN ('Platform', 'Email', 'Phone', 'Website')");
                    table.CheckConstraint("partner_calls_days_are_of_this_century", "least(starts_on, ends_on, deadline) >= '2000-01-01' AND greatest(starts_on, ends_on, deadline) < '2100-01-01'");
                    table.CheckConstraint("partner_calls_direction_is_known", "direction IN ('Seeks', 'Offers')");
                    table.CheckConstraint("partner_calls_end_after_they_start", "ends_on >= starts_on");
                    table.CheckConstraint("partner_calls_have_texts", "partner_call_texts_are_good(titles, texts)");
                    table.CheckConstraint("partner_calls_look_for_some_partners", "partners BETWEEN 1 AND 100");
                    table.CheckConstraint("partner_calls_places_have_a_radius", "(place_key IS NULL) = (radius_km IS NULL) AND (radius_km BETWEEN 1 AND 500) IS NOT FALSE AND (length(place_key) = 8) IS NOT FALSE");
                    table.CheckConstraint("partner_calls_say_where", "(cardinality(regions) > 0) <> (place_key IS NOT NULL)");
                    table.CheckConstraint("partner_calls_slug_is_plain", "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120");
                    table.CheckConstraint("partner_calls_state_has_its_steps", "CASE state WHEN 'Draft' THEN opened_at IS NULL AND closed_at IS NULL\n           WHEN 'Open' THEN opened_at IS NOT NULL AND closed_at IS NULL\n           WHEN 'Filled' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL\n           WHEN 'Withdrawn' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL ELSE false END\nAND (closed_by_centre IS NULL OR state = 'Withdrawn')");
                    table.CheckConstraint("partner_calls_subject_is_known", "subject IN ('ProjectPartner', 'Mentoring', 'Rooms', 'Equipment', 'Volunteers', 'Speakers', 'Interpreting', 'TrainingPlace', 'FundingConsortium', 'Other')");
                    table.ForeignKey(
                        name: "FK_partner_calls_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_partner_calls_regions_place_key",
                        column: x => x.place_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "partner_call_responses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message = table.Column<string>(type: "text", nullable: true),
                    contact = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_partner_call_responses", x => x.id);
                    table.CheckConstraint("partner_call_responses_are_short", "btrim(message) <> '' AND length(message) <= 4000 AND btrim(contact) <> '' AND length(contact) <= 300");
                    table.CheckConstraint("partner_call_responses_state_is_known", "state IN ('Sent', 'Accepted', 'Declined', 'Withdrawn')");
                    table.CheckConstraint("partner_call_responses_withdrawn_say_nothing", "(state = 'Withdrawn') = (message IS NULL) AND (state = 'Withdrawn') = (contact IS NULL)");
                    table.ForeignKey(
                        name: "FK_partner_call_responses_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_partner_call_responses_partner_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "partner_calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_partner_call_responses_call_id_id",
                table: "partner_call_responses",
                columns: new[] { "call_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_partner_call_responses_organisation_id_id",
                table: "partner_call_responses",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "partner_call_responses_open_once",
                table: "partner_call_responses",
                columns: new[] { "call_id", "organisation_id" },
                unique: true,
                filter: "state = 'Sent'");

            migrationBuilder.CreateIndex(
                name: "IX_partner_calls_organisation_id_id",
                table: "partner_calls",
                columns: new[] { "organisation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_partner_calls_place_key",
                table: "partner_calls",
                column: "place_key");

            migrationBuilder.CreateIndex(
                name: "IX_partner_calls_slug",
                table: "partner_calls",
                column: "slug",
                unique: true);

            migrationBuilder.Sql(Rules);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(WithoutRules);
            migrationBuilder.DropTable(
                name: "partner_call_responses");

            migrationBuilder.DropTable(
                name: "partner_calls");

            migrationBuilder.Sql(WithoutFunctions);
        }
    }
}
