using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using NetTopologySuite.Geometries;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

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

            SchemaSql.Run(migrationBuilder, SchemaSql.BeforeTables);

            migrationBuilder.CreateTable(
                name: "confirmed_senders",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    sender_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_confirmed_senders", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_addresses",
                columns: table => new
                {
                    address = table.Column<string>(type: "text", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    marked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_addresses", x => x.address);
                    table.CheckConstraint("mail_addresses_are_in_small_letters", "address = lower(address)");
                    table.CheckConstraint("mail_addresses_mark_is_known", "mark IN ('Refused', 'Bounced')");
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    template = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    html = table.Column<string>(type: "text", nullable: true),
                    reply_to = table.Column<string>(type: "text", nullable: true),
                    unsubscribe = table.Column<string>(type: "text", nullable: true),
                    message_id = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    useful_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails", x => x.id);
                    table.CheckConstraint("mails_have_plain_headers", "concat(recipient, subject, reply_to, unsubscribe, message_id) !~ '[\\x01-\\x1f\\x7f]'");
                    table.CheckConstraint("mails_keep_their_texts_while_they_wait", "CASE WHEN state = 'Waiting' THEN num_nulls(subject, text, html) = 0 AND ended_at IS NULL ELSE num_nonnulls(subject, text, html, reply_to, unsubscribe) = 0 AND ended_at IS NOT NULL END");
                    table.CheckConstraint("mails_purpose_is_known", "purpose IN ('Confirmation', 'Notice', 'Digest')");
                    table.CheckConstraint("mails_state_is_known", "state IN ('Waiting', 'Sent', 'Refused', 'Expired', 'Withheld')");
                });

            migrationBuilder.CreateTable(
                name: "persons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false),
                    institution_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_persons", x => x.id);
                });

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
                name: "sign_in_salts",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_salts", x => x.day);
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
                name: "access_tokens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    writes = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_tokens", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_tokens_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "centre_people",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    centre_key = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    institution = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_centre_people", x => new { x.person_id, x.centre_key });
                    table.ForeignKey(
                        name: "FK_centre_people_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "duties",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    institution = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duties", x => new { x.person_id, x.role });
                    table.CheckConstraint("duties_role", "role IN ('VocabularyEditor', 'Administrator')");
                    table.ForeignKey(
                        name: "FK_duties_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    centre_key = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    was_recoded = table.Column<bool>(type: "boolean", nullable: false),
                    columns = table.Column<string[]>(type: "text[]", nullable: false),
                    is_matched = table.Column<bool>(type: "boolean", nullable: false),
                    decisions = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_import_uploads", x => x.id);
                    table.ForeignKey(
                        name: "FK_import_uploads_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    centre_key = table.Column<string>(type: "text", nullable: true),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created = table.Column<int>(type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    same = table.Column<int>(type: "integer", nullable: false),
                    left = table.Column<int>(type: "integer", nullable: false),
                    change_sets = table.Column<long[]>(type: "bigint[]", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true),
                    kept = table.Column<string>(type: "jsonb", nullable: true),
                    restored = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imports", x => x.id);
                    table.ForeignKey(
                        name: "FK_imports_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_imports_persons_undone_by",
                        column: x => x.undone_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "organisation_people",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_people", x => new { x.person_id, x.organisation_id });
                    table.CheckConstraint("organisation_people_role", "role IN ('Editor', 'Lead')");
                    table.ForeignKey(
                        name: "FK_organisation_people_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_person_claims_persons_user_id",
                        column: x => x.user_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "FK_person_logins_persons_user_id",
                        column: x => x.user_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "FK_person_passkeys_persons_user_id",
                        column: x => x.user_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "FK_person_tokens_persons_user_id",
                        column: x => x.user_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registrations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false),
                    unlike = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    case_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registrations", x => x.id);
                    table.ForeignKey(
                        name: "FK_registrations_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_searches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    address_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    subject = table.Column<string>(type: "text", nullable: false),
                    query = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    rhythm = table.Column<string>(type: "text", nullable: false),
                    is_paused = table.Column<bool>(type: "boolean", nullable: false),
                    key = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    told = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_searches", x => x.id);
                    table.CheckConstraint("saved_searches_have_one_reader", "num_nonnulls(person_id, address) = 1");
                    table.CheckConstraint("saved_searches_rhythm_is_known", "rhythm IN ('AtOnce', 'Daily', 'Weekly')");
                    table.CheckConstraint("saved_searches_subject_is_known", "subject IN ('Organisations', 'PartnerCalls', 'Trainings', 'Funding', 'News', 'Training')");
                    table.ForeignKey(
                        name: "FK_saved_searches_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    agent = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    acting_for = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_sessions_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    link_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    browser_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    network_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    return_to = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    claimed_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_requests", x => x.id);
                    table.CheckConstraint("sign_in_requests_kind", "kind IN ('Mail', 'Shell', 'NewAddress')");
                    table.CheckConstraint("sign_in_requests_person", "(kind = 'NewAddress') = (person_id IS NOT NULL)");
                    table.ForeignKey(
                        name: "FK_sign_in_requests_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    accessibility = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                    opening_hours = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                    contact_visible_to = table.Column<string>(type: "text", nullable: false, defaultValueSql: "'Public'"),
                    rooms_to_lend = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb")
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
                    table.CheckConstraint("organisations_contact_audience_is_known", "contact_visible_to IN ('Public', 'Members', 'Centres', 'Nobody')");
                    table.CheckConstraint("organisations_hidden_contacts_are_not_here", "contact_visible_to = 'Public' OR (email IS NULL AND phone IS NULL)");
                    table.CheckConstraint("organisations_verified_on_a_day", "(verification = 'Unverified') = (verified_on IS NULL)");
                    table.ForeignKey(
                        name: "FK_organisations_regions_municipality_key",
                        column: x => x.municipality_key,
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
                    name = table.Column<string>(type: "text", nullable: false),
                    is_landscape = table.Column<bool>(type: "boolean", nullable: false)
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
                name: "region_shapes",
                columns: table => new
                {
                    region_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    zoom = table.Column<short>(type: "smallint", nullable: false),
                    geometry = table.Column<MultiPolygon>(type: "geometry(MultiPolygon,3857)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_region_shapes", x => new { x.region_key, x.zoom });
                    table.ForeignKey(
                        name: "FK_region_shapes_regions_region_key",
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

            migrationBuilder.CreateTable(
                name: "case_digests",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_off = table.Column<bool>(type: "boolean", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_digests", x => x.person_id);
                    table.ForeignKey(
                        name: "FK_case_digests_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    seat = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    draft = table.Column<string>(type: "jsonb", nullable: true),
                    @base = table.Column<string>(name: "base", type: "jsonb", nullable: true),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    network_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    question = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken = table.Column<string[]>(type: "text[]", nullable: true),
                    former_statements = table.Column<string>(type: "jsonb", nullable: true),
                    change_set = table.Column<long>(type: "bigint", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    decided_by_centre = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_by_person = table.Column<Guid>(type: "uuid", nullable: true),
                    successor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    waiting_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cases", x => x.id);
                    table.CheckConstraint("cases_are_confirmed_by_mail", "state <> 'Unconfirmed' OR (email IS NOT NULL AND key_hash IS NOT NULL)");
                    table.CheckConstraint("cases_are_decided_at_a_time", "(decided_at IS NULL) = (state IN ('Unconfirmed', 'Waiting', 'AskedBack'))");
                    table.CheckConstraint("cases_ask_something", "state <> 'AskedBack' OR question IS NOT NULL");
                    table.CheckConstraint("cases_decided_by_one", "num_nonnulls(decided_by, decided_by_centre) <= 1");
                    table.CheckConstraint("cases_have_a_seat", "length(seat) = 8");
                    table.CheckConstraint("cases_kind_is_known", "kind IN ('Claim', 'NewEntry', 'LeadGone', 'Correction', 'Change', 'Report')");
                    table.CheckConstraint("cases_state_is_known", "state IN ('Unconfirmed', 'Waiting', 'AskedBack', 'Accepted', 'Refused', 'TakenBack', 'Undone')");
                    table.ForeignKey(
                        name: "FK_cases_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_cases_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

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
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by_centre = table.Column<string>(type: "text", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by_person = table.Column<Guid>(type: "uuid", nullable: true),
                    confirmed_by_centre = table.Column<string>(type: "text", nullable: true),
                    confirmed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    confirmed_by_person = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_by_centre = table.Column<string>(type: "text", nullable: true),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_by_person = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cooperations", x => x.id);
                    table.CheckConstraint("cooperations_are_confirmed_by_the_other", "confirmed_at IS NULL OR (confirmed_by IN (from_id, to_id) AND confirmed_by IS DISTINCT FROM proposed_by) IS TRUE\nOR (confirmed_by IS NULL AND source_name IS NOT NULL AND (confirmed_by_centre IS NOT NULL OR num_nonnulls(proposed_by, proposed_by_centre) = 0))");
                    table.CheckConstraint("cooperations_end_after_they_start", "ends_on >= starts_on");
                    table.CheckConstraint("cooperations_end_on_a_day", "ends_on BETWEEN '1900-01-01' AND '2099-12-31'");
                    table.CheckConstraint("cooperations_have_a_title", "btrim(title) <> '' AND length(title) <= 200");
                    table.CheckConstraint("cooperations_join_two", "from_id <> to_id");
                    table.CheckConstraint("cooperations_kind_is_known", "kind IN ('JointProject', 'Mentoring', 'Sharing', 'Event', 'FundingConsortium', 'Other', 'UmbrellaMembership')");
                    table.CheckConstraint("cooperations_sources_have_a_name", "btrim(source_name) <> '' AND (source_name IS NOT NULL OR (source_url IS NULL AND retrieved_on IS NULL))");
                    table.CheckConstraint("cooperations_start_on_a_day", "starts_on >= '1900-01-01' AND starts_on <= (proposed_at AT TIME ZONE 'Europe/Berlin')::date + interval '2 years'");
                    table.CheckConstraint("cooperations_state_has_its_steps", "CASE state WHEN 'Proposed' THEN confirmed_at IS NULL AND closed_at IS NULL\n           WHEN 'Confirmed' THEN confirmed_at IS NOT NULL AND closed_at IS NULL\n           WHEN 'Declined' THEN closed_at IS NOT NULL AND (confirmed_at IS NULL OR coalesce(starts_on > (closed_at AT TIME ZONE 'Europe/Berlin')::date, false))\n           WHEN 'Ended' THEN confirmed_at IS NOT NULL AND closed_at IS NOT NULL AND ends_on IS NOT NULL ELSE false END");
                    table.CheckConstraint("cooperations_steps_have_one_actor", "num_nonnulls(proposed_by, proposed_by_centre) <= 1 AND (proposed_by_person IS NULL OR num_nonnulls(proposed_by, proposed_by_centre) = 1)\nAND (proposed_at IS NOT NULL OR num_nonnulls(proposed_by, proposed_by_centre) = 0) AND num_nonnulls(confirmed_by, confirmed_by_centre) <= 1 AND (confirmed_by_person IS NULL OR num_nonnulls(confirmed_by, confirmed_by_centre) = 1)\nAND (confirmed_at IS NOT NULL OR num_nonnulls(confirmed_by, confirmed_by_centre) = 0)\nAND num_nonnulls(closed_by, closed_by_centre) <= 1 AND (closed_by_person IS NULL OR num_nonnulls(closed_by, closed_by_centre) = 1)\nAND (closed_at IS NOT NULL OR num_nonnulls(closed_by, closed_by_centre) = 0)\nAND (num_nonnulls(proposed_by, proposed_by_centre) = 1 OR source_name IS NOT NULL)\nAND proposed_by IN (from_id, to_id) AND closed_by IN (from_id, to_id)");
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

            migrationBuilder.CreateTable(
                name: "entry_claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entry_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_entry_claims_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_entry_claims_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "entry_drafts",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    section = table.Column<string>(type: "text", nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false),
                    seen = table.Column<string>(type: "jsonb", nullable: false),
                    base_version = table.Column<string>(type: "text", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entry_drafts", x => new { x.person_id, x.organisation_id, x.section });
                    table.ForeignKey(
                        name: "FK_entry_drafts_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_entry_drafts_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    centre_key = table.Column<string>(type: "text", nullable: true),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    by_mail = table.Column<bool>(type: "boolean", nullable: false),
                    sent_by = table.Column<Guid>(type: "uuid", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitations", x => x.id);
                    table.ForeignKey(
                        name: "FK_invitations_integration_centres_centre_key",
                        column: x => x.centre_key,
                        principalTable: "integration_centres",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_invitations_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_invitations_persons_sent_by",
                        column: x => x.sent_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "letters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organisation_name = table.Column<string>(type: "text", nullable: false),
                    organisation_town = table.Column<string>(type: "text", nullable: false),
                    centre_key = table.Column<string>(type: "text", nullable: false),
                    centre_name = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    issued_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_letters", x => x.id);
                    table.ForeignKey(
                        name: "FK_letters_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_letters_persons_issued_by",
                        column: x => x.issued_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "mailing_consents",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    given_by = table.Column<Guid>(type: "uuid", nullable: true),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailing_consents", x => x.organisation_id);
                    table.ForeignKey(
                        name: "FK_mailing_consents_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_mailing_consents_persons_given_by",
                        column: x => x.given_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

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
                name: "message_settings",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    takes_messages = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_settings", x => x.organisation_id);
                    table.ForeignKey(
                        name: "FK_message_settings_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sender_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sender_address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    sender_key = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    language = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    shows_address = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    confirm_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    handed_on_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.id);
                    table.CheckConstraint("messages_keep_their_text_until_they_are_handed_on", "num_nulls(text, confirm_hash) = CASE WHEN handed_on_at IS NULL THEN 0 ELSE 2 END");
                    table.ForeignKey(
                        name: "FK_messages_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    centre_key = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    written_by = table.Column<Guid>(type: "uuid", nullable: true),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notes", x => x.id);
                    table.ForeignKey(
                        name: "FK_notes_integration_centres_centre_key",
                        column: x => x.centre_key,
                        principalTable: "integration_centres",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notes_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notes_persons_written_by",
                        column: x => x.written_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "organisation_logos",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_logos", x => x.organisation_id);
                    table.CheckConstraint("organisation_logos_are_small", "width BETWEEN 1 AND 512 AND height BETWEEN 1 AND 512");
                    table.ForeignKey(
                        name: "FK_organisation_logos_organisations_organisation_id",
                        column: x => x.organisation_id,
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
                    licence = table.Column<string>(type: "text", nullable: true),
                    confidence = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_sources", x => new { x.organisation_id, x.name, x.external_id });
                    table.CheckConstraint("organisation_sources_have_a_name", "btrim(name) <> ''");
                    table.CheckConstraint("organisation_sources_were_retrieved_on_a_day", "isfinite(retrieved_on)");
                    table.ForeignKey(
                        name: "FK_organisation_sources_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

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
                    source_name = table.Column<string>(type: "text", nullable: true),
                    open_until = table.Column<DateOnly>(type: "date", nullable: true, computedColumnSql: "least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180)", stored: true),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, computedColumnSql: "(least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180) + 1)::timestamp AT TIME ZONE 'Europe/Berlin'", stored: true),
                    closed_by_centre = table.Column<string>(type: "text", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by_person = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_partner_calls", x => x.id);
                    table.CheckConstraint("partner_calls_are_closed_by_one", "num_nonnulls(closed_by, closed_by_centre) <= 1 AND (closed_by_person IS NULL OR num_nonnulls(closed_by, closed_by_centre) = 1)\nAND (closed_at IS NOT NULL OR num_nonnulls(closed_by, closed_by_centre) = 0) AND closed_by = organisation_id");
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
                name: "contact_persons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    task = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    named_by = table.Column<Guid>(type: "uuid", nullable: true),
                    named_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    consented_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    wording = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    consented_to = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_persons", x => x.id);
                    table.CheckConstraint("contact_persons_consent_to_words", "(consented_at IS NULL) = (wording IS NULL)");
                    table.ForeignKey(
                        name: "FK_contact_persons_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_contact_persons_persons_named_by",
                        column: x => x.named_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "hidden_contacts",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hidden_contacts", x => x.organisation_id);
                    table.ForeignKey(
                        name: "FK_hidden_contacts_organisations_organisation_id",
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

            migrationBuilder.CreateTable(
                name: "team_invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    invited_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accepted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_team_invitations", x => x.id);
                    table.CheckConstraint("team_invitations_role", "role IN ('Editor', 'Lead')");
                    table.ForeignKey(
                        name: "FK_team_invitations_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_team_invitations_persons_accepted_by",
                        column: x => x.accepted_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_team_invitations_persons_invited_by",
                        column: x => x.invited_by,
                        principalTable: "persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "message_links",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message_links", x => x.hash);
                    table.CheckConstraint("message_links_side", "side IN ('Sender', 'Recipient')");
                    table.ForeignKey(
                        name: "FK_message_links_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "trainings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    centre_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    topics = table.Column<string[]>(type: "text[]", nullable: false),
                    target_groups = table.Column<string[]>(type: "text[]", nullable: false),
                    languages = table.Column<string[]>(type: "text[]", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    first_start = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: true),
                    except_days = table.Column<DateOnly[]>(type: "date[]", nullable: false),
                    online = table.Column<bool>(type: "boolean", nullable: false),
                    place_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: true),
                    postcode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    point = table.Column<Point>(type: "geography(Point,4326)", nullable: true),
                    location = table.Column<Point>(type: "geography(Point,4326)", nullable: false),
                    precision = table.Column<string>(type: "text", nullable: false),
                    seats = table.Column<int>(type: "integer", nullable: true),
                    cost_cents = table.Column<int>(type: "integer", nullable: true),
                    cost_note = table.Column<string>(type: "text", nullable: true),
                    child_care = table.Column<bool>(type: "boolean", nullable: true),
                    accessibility = table.Column<string>(type: "text", nullable: true),
                    registration = table.Column<string>(type: "text", nullable: true),
                    register_until = table.Column<DateOnly>(type: "date", nullable: true),
                    certificate = table.Column<bool>(type: "boolean", nullable: true),
                    link = table.Column<string>(type: "text", nullable: true),
                    material_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    material_links = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    cancel_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    missing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source_name = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trainings", x => x.id);
                    table.CheckConstraint("trainings_are_of_this_century", "first_start >= '2000-01-01' AND first_start < '2100-01-01'");
                    table.CheckConstraint("trainings_are_short", "length(address) <= 200 AND length(cost_note) <= 200 AND length(accessibility) <= 500 AND length(registration) <= 500 AND length(link) <= 500 AND length(cancel_reason) <= 500 AND length(rule) <= 300");
                    table.CheckConstraint("trainings_are_short_lists", "cardinality(topics) <= 10 AND cardinality(target_groups) <= 10 AND cardinality(languages) <= 20 AND cardinality(except_days) <= 100");
                    table.CheckConstraint("trainings_have_one_provider", "(organisation_id IS NULL) <> (centre_key IS NULL)");
                    table.CheckConstraint("trainings_kind_is_known", "kind IN ('Training', 'Workshop', 'Series', 'ConsultationHours', 'Conference', 'NetworkMeeting')");
                    table.CheckConstraint("trainings_level_is_known", "level IN ('Any', 'Beginners', 'Advanced')");
                    table.CheckConstraint("trainings_materials_have_titles", "cardinality(material_titles) = cardinality(material_links) AND cardinality(material_links) <= 10");
                    table.CheckConstraint("trainings_numbers_are_likely", "minutes BETWEEN 5 AND 1440 AND seats BETWEEN 1 AND 100000 AND cost_cents BETWEEN 0 AND 10000000");
                    table.CheckConstraint("trainings_say_something", "btrim(title) <> '' AND length(title) <= 200 AND btrim(text) <> '' AND length(text) <= 5000 AND language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'");
                    table.CheckConstraint("trainings_slug_is_plain", "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120");
                    table.CheckConstraint("trainings_state_has_its_steps", "CASE state WHEN 'Draft' THEN published_at IS NULL AND cancelled_at IS NULL\n           WHEN 'Published' THEN published_at IS NOT NULL AND cancelled_at IS NULL\n           WHEN 'Cancelled' THEN published_at IS NOT NULL AND cancelled_at IS NOT NULL ELSE false END");
                    table.ForeignKey(
                        name: "FK_trainings_integration_centres_centre_key",
                        column: x => x.centre_key,
                        principalTable: "integration_centres",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_trainings_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_trainings_regions_place_key",
                        column: x => x.place_key,
                        principalTable: "regions",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "training_dates",
                columns: table => new
                {
                    training_id = table.Column<Guid>(type: "uuid", nullable: false),
                    planned = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    start = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    cancelled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_dates", x => new { x.training_id, x.planned });
                    table.CheckConstraint("training_dates_are_of_this_century", "start >= '2000-01-01' AND start < '2100-01-01'");
                    table.CheckConstraint("training_dates_take_a_while", "minutes BETWEEN 5 AND 1440 AND ends_at > starts_at");
                    table.ForeignKey(
                        name: "FK_training_dates_trainings_training_id",
                        column: x => x.training_id,
                        principalTable: "trainings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_sources",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    centre_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    is_kept = table.Column<bool>(type: "boolean", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: true),
                    e_tag = table.Column<string>(type: "text", nullable: true),
                    modified = table.Column<string>(type: "text", nullable: true),
                    visited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_training_sources", x => x.id);
                    table.CheckConstraint("training_sources_are_short", "length(name) BETWEEN 1 AND 500 AND length(failure) <= 500");
                    table.CheckConstraint("training_sources_have_one_provider", "(organisation_id IS NULL) <> (centre_key IS NULL)");
                    table.ForeignKey(
                        name: "FK_training_sources_integration_centres_centre_key",
                        column: x => x.centre_key,
                        principalTable: "integration_centres",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_training_sources_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "imported_trainings",
                columns: table => new
                {
                    training_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    centre_key = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false),
                    source_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imported_trainings", x => x.training_id);
                    table.CheckConstraint("imported_trainings_are_short", "length(key) BETWEEN 1 AND 200");
                    table.ForeignKey(
                        name: "FK_imported_trainings_training_sources_source_id",
                        column: x => x.source_id,
                        principalTable: "training_sources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_imported_trainings_trainings_training_id",
                        column: x => x.training_id,
                        principalTable: "trainings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contact_persons_hash",
                table: "contact_persons",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contact_persons_named_by",
                table: "contact_persons",
                column: "named_by");

            migrationBuilder.CreateIndex(
                name: "IX_contact_persons_organisation_id",
                table: "contact_persons",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_case_digests_key",
                table: "case_digests",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_tokens_hash",
                table: "access_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_tokens_person_id",
                table: "access_tokens",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_cases_email_created_at",
                table: "cases",
                columns: new[] { "email", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_network_hash_created_at",
                table: "cases",
                columns: new[] { "network_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_cases_open",
                table: "cases",
                columns: new[] { "seat", "created_at", "id" },
                filter: "state IN ('Waiting', 'AskedBack')");

            migrationBuilder.CreateIndex(
                name: "IX_cases_organisation_id",
                table: "cases",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_cases_person_id",
                table: "cases",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_centre_people_centre_key",
                table: "centre_people",
                column: "centre_key");

            migrationBuilder.CreateIndex(
                name: "IX_confirmed_senders_confirmed_at",
                table: "confirmed_senders",
                column: "confirmed_at");

            migrationBuilder.CreateIndex(
                name: "IX_cooperations_from_id_id",
                table: "cooperations",
                columns: new[] { "from_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_cooperations_to_id_id",
                table: "cooperations",
                columns: new[] { "to_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_claims_expires_at",
                table: "entry_claims",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_entry_claims_hash",
                table: "entry_claims",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_entry_claims_organisation_id_created_at",
                table: "entry_claims",
                columns: new[] { "organisation_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_claims_person_id_created_at",
                table: "entry_claims",
                columns: new[] { "person_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_entry_drafts_organisation_id",
                table: "entry_drafts",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_entry_drafts_saved_at",
                table: "entry_drafts",
                column: "saved_at");

            migrationBuilder.CreateIndex(
                name: "IX_import_uploads_expires_at",
                table: "import_uploads",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_import_uploads_person_id",
                table: "import_uploads",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_imports_centre_key_applied_at",
                table: "imports",
                columns: new[] { "centre_key", "applied_at" });

            migrationBuilder.CreateIndex(
                name: "IX_imports_person_id",
                table: "imports",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_imports_undone_by",
                table: "imports",
                column: "undone_by");

            migrationBuilder.CreateIndex(
                name: "IX_integration_centres_except_region_key",
                table: "integration_centres",
                column: "except_region_key");

            migrationBuilder.CreateIndex(
                name: "IX_integration_centres_region_key",
                table: "integration_centres",
                column: "region_key");

            migrationBuilder.CreateIndex(
                name: "IX_invitations_centre_key",
                table: "invitations",
                column: "centre_key");

            migrationBuilder.CreateIndex(
                name: "IX_invitations_key_hash",
                table: "invitations",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_invitations_organisation_id_sent_at",
                table: "invitations",
                columns: new[] { "organisation_id", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "IX_invitations_sent_by",
                table: "invitations",
                column: "sent_by");

            migrationBuilder.CreateIndex(
                name: "IX_letters_centre_key_issued_on_id",
                table: "letters",
                columns: new[] { "centre_key", "issued_on", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_letters_issued_by",
                table: "letters",
                column: "issued_by");

            migrationBuilder.CreateIndex(
                name: "IX_letters_number",
                table: "letters",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_letters_organisation_id",
                table: "letters",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_mailing_consents_given_by",
                table: "mailing_consents",
                column: "given_by");

            migrationBuilder.CreateIndex(
                name: "IX_mails_due_at",
                table: "mails",
                column: "due_at",
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_mails_ended_at",
                table: "mails",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "IX_mails_message_id",
                table: "mails",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_memberships_umbrella_id",
                table: "memberships",
                column: "umbrella_id");

            migrationBuilder.CreateIndex(
                name: "IX_message_links_message_id",
                table: "message_links",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "IX_messages_confirm_hash",
                table: "messages",
                column: "confirm_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_messages_created_at",
                table: "messages",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_messages_organisation_id_created_at",
                table: "messages",
                columns: new[] { "organisation_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_messages_sender_key_created_at",
                table: "messages",
                columns: new[] { "sender_key", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_notes_centre_key",
                table: "notes",
                column: "centre_key");

            migrationBuilder.CreateIndex(
                name: "IX_notes_organisation_id_centre_key_on",
                table: "notes",
                columns: new[] { "organisation_id", "centre_key", "on" });

            migrationBuilder.CreateIndex(
                name: "IX_notes_written_by",
                table: "notes",
                column: "written_by");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_people_organisation_id",
                table: "organisation_people",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_sources_name_external_id",
                table: "organisation_sources",
                columns: new[] { "name", "external_id" },
                unique: true,
                filter: "external_id <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_active_in",
                table: "organisations",
                column: "active_in")
                .Annotation("Npgsql:IndexMethod", "gin");

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
                name: "IX_organisations_terms",
                table: "organisations",
                columns: new[] { "topics", "target_groups", "offers", "languages", "origins" })
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "IX_organisations_updated_at_id",
                table: "organisations",
                columns: new[] { "updated_at", "id" });

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

            migrationBuilder.CreateIndex(
                name: "IX_person_claims_user_id",
                table: "person_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_logins_user_id",
                table: "person_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_passkeys_user_id",
                table: "person_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "persons",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "persons",
                column: "normalized_user_name",
                unique: true);

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
                name: "IX_region_shapes_geometry",
                table: "region_shapes",
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
                name: "IX_registrations_hash",
                table: "registrations",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registrations_person_id_submitted_at",
                table: "registrations",
                columns: new[] { "person_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "IX_registrations_saved_at",
                table: "registrations",
                column: "saved_at");

            migrationBuilder.CreateIndex(
                name: "IX_saved_searches_address_key_subject_query",
                table: "saved_searches",
                columns: new[] { "address_key", "subject", "query" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_saved_searches_due_at",
                table: "saved_searches",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_saved_searches_key",
                table: "saved_searches",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_saved_searches_person_id_subject_query",
                table: "saved_searches",
                columns: new[] { "person_id", "subject", "query" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_person_id",
                table: "sessions",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_browser_hash_created_at",
                table: "sign_in_requests",
                columns: new[] { "browser_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_claimed_id",
                table: "sign_in_requests",
                column: "claimed_id");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_expires_at",
                table: "sign_in_requests",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_link_hash",
                table: "sign_in_requests",
                column: "link_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_network_hash_created_at",
                table: "sign_in_requests",
                columns: new[] { "network_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_normalized_email_created_at",
                table: "sign_in_requests",
                columns: new[] { "normalized_email", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_sign_in_requests_person_id",
                table: "sign_in_requests",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_team_invitations_accepted_by",
                table: "team_invitations",
                column: "accepted_by");

            migrationBuilder.CreateIndex(
                name: "IX_team_invitations_expires_at",
                table: "team_invitations",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_team_invitations_hash",
                table: "team_invitations",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_team_invitations_invited_by",
                table: "team_invitations",
                column: "invited_by");

            migrationBuilder.CreateIndex(
                name: "IX_team_invitations_organisation_id",
                table: "team_invitations",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_terms_vocabulary_broader",
                table: "terms",
                columns: new[] { "vocabulary", "broader" });

            migrationBuilder.CreateIndex(
                name: "IX_training_dates_starts_at_training_id",
                table: "training_dates",
                columns: new[] { "starts_at", "training_id" });

            migrationBuilder.CreateIndex(
                name: "IX_imported_trainings_organisation_id_centre_key_key",
                table: "imported_trainings",
                columns: new[] { "organisation_id", "centre_key", "key" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "IX_imported_trainings_source_id",
                table: "imported_trainings",
                column: "source_id");

            migrationBuilder.CreateIndex(
                name: "IX_training_sources_centre_key",
                table: "training_sources",
                column: "centre_key");

            migrationBuilder.CreateIndex(
                name: "IX_training_sources_organisation_id_centre_key_name",
                table: "training_sources",
                columns: new[] { "organisation_id", "centre_key", "name" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "IX_trainings_centre_key",
                table: "trainings",
                column: "centre_key");

            migrationBuilder.CreateIndex(
                name: "IX_trainings_location",
                table: "trainings",
                column: "location")
                .Annotation("Npgsql:IndexMethod", "gist");

            migrationBuilder.CreateIndex(
                name: "IX_trainings_organisation_id",
                table: "trainings",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "IX_trainings_place_key",
                table: "trainings",
                column: "place_key");

            migrationBuilder.CreateIndex(
                name: "IX_trainings_slug",
                table: "trainings",
                column: "slug",
                unique: true);

            SchemaSql.Run(migrationBuilder, SchemaSql.AfterTables);
        }

        internal void Describe(ModelBuilder modelBuilder) => BuildTargetModel(modelBuilder);
    }
}
