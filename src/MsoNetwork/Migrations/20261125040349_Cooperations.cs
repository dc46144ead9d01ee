using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class Cooperations : Migration
    {
        private const string Rules = """
            -- Neither the order of the two nor capitals make a second one; a mentor and who is mentored do not swap parts under one title.
            CREATE UNIQUE INDEX cooperations_open_once ON cooperations (least(from_id, to_id), greatest(from_id, to_id), kind, lower(title))
                WHERE state IN ('Proposed', 'Confirmed');

            -- Never deleted, never turned back, never rewritten; invented ones for load tests may go.
            CREATE FUNCTION keep_cooperation() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF OLD.source_name = 'Erfunden für Lasttests' THEN RETURN OLD; END IF;
                    RAISE restrict_violation USING CONSTRAINT = 'cooperations_are_never_deleted', MESSAGE = 'a cooperation is ended or declined, never deleted';
                END IF;
                IF (OLD.id, OLD.kind, OLD.title, OLD.from_id, OLD.to_id, OLD.proposed_at) IS DISTINCT FROM (NEW.id, NEW.kind, NEW.title, NEW.from_id, NEW.to_id, NEW.proposed_at)
                    OR (OLD.proposed_by, OLD.proposed_by_centre) IS DISTINCT FROM (NEW.proposed_by, NEW.proposed_by_centre)
                    OR (OLD.confirmed_at IS NOT NULL AND (OLD.confirmed_by, OLD.confirmed_by_centre, OLD.confirmed_at) IS DISTINCT FROM (NEW.confirmed_by, NEW.confirmed_by_centre, NEW.confirmed_at)) THEN
                    RAISE check_violation USING CONSTRAINT = 'cooperations_keep_what_was_said', MESSAGE = 'what was proposed and confirmed stays as it was';
                END IF;
                IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('Proposed', 'Confirmed'), ('Proposed', 'Declined'), ('Confirmed', 'Ended')) THEN
                    RAISE check_violation USING CONSTRAINT = 'cooperations_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER cooperations_are_kept BEFORE UPDATE OR DELETE ON cooperations FOR EACH ROW EXECUTE FUNCTION keep_cooperation();

            -- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
            CREATE FUNCTION check_cooperation_keys() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE wrong text;
            BEGIN
                SELECT key INTO wrong FROM (SELECT DISTINCT unnest(topics) AS key FROM changed) AS used
                WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = 'Topics' AND terms.key = used.key) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'cooperations_topics_are_known', MESSAGE = format('there is no topic %s', quote_nullable(wrong));
                END IF;
                SELECT key INTO wrong FROM (SELECT DISTINCT unnest(regions) AS key FROM changed) AS used
                WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'cooperations_regions_are_known', MESSAGE = format('there is no region %s', quote_nullable(wrong));
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER cooperation_keys_on_insert AFTER INSERT ON cooperations
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_keys();
            CREATE TRIGGER cooperation_keys_on_update AFTER UPDATE ON cooperations
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_keys();

            -- The other side: a term or region in use stays. The lock keeps writers out until this transaction ends.
            CREATE FUNCTION check_cooperation_terms() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                LOCK TABLE cooperations IN SHARE MODE;
                IF EXISTS (SELECT FROM gone JOIN cooperations AS c ON c.topics @> ARRAY[gone.key] WHERE gone.vocabulary = 'Topics'
                           AND NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)) THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay', MESSAGE = 'a topic is in use by a cooperation';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER cooperation_terms_on_delete AFTER DELETE ON terms
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_terms();
            CREATE TRIGGER cooperation_terms_on_update AFTER UPDATE ON terms
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_terms();
            CREATE FUNCTION check_cooperation_regions() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                LOCK TABLE cooperations IN SHARE MODE;
                IF EXISTS (SELECT FROM gone JOIN cooperations AS c ON c.regions @> ARRAY[gone.key]) THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'regions_in_use_stay', MESSAGE = 'a region is in use by a cooperation';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER cooperation_regions_on_delete AFTER DELETE ON regions
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_cooperation_regions();

            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON cooperations FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            """;

        private const string WithoutRules = """
            DROP TRIGGER cooperation_terms_on_delete ON terms; DROP TRIGGER cooperation_terms_on_update ON terms; DROP TRIGGER cooperation_regions_on_delete ON regions;
            DROP FUNCTION check_cooperation_terms; DROP FUNCTION check_cooperation_regions;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cooperations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    regions = table.Column<string[]>(type: "text[]", nullable: false),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    source_name = table.Column<string>(type: "text", nullable: true),
                    source_url = table.Column<string>(type: "text", nullable: true),
                    retrieved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_by_centre = table.Column<string>(type: "text", nullable: true),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    confirmed_by_centre = table.Column<string>(type: "text", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by_centre = table.Column<string>(type: "text", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cooperations", x => x.id);
                    table.CheckConstraint("cooperations_are_confirmed_by_the_other", "confirmed_at IS NULL OR (confirmed_by IN (from_id, to_id) AND confirmed_by IS DISTINCT FROM proposed_by) IS TRUE\nOR (confirmed_by IS NULL AND source_name IS NOT NULL AND (confirmed_by_centre IS NOT NULL OR num_nonnulls(proposed_by, proposed_by_centre) = 0))");
                    table.CheckConstraint("cooperations_end_after_they_start", "ends_on >= starts_on");
                    table.CheckConstraint("cooperations_have_a_title", "btrim(title) <> '' AND length(title) <= 200");
                    table.CheckConstraint("cooperations_join_two", "from_id <> to_id");
                    table.CheckConstraint("cooperations_kind_is_known", "kind IN ('JointProject', 'Mentoring', 'Sharing', 'Event', 'FundingConsortium', 'Other')");
                    table.CheckConstraint("cooperations_sources_have_a_name", "btrim(source_name) <> '' AND (source_name IS NOT NULL OR (source_url IS NULL AND retrieved_on IS NULL))");
                    table.CheckConstraint("cooperations_state_has_its_steps", "CASE state WHEN 'Proposed' THEN confirmed_at IS NULL AND closed_at IS NULL\n           WHEN 'Confirmed' THEN confirmed_at IS NOT NULL AND closed_at IS NULL\n           WHEN 'Declined' THEN confirmed_at IS NULL AND closed_at IS NOT NULL\n           WHEN 'Ended' THEN confirmed_at IS NOT NULL AND closed_at IS NOT NULL AND ends_on IS NOT NULL ELSE false END");
                    table.CheckConstraint("cooperations_steps_have_one_actor", "num_nonnulls(proposed_by, proposed_by_centre) <= 1 AND num_nonnulls(confirmed_by, confirmed_by_centre) <= 1 AND num_nonnulls(closed_by, closed_by_centre) <= 1\nAND (num_nonnulls(proposed_by, proposed_by_centre) = 1 OR source_name IS NOT NULL)\nAND (confirmed_at IS NOT NULL OR num_nonnulls(confirmed_by, confirmed_by_centre) = 0) AND (closed_at IS NOT NULL OR num_nonnulls(closed_by, closed_by_centre) = 0)\nAND proposed_by IN (from_id, to_id) AND closed_by IN (from_id, to_id)");
                    table.ForeignKey(
                        name: "FK_cooperations_organisations_from_id",
                        column: x => x.from_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_cooperations_organisations_to_id",
                        column: x => x.to_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_cooperations_from_id_id",
                table: "cooperations",
                columns: new[] { "from_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_cooperations_to_id_id",
                table: "cooperations",
                columns: new[] { "to_id", "id" });

            migrationBuilder.Sql(Rules);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(WithoutRules);
            migrationBuilder.DropTable(
                name: "cooperations");
            migrationBuilder.Sql("DROP FUNCTION keep_cooperation; DROP FUNCTION check_cooperation_keys;");
        }
    }
}
