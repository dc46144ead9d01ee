using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class Matching : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "matching_preferences",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    takes_part = table.Column<bool>(type: "boolean", nullable: false),
                    by_origin = table.Column<bool>(type: "boolean", nullable: false),
                    by_religion = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_matching_preferences", x => x.organisation_id);
                    table.CheckConstraint("matching_preferences_of_who_stays_out_ask_nothing", "takes_part OR NOT (by_origin OR by_religion)");
                    table.ForeignKey(
                        name: "FK_matching_preferences_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Suggestions are kept by the registry's version: an opt-out makes a new one.
            migrationBuilder.Sql("CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON matching_preferences FOR EACH STATEMENT EXECUTE FUNCTION count_change()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "matching_preferences");
        }
    }
}
