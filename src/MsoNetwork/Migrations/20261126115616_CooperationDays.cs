using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class CooperationDays : Migration
    {
        // Days that nobody can have meant: one before 1900 is no beginning, one too far ahead becomes the furthest allowed, so that it can still be called off.
        private const string Impossible = """
            UPDATE cooperations SET
                starts_on = CASE WHEN starts_on >= '1900-01-01' THEN least(starts_on, ((proposed_at AT TIME ZONE 'Europe/Berlin')::date + interval '2 years')::date) END,
                ends_on = CASE WHEN ends_on IS NOT NULL THEN greatest('1900-01-01', least(ends_on, '2099-12-31')) END
            WHERE starts_on < '1900-01-01' OR starts_on > (proposed_at AT TIME ZONE 'Europe/Berlin')::date + interval '2 years' OR ends_on NOT BETWEEN '1900-01-01' AND '2099-12-31'
            """;

        // What is confirmed and has not begun may be declined, and then is no membership either; one that a list says has begun is another's word and stays.
        private const string BeforeItBegins = "AND NOT coalesce((OLD.state, NEW.state) = ('Confirmed', 'Declined') AND OLD.starts_on > (NEW.closed_at AT TIME ZONE 'Europe/Berlin')::date, false)";

        private const string NoMember = """
            ELSIF NEW.state = 'Declined' AND TG_OP = 'UPDATE' AND OLD.state = 'Confirmed' THEN
                    DELETE FROM memberships WHERE member_id = NEW.from_id AND umbrella_id = NEW.to_id AND since > (NEW.closed_at AT TIME ZONE 'Europe/Berlin')::date;
            """;

        private static string Rules(string beforeItBegins, string noMember) => $$"""
            CREATE OR REPLACE FUNCTION keep_cooperation() RETURNS trigger LANGUAGE plpgsql AS $$
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
                IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('Proposed', 'Confirmed'), ('Proposed', 'Declined'), ('Confirmed', 'Ended')) {{beforeItBegins}} THEN
                    RAISE check_violation USING CONSTRAINT = 'cooperations_go_forward', MESSAGE = format('%s does not become %s', OLD.state, NEW.state);
                END IF;
                RETURN NEW;
            END $$;
            CREATE OR REPLACE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.state = 'Confirmed' AND (TG_OP = 'INSERT' OR OLD.state <> 'Confirmed') THEN
                    INSERT INTO memberships (member_id, umbrella_id, since, source_name, source_url, retrieved_on)
                    VALUES (NEW.from_id, NEW.to_id, NEW.starts_on, NEW.source_name, NEW.source_url, NEW.retrieved_on) ON CONFLICT (member_id, umbrella_id) DO NOTHING;
                ELSIF NEW.state = 'Ended' AND TG_OP = 'UPDATE' AND OLD.state <> 'Ended' THEN
                    DELETE FROM memberships WHERE member_id = NEW.from_id AND umbrella_id = NEW.to_id;
                {{noMember}}
                END IF;
                RETURN NULL;
            END $$;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Impossible);
            migrationBuilder.Sql(Rules(BeforeItBegins, NoMember));
            migrationBuilder.DropCheckConstraint(
                name: "cooperations_state_has_its_steps",
                table: "cooperations");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_end_on_a_day",
                table: "cooperations",
                sql: "ends_on BETWEEN '1900-01-01' AND '2099-12-31'");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_start_on_a_day",
                table: "cooperations",
                sql: "starts_on >= '1900-01-01' AND starts_on <= (proposed_at AT TIME ZONE 'Europe/Berlin')::date + interval '2 years'");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_state_has_its_steps",
                table: "cooperations",
                sql: "CASE state WHEN 'Proposed' THEN confirmed_at IS NULL AND closed_at IS NULL\n           WHEN 'Confirmed' THEN confirmed_at IS NOT NULL AND closed_at IS NULL\n           WHEN 'Declined' THEN closed_at IS NOT NULL AND (confirmed_at IS NULL OR coalesce(starts_on > (closed_at AT TIME ZONE 'Europe/Berlin')::date, false))\n           WHEN 'Ended' THEN confirmed_at IS NOT NULL AND closed_at IS NOT NULL AND ends_on IS NOT NULL ELSE false END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Rules("", ""));
            migrationBuilder.DropCheckConstraint(
                name: "cooperations_end_on_a_day",
                table: "cooperations");

            migrationBuilder.DropCheckConstraint(
                name: "cooperations_start_on_a_day",
                table: "cooperations");

            migrationBuilder.DropCheckConstraint(
                name: "cooperations_state_has_its_steps",
                table: "cooperations");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_state_has_its_steps",
                table: "cooperations",
                sql: "CASE state WHEN 'Proposed' THEN confirmed_at IS NULL AND closed_at IS NULL\n           WHEN 'Confirmed' THEN confirmed_at IS NOT NULL AND closed_at IS NULL\n           WHEN 'Declined' THEN confirmed_at IS NULL AND closed_at IS NOT NULL\n           WHEN 'Ended' THEN confirmed_at IS NOT NULL AND closed_at IS NOT NULL AND ends_on IS NOT NULL ELSE false END");
        }
    }
}
