using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class SearchReference : Migration
    {
        // The vocabularies and regions that the outer engine's documents were made with: their labels stand in them.
        private const string Reference = """
            ALTER TABLE search_outer_engine ADD COLUMN reference text NOT NULL DEFAULT '';
            CREATE FUNCTION search_reference() RETURNS text LANGUAGE sql STABLE AS $$
                SELECT concat(
                    (SELECT md5(string_agg(concat_ws('|', key, name, designation), '#' ORDER BY key)) FROM regions),
                    (SELECT md5(string_agg(concat_ws('|', region_key, language, name), '#' ORDER BY region_key, language, name)) FROM region_names),
                    (SELECT md5(string_agg(concat_ws('|', vocabulary, key, broader), '#' ORDER BY vocabulary, key)) FROM terms),
                    (SELECT md5(string_agg(concat_ws('|', vocabulary, key, language, label, synonyms::text), '#' ORDER BY vocabulary, key, language)) FROM term_labels))
            $$;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Reference);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("DROP FUNCTION search_reference; ALTER TABLE search_outer_engine DROP COLUMN reference;");
    }
}
