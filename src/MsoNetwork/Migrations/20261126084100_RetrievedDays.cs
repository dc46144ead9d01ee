using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class RetrievedDays : Migration
    {
        // As the import does since then: a day that cannot have been is none. Who named it leads no longer; the next import of any source says what holds.
        private const string Impossible = """
            UPDATE organisation_sources SET retrieved_on = NULL
            WHERE retrieved_on > (now() AT TIME ZONE 'Europe/Berlin')::date OR retrieved_on < '1990-01-01'
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Impossible);
            migrationBuilder.AddCheckConstraint(
                name: "organisation_sources_were_retrieved_on_a_day",
                table: "organisation_sources",
                sql: "isfinite(retrieved_on)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "organisation_sources_were_retrieved_on_a_day",
                table: "organisation_sources");
        }
    }
}
