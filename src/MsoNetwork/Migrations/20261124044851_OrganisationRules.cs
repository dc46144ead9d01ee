using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MsoNetwork.Migrations
{
    /// <inheritdoc />
    public partial class OrganisationRules : Migration
    {
        private const string Rules = """
            -- The regions an organisation reaches: each of its regions with all that contain it (AGS is a prefix code).
            CREATE FUNCTION region_prefixes(keys text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT coalesce(array_agg(DISTINCT left(key, digits) COLLATE "C"), '{}')
                FROM unnest(keys) AS key, unnest(ARRAY[2, 3, 5, 8]) AS digits WHERE length(key) >= digits
            $$;
            ALTER TABLE organisations ADD COLUMN reach text[] NOT NULL
                GENERATED ALWAYS AS (region_prefixes(array_append(active_in, municipality_key))) STORED;
            CREATE INDEX "IX_organisations_reach" ON organisations USING gin (reach);

            -- Boxes and polygons are planar in degrees, as RFC 7946 has them; distances use the index on the geography.
            CREATE INDEX "IX_organisations_planar" ON organisations USING gist ((location::geometry));

            -- Keys in arrays are checked like foreign keys, once a statement; docs/decisions.md, 6.
            CREATE FUNCTION check_organisation_keys() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE wrong record;
            BEGIN
                SELECT used.vocabulary, used.key INTO wrong FROM (
                    SELECT 'Topics' AS vocabulary, unnest(topics) AS key FROM changed
                    UNION SELECT 'TargetGroups', unnest(target_groups) FROM changed
                    UNION SELECT 'Offers', unnest(offers) FROM changed
                    UNION SELECT 'Languages', unnest(languages) FROM changed
                    UNION SELECT 'Origins', unnest(origins) FROM changed
                    UNION SELECT 'OrganisationKinds', kind FROM changed WHERE kind IS NOT NULL) AS used
                WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = used.vocabulary AND terms.key = used.key) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'organisations_terms_are_known',
                        MESSAGE = format('%s has no term %s', wrong.vocabulary, quote_nullable(wrong.key));
                END IF;
                SELECT used.key INTO wrong FROM (SELECT DISTINCT unnest(active_in) AS key FROM changed) AS used
                WHERE NOT EXISTS (SELECT FROM regions WHERE regions.key = used.key) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'organisations_active_in_known_regions',
                        MESSAGE = format('there is no region %s', quote_nullable(wrong.key));
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER organisation_keys_on_insert AFTER INSERT ON organisations
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_organisation_keys();
            CREATE TRIGGER organisation_keys_on_update AFTER UPDATE ON organisations
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION check_organisation_keys();

            -- The other side: a term or region in use stays. The lock keeps writers out until this transaction ends.
            CREATE FUNCTION check_used_terms() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE wrong record;
            BEGIN
                LOCK TABLE organisations IN SHARE MODE;
                SELECT gone.vocabulary, gone.key INTO wrong FROM gone
                WHERE NOT EXISTS (SELECT FROM terms WHERE terms.vocabulary = gone.vocabulary AND terms.key = gone.key)
                  AND EXISTS (SELECT FROM organisations AS o WHERE CASE gone.vocabulary
                        WHEN 'Topics' THEN o.topics @> ARRAY[gone.key] WHEN 'TargetGroups' THEN o.target_groups @> ARRAY[gone.key]
                        WHEN 'Offers' THEN o.offers @> ARRAY[gone.key] WHEN 'Languages' THEN o.languages @> ARRAY[gone.key]
                        WHEN 'Origins' THEN o.origins @> ARRAY[gone.key] ELSE o.kind = gone.key END) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'terms_in_use_stay',
                        MESSAGE = format('term %s of %s is in use', wrong.key, wrong.vocabulary);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER used_terms_on_delete AFTER DELETE ON terms
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_terms();
            CREATE TRIGGER used_terms_on_update AFTER UPDATE ON terms
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_terms();
            CREATE FUNCTION check_used_regions() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE wrong text;
            BEGIN
                LOCK TABLE organisations IN SHARE MODE;
                SELECT gone.key INTO wrong FROM gone WHERE EXISTS (SELECT FROM organisations WHERE active_in @> ARRAY[gone.key]) LIMIT 1;
                IF FOUND THEN
                    RAISE foreign_key_violation USING CONSTRAINT = 'regions_in_use_stay', MESSAGE = format('region %s is in use', wrong);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER used_regions_on_delete AFTER DELETE ON regions
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION check_used_regions();

            -- A place known only by its municipality, protected or not, is that municipality's centre, whoever writes the row.
            CREATE FUNCTION place_at_centre() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                SELECT centre INTO NEW.location FROM regions WHERE key = NEW.municipality_key;
                RETURN NEW;
            END $$;
            CREATE TRIGGER organisations_at_centre BEFORE INSERT OR UPDATE OF location, municipality_key, precision ON organisations
                FOR EACH ROW WHEN (NEW.precision = 'Municipality') EXECUTE FUNCTION place_at_centre();
            CREATE FUNCTION move_with_centre() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE organisations SET location = NEW.centre WHERE municipality_key = NEW.key AND precision = 'Municipality';
                RETURN NULL;
            END $$;
            CREATE TRIGGER organisations_move_with_centre AFTER UPDATE OF centre ON regions FOR EACH ROW
                WHEN (NOT ST_Equals(OLD.centre::geometry, NEW.centre::geometry)) EXECUTE FUNCTION move_with_centre();

            -- Umbrella bodies have umbrella bodies, but nobody is their own.
            CREATE FUNCTION check_membership_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtext('memberships'));
                IF EXISTS (
                    WITH RECURSIVE above(id) AS (
                        SELECT NEW.umbrella_id UNION SELECT m.umbrella_id FROM memberships AS m JOIN above ON m.member_id = above.id)
                    SELECT FROM above WHERE id = NEW.member_id) THEN
                    RAISE check_violation USING CONSTRAINT = 'memberships_have_no_cycle', MESSAGE = 'an organisation would be above itself';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER memberships_have_no_cycle AFTER INSERT OR UPDATE ON memberships FOR EACH ROW EXECUTE FUNCTION check_membership_cycle();

            -- What a start has loaded already, so that the next one skips it.
            CREATE TABLE loaded_seeds (name text PRIMARY KEY, digest text NOT NULL);

            -- The registry's version for ETags. Each writing transaction counts once in a slot that no other one holds,
            -- so writers never wait for each other; the sum changes with each commit that changed something.
            CREATE TABLE change_counts (slot bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, changes bigint NOT NULL);
            CREATE FUNCTION registry_version() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT coalesce(sum(changes), 0)::bigint FROM change_counts $$;
            CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE free bigint;
            BEGIN
                IF TG_ARGV[0] = 'reference' THEN PERFORM pg_notify('msonet_reference', ''); END IF;
                IF current_setting('msonet.counted', true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
                SELECT slot INTO free FROM change_counts ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
                IF FOUND THEN UPDATE change_counts SET changes = changes + 1 WHERE slot = free;
                ELSE INSERT INTO change_counts (changes) VALUES (1); END IF;
                PERFORM set_config('msonet.counted', pg_current_xact_id()::text, true);
                RETURN NULL;
            END $$;
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisations FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_sources FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON memberships FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region_boundaries FOR EACH STATEMENT EXECUTE FUNCTION count_change();
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON regions FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON postcodes FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON region_names FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON integration_centres FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON terms FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON term_labels FOR EACH STATEMENT EXECUTE FUNCTION count_change('reference');
            """;

        private const string WithoutRules = """
            DROP TRIGGER counted ON organisations; DROP TRIGGER counted ON organisation_sources; DROP TRIGGER counted ON memberships;
            DROP TRIGGER counted ON region_boundaries; DROP TRIGGER counted ON regions; DROP TRIGGER counted ON postcodes;
            DROP TRIGGER counted ON region_names; DROP TRIGGER counted ON integration_centres; DROP TRIGGER counted ON terms; DROP TRIGGER counted ON term_labels;
            DROP TABLE loaded_seeds; DROP FUNCTION count_change; DROP FUNCTION registry_version; DROP TABLE change_counts;
            DROP TRIGGER memberships_have_no_cycle ON memberships; DROP FUNCTION check_membership_cycle;
            DROP TRIGGER organisations_move_with_centre ON regions; DROP FUNCTION move_with_centre;
            DROP TRIGGER organisations_at_centre ON organisations; DROP FUNCTION place_at_centre;
            DROP TRIGGER used_regions_on_delete ON regions; DROP FUNCTION check_used_regions;
            DROP TRIGGER used_terms_on_delete ON terms; DROP TRIGGER used_terms_on_update ON terms; DROP FUNCTION check_used_terms;
            DROP TRIGGER organisation_keys_on_insert ON organisations; DROP TRIGGER organisation_keys_on_update ON organisations; DROP FUNCTION check_organisation_keys;
            DROP INDEX "IX_organisations_planar"; ALTER TABLE organisations DROP COLUMN reach; DROP FUNCTION region_prefixes;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_organisations_topics",
                table: "organisations");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_active_in",
                table: "organisations",
                column: "active_in")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_terms",
                table: "organisations",
                columns: new[] { "topics", "target_groups", "offers", "languages", "origins" })
                .Annotation("Npgsql:IndexMethod", "gin");

            // The row version is PostgreSQL's own xmin.
            migrationBuilder.DropColumn(name: "version", table: "organisations");
            migrationBuilder.Sql(Rules);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(WithoutRules);
            migrationBuilder.AddColumn<uint>(name: "version", table: "organisations", type: "xid", rowVersion: true, nullable: false, defaultValue: 0u);

            migrationBuilder.DropIndex(
                name: "IX_organisations_active_in",
                table: "organisations");

            migrationBuilder.DropIndex(
                name: "IX_organisations_terms",
                table: "organisations");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_topics",
                table: "organisations",
                column: "topics")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
