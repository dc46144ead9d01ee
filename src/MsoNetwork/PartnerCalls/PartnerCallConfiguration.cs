using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.PartnerCalls;

internal sealed class PartnerCallConfiguration : IEntityTypeConfiguration<PartnerCall>, IEntityTypeConfiguration<PartnerCallResponse>
{
    // Days of Berlin, whose clock PostgreSQL knows everywhere.
    private const string OpenUntil = "least(deadline, ends_on, (opened_at AT TIME ZONE 'Europe/Berlin')::date + 180)";

    public void Configure(EntityTypeBuilder<PartnerCall> builder)
    {
        builder.ToTable("partner_calls", table =>
        {
            table.HasCheckConstraint("partner_calls_slug_is_plain", "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120");
            table.HasCheckConstraint("partner_calls_direction_is_known", "direction IN ('Seeks', 'Offers')");
            table.HasCheckConstraint(
                "partner_calls_subject_is_known",
                "subject IN ('ProjectPartner', 'Mentoring', 'Rooms', 'Equipment', 'Volunteers', 'Speakers', 'Interpreting', 'TrainingPlace', 'FundingConsortium', 'Other')"
            );
            table.HasCheckConstraint("partner_calls_contact_way_is_known", "contact_way IN ('Platform', 'Email', 'Phone', 'Website')");
            table.HasCheckConstraint(
                "partner_calls_consortia_name_their_line",
                "(subject = 'FundingConsortium') = (funding_line IS NOT NULL) AND (btrim(funding_line) <> '' AND length(funding_line) <= 200) IS NOT FALSE"
            );
            table.HasCheckConstraint("partner_calls_have_texts", "partner_call_texts_are_good(titles, texts)");
            table.HasCheckConstraint("partner_calls_say_where", "(cardinality(regions) > 0) <> (place_key IS NOT NULL)");
            table.HasCheckConstraint(
                "partner_calls_places_have_a_radius",
                "(place_key IS NULL) = (radius_km IS NULL) AND (radius_km BETWEEN 1 AND 500) IS NOT FALSE AND (length(place_key) = 8) IS NOT FALSE"
            );
            table.HasCheckConstraint("partner_calls_end_after_they_start", "ends_on >= starts_on");
            table.HasCheckConstraint("partner_calls_days_are_of_this_century",
                "least(starts_on, ends_on, deadline) >= '2000-01-01' AND greatest(starts_on, ends_on, deadline) < '2100-01-01'");
            table.HasCheckConstraint("partner_calls_look_for_some_partners", "partners BETWEEN 1 AND 100");
            table.HasCheckConstraint(
                "partner_calls_are_short_lists",
                "cardinality(topics) <= 10 AND cardinality(target_groups) <= 10 AND cardinality(languages) <= 20 AND cardinality(regions) <= 20"
            );
            table.HasCheckConstraint(
                "partner_calls_state_has_its_steps",
                """
                CASE state WHEN 'Draft' THEN opened_at IS NULL AND closed_at IS NULL
                           WHEN 'Open' THEN opened_at IS NOT NULL AND closed_at IS NULL
                           WHEN 'Filled' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL
                           WHEN 'Withdrawn' THEN opened_at IS NOT NULL AND closed_at IS NOT NULL ELSE false END
                AND (closed_by_centre IS NULL OR state = 'Withdrawn')
                """);
            table.HasCheckConstraint(
                "partner_calls_are_closed_by_one",
                $"{DoneByColumns.Rule("closed_by", "closed_at")} AND closed_by = organisation_id"
            );
            // Whoever writes an open call writes one that is still open then.
            table.HasCheckConstraint("partner_calls_are_open_ahead", "state <> 'Open' OR closes_at > updated_at");
        });
        builder.HasKey(call => call.Id);
        builder.Property(call => call.Id).ValueGeneratedNever();
        builder.Property(call => call.Slug).UseCollation("C");
        builder.Property(call => call.PlaceKey).UseCollation("C");
        builder.Property(call => call.Direction).HasConversion<string>();
        builder.Property(call => call.Subject).HasConversion<string>();
        builder.Property(call => call.ContactWay).HasConversion<string>();
        builder.Property(call => call.State).HasConversion<string>();
        builder.Property(call => call.Version).HasDefaultValue(1);
        builder.Property(call => call.Areas).HasDefaultValueSql("'{}'");
        Texts(builder.Property(call => call.Titles));
        Texts(builder.Property(call => call.Texts));
        builder.Property(call => call.OpenUntil).HasComputedColumnSql(OpenUntil, stored: true);
        builder
            .Property(call => call.ClosesAt)
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
            table.HasCheckConstraint("partner_call_responses_state_is_known", "state IN ('Sent', 'Accepted', 'Declined', 'Withdrawn')");
            table.HasCheckConstraint(
                "partner_call_responses_are_short",
                "btrim(message) <> '' AND length(message) <= 4000 AND btrim(contact) <> '' AND length(contact) <= 300"
            );
            table.HasCheckConstraint(
                "partner_call_responses_withdrawn_say_nothing",
                "(state = 'Withdrawn') = (message IS NULL) AND (state = 'Withdrawn') = (contact IS NULL)"
            );
        });
        builder.HasKey(response => response.Id);
        builder.Property(response => response.Id).ValueGeneratedNever();
        builder.Property(response => response.State).HasConversion<string>();
        builder.HasOne<PartnerCall>().WithMany().HasForeignKey(response => response.CallId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(response => response.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(response => new { response.CallId, response.Id });
        builder.HasIndex(response => new { response.OrganisationId, response.Id });
        builder
            .HasIndex(response => new { response.CallId, response.OrganisationId })
            .IsUnique()
            .HasFilter("state = 'Sent'")
            .HasDatabaseName("partner_call_responses_open_once");
    }

    private static void Texts(PropertyBuilder<Dictionary<string, string>> property) => property.HasColumnType("jsonb").HasConversion(
        texts => JsonSerializer.Serialize(texts, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
        new ValueComparer<Dictionary<string, string>>(
            (left, right) => left!.OrderBy(text => text.Key).SequenceEqual(right!.OrderBy(text => text.Key)),
            texts => texts.Count,
            texts => new Dictionary<string, string>(texts)));
}
