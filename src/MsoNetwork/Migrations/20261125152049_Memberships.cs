using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class Memberships : Migration
    {
        // A confirmed membership is a row of memberships too, in the same transaction and under its rule against cycles; when it has ended, it is none any more.
        private const string Rules = """
            CREATE UNIQUE INDEX cooperations_one_membership ON cooperations (from_id, to_id) WHERE kind = 'UmbrellaMembership' AND state IN ('Proposed', 'Confirmed');
            CREATE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.state = 'Confirmed' AND (TG_OP = 'INSERT' OR OLD.state <> 'Confirmed') THEN
                    INSERT INTO memberships (member_id, umbrella_id, since, source_name, source_url, retrieved_on)
                    VALUES (NEW.from_id, NEW.to_id, NEW.starts_on, NEW.source_name, NEW.source_url, NEW.retrieved_on) ON CONFLICT (member_id, umbrella_id) DO NOTHING;
                ELSIF NEW.state = 'Ended' AND TG_OP = 'UPDATE' AND OLD.state <> 'Ended' THEN
                    DELETE FROM memberships WHERE member_id = NEW.from_id AND umbrella_id = NEW.to_id;
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER memberships_follow_cooperations AFTER INSERT OR UPDATE ON cooperations FOR EACH ROW
                WHEN (NEW.kind = 'UmbrellaMembership') EXECUTE FUNCTION keep_membership();
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "cooperations_kind_is_known",
                table: "cooperations");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_kind_is_known",
                table: "cooperations",
                sql: "kind IN ('JointProject', 'Mentoring', 'Sharing', 'Event', 'FundingConsortium', 'Other', 'UmbrellaMembership')");
            migrationBuilder.Sql(Rules);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER memberships_follow_cooperations ON cooperations; DROP FUNCTION keep_membership; DROP INDEX cooperations_one_membership;");
            migrationBuilder.DropCheckConstraint(
                name: "cooperations_kind_is_known",
                table: "cooperations");

            migrationBuilder.AddCheckConstraint(
                name: "cooperations_kind_is_known",
                table: "cooperations",
                sql: "kind IN ('JointProject', 'Mentoring', 'Sharing', 'Event', 'FundingConsortium', 'Other')");
        }
    }
}
