using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NetTopologySuite.Geometries;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:postgis", ",,");

            migrationBuilder.CreateTable(
                name: "regions",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<string>(type: "text", nullable: false),
                    parent_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    designation = table.Column<string>(type: "text", nullable: true),
                    centre = table.Column<Point>(type: "geography(Point,4326)", nullable: false),
                    population = table.Column<int>(type: "integer", nullable: true),
                    population_on = table.Column<DateOnly>(type: "date", nullable: true),
                    area_km2 = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_regions", x => x.key);
                    table.CheckConstraint("regions_key_is_an_ags_prefix", "key ~ '^05([0-9]|[0-9]{3}|[0-9]{6})?$'");
                    table.CheckConstraint("regions_level_fits_key", "level = CASE length(key) WHEN 2 THEN 'State' WHEN 3 THEN 'GovernmentDistrict' WHEN 5 THEN 'District' ELSE 'Municipality' END");
                    table.CheckConstraint("regions_parent_is_prefix", "(key = '05') = (parent_key IS NULL) AND key LIKE parent_key || '%'");
                    table.CheckConstraint("regions_population_is_counted", "population >= 0 AND area_km2 > 0");
                    table.ForeignKey(
                        name: "FK_regions_regions_parent_key",
                        column: x => x.parent_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "terms",
                columns: table => new
                {
                    vocabulary = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    broader = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_terms", x => new { x.vocabulary, x.key });
                    table.CheckConstraint("terms_are_not_their_own_parent", "broader <> key");
                    table.CheckConstraint("terms_key_is_plain", "key ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$'");
                    table.ForeignKey(
                        name: "FK_terms_terms_vocabulary_broader",
                        columns: x => new { x.vocabulary, x.broader },
                        principalTable: "terms",
                        principalColumns: new[] { "vocabulary", "key" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "integration_centres",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    covers = table.Column<string>(type: "text", nullable: false),
                    region_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    except_region_key = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_integration_centres", x => x.key);
                    table.ForeignKey(
                        name: "FK_integration_centres_regions_except_region_key",
                        column: x => x.except_region_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_integration_centres_regions_region_key",
                        column: x => x.region_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "postcodes",
                columns: table => new
                {
                    postcode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    municipality_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_area = table.Column<bool>(type: "boolean", nullable: false),
                    location = table.Column<Point>(type: "geography(Point,4326)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_postcodes", x => new { x.postcode, x.municipality_key });
                    table.CheckConstraint("postcodes_have_five_digits", "postcode ~ '^[0-9]{5}$'");
                    table.ForeignKey(
                        name: "FK_postcodes_regions_municipality_key",
                        column: x => x.municipality_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "region_boundaries",
                columns: table => new
                {
                    region_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    geometry = table.Column<MultiPolygon>(type: "geometry(MultiPolygon,4326)", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_region_boundaries", x => x.region_key);
                    table.CheckConstraint("region_boundaries_are_valid", "ST_IsValid(geometry)");
                    table.ForeignKey(
                        name: "FK_region_boundaries_regions_region_key",
                        column: x => x.region_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "region_names",
                columns: table => new
                {
                    region_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_region_names", x => new { x.region_key, x.language, x.name });
                    table.ForeignKey(
                        name: "FK_region_names_regions_region_key",
                        column: x => x.region_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "term_labels",
                columns: table => new
                {
                    vocabulary = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    language = table.Column<string>(type: "text", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    reviewed = table.Column<bool>(type: "boolean", nullable: false),
                    synonyms = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_term_labels", x => new { x.vocabulary, x.key, x.language });
                    table.CheckConstraint("term_labels_are_not_blank", "btrim(label) <> ''");
                    table.ForeignKey(
                        name: "FK_term_labels_terms_vocabulary_key",
                        columns: x => new { x.vocabulary, x.key },
                        principalTable: "terms",
                        principalColumns: new[] { "vocabulary", "key" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_integration_centres_except_region_key",
                table: "integration_centres",
                column: "except_region_key");

            migrationBuilder.CreateIndex(
                name: "IX_integration_centres_region_key",
                table: "integration_centres",
                column: "region_key");

            migrationBuilder.CreateIndex(
                name: "IX_postcodes_municipality_key",
                table: "postcodes",
                column: "municipality_key");

            migrationBuilder.CreateIndex(
                name: "IX_region_boundaries_geometry",
                table: "region_boundaries",
                column: "geometry")
                .Annotation("Npgsql:IndexMethod", "gist");

            migrationBuilder.CreateIndex(
                name: "IX_regions_centre",
                table: "regions",
                column: "centre")
                .Annotation("Npgsql:IndexMethod", "gist");

            migrationBuilder.CreateIndex(
                name: "IX_regions_parent_key",
                table: "regions",
                column: "parent_key");

            migrationBuilder.CreateIndex(
                name: "IX_terms_vocabulary_broader",
                table: "terms",
                columns: new[] { "vocabulary", "broader" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "integration_centres");

            migrationBuilder.DropTable(
                name: "postcodes");

            migrationBuilder.DropTable(
                name: "region_boundaries");

            migrationBuilder.DropTable(
                name: "region_names");

            migrationBuilder.DropTable(
                name: "term_labels");

            migrationBuilder.DropTable(
                name: "regions");

            migrationBuilder.DropTable(
                name: "terms");
        }
    }
}
