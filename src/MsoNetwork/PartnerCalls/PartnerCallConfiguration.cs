using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Sql;

namespace MsoNetwork.PartnerCalls;

internal sealed class PartnerCallConfiguration : IEntityTypeConfiguration<PartnerCall>, IEntityTypeConfiguration<PartnerCallResponse>
{
    // Days of Berlin, whose clock PostgreSQL knows everywhere.
    private const string OpenUntil = "least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180)";

    public void Configure(EntityTypeBuilder<PartnerCall> builder)
    {
        builder.ToTable("partner_calls", table =>
        {
            void Check(string rule, string sql) => table.HasCheckConstraint("partner_calls_" + rule, sql);
            Check("slug_is_plain", SqlChecks.PlainSlug);
            Check("direction_is_known", SqlChecks.IsOneOf<PartnerCallDirection>("direction"));
            Check("subject_is_known", SqlChecks.IsOneOf<PartnerCallSubject>("subject"));
            Check("contact_way_is_known", SqlChecks.IsOneOf<ContactWay>("contact_way"));
            Check("consortia_name_their_line",
                "(subject = 'FundingConsortium') = (funding_line IS NOT NULL) AND (btrim(funding_line) <> '' AND length(funding_line) <= "
                + "200) IS NOT FALSE");
            Check("have_texts", "partner_call_texts_are_good(titles, texts)");
            Check("say_where", "(cardinality(regions) > 0) <> (place_key IS NOT NULL)");
            Check("places_have_a_radius",
                "(place_key IS NULL) = (radius_km IS NULL) AND (radius_km BETWEEN 1 AND 500) IS NOT FALSE AND (length(place_key) = 8) IS "
                + "NOT FALSE");
            Check("end_after_they_start", "ends_on >= starts_on");
            Check("days_are_of_this_century",
                "least(starts_on, ends_on, deadline) >= '2000-01-01' AND greatest(starts_on, ends_on, deadline) < '2100-01-01'");
            Check("look_for_some_partners", "partners BETWEEN 1 AND 100");
            Check("are_short_lists",
                "cardinality(topics) <= 10 AND cardinality(target_groups) <= 10 AND cardinality(languages) <= 20 AND cardinality(regions) "
                + "<= 20");
            Check("state_has_its_steps", """
                CASE state WHEN 'Draft' THEN opened_at IS NULL AND closed_at IS NULL
                           WHEN 'Open' THEN opened_at IS NOT NULL AND closed_at IS NULL
                           WHEN 'Filled' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL
                           WHEN 'Withdrawn' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL ELSE false END
                AND (closed_by_centre IS NULL OR state = 'Withdrawn')
                """);
            Check("are_closed_by_one", $"{DoneByColumns.Rule("closed_by", "closed_at")} AND closed_by = organisation_id");
            // Whoever writes an open call writes one that is still open then.
            Check("are_open_ahead", "state <> 'Open' OR closes_at > updated_at");
        });
        builder.Property(call => call.Id).ValueGeneratedNever();
        builder.Property(call => call.Slug).UseCollation("C");
        builder.Property(call => call.PlaceKey).UseCollation("C");
        builder.Property(call => call.Direction).HasConversion<string>();
        builder.Property(call => call.Subject).HasConversion<string>();
        builder.Property(call => call.ContactWay).HasConversion<string>();
        builder.Property(call => call.State).HasConversion<string>();
        builder.Property(call => call.Version).HasDefaultValue(1);
        builder.Property(call => call.Areas).HasDefaultValueSql("'{}'");
        builder.Property(call => call.Titles).IsByLanguage();
        builder.Property(call => call.Texts).IsByLanguage();
        builder.Property(call => call.OpenUntil).HasComputedColumnSql(OpenUntil, stored: true);
        builder.Property(call => call.ClosesAt)
            .HasComputedColumnSql($"({OpenUntil} + 1)::timestamp AT TIME ZONE 'Europe/Berlin'", stored: true);
        builder.DoneBy(call => call.ClosedBy, "closed_by");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(call => call.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Region>().WithMany().HasForeignKey(call => call.PlaceKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(call => call.Slug).IsUnique();
        builder.HasIndex(call => new { call.OrganisationId, call.Id });
    }

    public void Configure(EntityTypeBuilder<PartnerCallResponse> builder)
    {
        builder.ToTable("partner_call_responses", table =>
        {
            void Check(string rule, string sql) => table.HasCheckConstraint("partner_call_responses_" + rule, sql);
            Check("state_is_known", SqlChecks.IsOneOf<ResponseState>("state"));
            Check("are_short", "btrim(message) <> '' AND length(message) <= 4000 AND btrim(contact) <> '' AND length(contact) <= 300");
            Check("withdrawn_say_nothing", "(state = 'Withdrawn') = (message IS NULL) AND (state = 'Withdrawn') = (contact IS NULL)");
        });
        builder.Property(response => response.Id).ValueGeneratedNever();
        builder.Property(response => response.State).HasConversion<string>();
        builder.HasOne<PartnerCall>().WithMany().HasForeignKey(response => response.CallId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(response => response.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(response => new { response.CallId, response.Id });
        builder.HasIndex(response => new { response.OrganisationId, response.Id });
        builder.HasIndex(response => new { response.CallId, response.OrganisationId }).IsUnique()
            .HasFilter("state = 'Sent'").HasDatabaseName("partner_call_responses_open_once");
    }
}
