using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NetTopologySuite.Geometries;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class Organisations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    sort_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    alternate_names = table.Column<string[]>(type: "text[]", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: true),
                    legal_form = table.Column<string>(type: "text", nullable: true),
                    founded_year = table.Column<int>(type: "integer", nullable: true),
                    descriptions = table.Column<string>(type: "jsonb", nullable: false),
                    street = table.Column<string>(type: "text", nullable: true),
                    postcode = table.Column<string>(type: "text", nullable: true),
                    town = table.Column<string>(type: "text", nullable: false),
                    municipality_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    location = table.Column<Point>(type: "geography(Point,4326)", nullable: false),
                    precision = table.Column<string>(type: "text", nullable: false),
                    location_protected = table.Column<bool>(type: "boolean", nullable: false),
                    active_in = table.Column<string[]>(type: "text[]", nullable: false),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    target_groups = table.Column<string[]>(type: "text[]", nullable: false),
                    offers = table.Column<string[]>(type: "text[]", nullable: false),
                    languages = table.Column<string[]>(type: "text[]", nullable: false),
                    origins = table.Column<string[]>(type: "text[]", nullable: false),
                    keywords = table.Column<string[]>(type: "text[]", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    website = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    verification = table.Column<string>(type: "text", nullable: false),
                    verified_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisations", x => x.id);
                    table.CheckConstraint("organisations_are_not_updated_before_they_exist", "updated_at >= created_at");
                    table.CheckConstraint("organisations_founded_in_a_year", "founded_year BETWEEN 1800 AND 2100");
                    table.CheckConstraint("organisations_name_is_given", "btrim(name) <> '' AND length(name) <= 300");
                    table.CheckConstraint("organisations_postcode_has_five_digits", "postcode ~ '^[0-9]{5}$'");
                    table.CheckConstraint("organisations_precision_is_known", "precision IN ('Address', 'Postcode', 'Municipality')");
                    table.CheckConstraint("organisations_protected_places_are_not_here", "NOT location_protected OR (street IS NULL AND postcode IS NULL AND precision = 'Municipality')");
                    table.CheckConstraint("organisations_seat_is_a_municipality", "length(municipality_key) = 8");
                    table.CheckConstraint("organisations_slug_is_plain", "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120");
                    table.CheckConstraint("organisations_status_is_known", "status IN ('Active', 'Inactive', 'Dissolved')");
                    table.CheckConstraint("organisations_verification_is_known", "verification IN ('Unverified', 'ConfirmedByOrganisation', 'VerifiedByCentre')");
                    table.CheckConstraint("organisations_verified_on_a_day", "(verification = 'Unverified') = (verified_on IS NULL)");
                    table.ForeignKey(
                        name: "FK_organisations_regions_municipality_key",
                        column: x => x.municipality_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    umbrella_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    source_name = table.Column<string>(type: "text", nullable: true),
                    source_url = table.Column<string>(type: "text", nullable: true),
                    retrieved_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_memberships", x => new { x.member_id, x.umbrella_id });
                    table.CheckConstraint("memberships_join_two", "member_id <> umbrella_id");
                    table.ForeignKey(
                        name: "FK_memberships_organisations_member_id",
                        column: x => x.member_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_memberships_organisations_umbrella_id",
                        column: x => x.umbrella_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_sources",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: true),
                    retrieved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    licence = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_sources", x => new { x.organisation_id, x.name, x.external_id });
                    table.CheckConstraint("organisation_sources_have_a_name", "btrim(name) <> ''");
                    table.ForeignKey(
                        name: "FK_organisation_sources_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "protected_places",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    street = table.Column<string>(type: "text", nullable: true),
                    postcode = table.Column<string>(type: "text", nullable: true),
                    location = table.Column<Point>(type: "geography(Point,4326)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_protected_places", x => x.organisation_id);
                    table.ForeignKey(
                        name: "FK_protected_places_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_memberships_umbrella_id",
                table: "memberships",
                column: "umbrella_id");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_sources_name_external_id",
                table: "organisation_sources",
                columns: new[] { "name", "external_id" },
                unique: true,
                filter: "external_id <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_location",
                table: "organisations",
                column: "location")
                .Annotation("Npgsql:IndexMethod", "gist");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_municipality_key_sort_name",
                table: "organisations",
                columns: new[] { "municipality_key", "sort_name" });

            migrationBuilder.CreateIndex(
                name: "IX_organisations_slug",
                table: "organisations",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisations_sort_name_id",
                table: "organisations",
                columns: new[] { "sort_name", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_organisations_topics",
                table: "organisations",
                column: "topics")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_updated_at_id",
                table: "organisations",
                columns: new[] { "updated_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "organisation_sources");

            migrationBuilder.DropTable(
                name: "protected_places");

            migrationBuilder.DropTable(
                name: "organisations");
        }
    }
}
