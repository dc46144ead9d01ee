using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Organisations.Fields;
using MsoNetwork.Regions;

namespace MsoNetwork.Organisations;

internal sealed class OrganisationConfiguration :
    IEntityTypeConfiguration<Organisation>, IEntityTypeConfiguration<ProtectedPlace>, IEntityTypeConfiguration<HiddenContact>,
    IEntityTypeConfiguration<OrganisationSource>, IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisations", table =>
        {
            table.HasCheckConstraint("organisations_slug_is_plain", "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120");
            table.HasCheckConstraint("organisations_name_is_given", "btrim(name) <> '' AND length(name) <= 300");
            table.HasCheckConstraint("organisations_founded_in_a_year", "founded_year BETWEEN 1800 AND 2100");
            table.HasCheckConstraint("organisations_postcode_has_five_digits", "postcode ~ '^[0-9]{5}$'");
            table.HasCheckConstraint("organisations_seat_is_a_municipality", "length(municipality_key) = 8");
            table.HasCheckConstraint("organisations_protected_places_are_not_here",
                "NOT location_protected OR (street IS NULL AND postcode IS NULL AND precision = 'Municipality')");
            table.HasCheckConstraint("organisations_contact_audience_is_known",
                "contact_visible_to IN ('Public', 'Members', 'Centres', 'Nobody')");
            table.HasCheckConstraint("organisations_hidden_contacts_are_not_here",
                "contact_visible_to = 'Public' OR (email IS NULL AND phone IS NULL)");
            table.HasCheckConstraint("organisations_verified_on_a_day", "(verification = 'Unverified') = (verified_on IS NULL)");
            table.HasCheckConstraint("organisations_status_is_known", "status IN ('Active', 'Inactive', 'Dissolved')");
            table.HasCheckConstraint("organisations_precision_is_known", "precision IN ('Address', 'Postcode', 'Municipality')");
            table.HasCheckConstraint(
                "organisations_verification_is_known",
                "verification IN ('Unverified', 'ConfirmedByOrganisation', 'VerifiedByCentre')"
            );
            table.HasCheckConstraint("organisations_are_not_updated_before_they_exist", "updated_at >= created_at");
        });
        builder.HasKey(organisation => organisation.Id);
        builder.Property(organisation => organisation.Id).ValueGeneratedNever();
        builder.Property(organisation => organisation.Slug).UseCollation("C");
        builder.Property(organisation => organisation.SortName).UseCollation("C");
        builder.Property(organisation => organisation.MunicipalityKey).UseCollation("C");
        builder.Property(organisation => organisation.LegalForm).HasConversion<string>();
        builder.Property(organisation => organisation.Status).HasConversion<string>();
        builder.Property(organisation => organisation.Verification).HasConversion<string>();
        builder.Property(organisation => organisation.Precision).HasConversion<string>();
        builder.Property(organisation => organisation.ContactVisibleTo).HasConversion<string>()
            .HasDefaultValueSql("'Public'").ValueGeneratedNever();
        builder.Property(organisation => organisation.Location).HasColumnType("geography(Point,4326)");
        builder.Property(organisation => organisation.Version).HasColumnName("xmin").IsRowVersion();
        builder.Property(organisation => organisation.Descriptions).IsByLanguage();
        // The other texts by language: this model makes their columns, statements of their own read and write them.
        foreach (var text in OrganisationFields.ByLanguage.Where(text => text.Column != "descriptions"))
            builder.Property<string>(text.Column).IsRequired()
                .HasColumnName(text.Column).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        builder.HasOne<Region>().WithMany().HasForeignKey(organisation => organisation.MunicipalityKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(organisation => organisation.Slug).IsUnique();
        builder.HasIndex(organisation => organisation.Location).HasMethod("gist");
        builder.HasIndex(organisation => new { organisation.SortName, organisation.Id });
        builder.HasIndex(organisation => new { organisation.UpdatedAt, organisation.Id });
        builder.HasIndex(organisation => new { organisation.MunicipalityKey, organisation.SortName });
        builder
            .HasIndex(organisation => new
            {
                organisation.Topics,
                organisation.TargetGroups,
                organisation.Offers,
                organisation.Languages,
                organisation.Origins,
            })
            .HasDatabaseName("IX_organisations_terms")
            .HasMethod("gin");
        builder.HasIndex(organisation => organisation.ActiveIn).HasMethod("gin");
    }

    public void Configure(EntityTypeBuilder<ProtectedPlace> builder)
    {
        builder.ToTable("protected_places");
        builder.HasKey(place => place.OrganisationId);
        builder.Property(place => place.Location).HasColumnType("geography(Point,4326)");
        builder
            .HasOne<Organisation>()
            .WithOne()
            .HasForeignKey<ProtectedPlace>(place => place.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HiddenContact> builder)
    {
        builder.ToTable("hidden_contacts");
        builder.HasKey(contact => contact.OrganisationId);
        builder
            .HasOne<Organisation>()
            .WithOne()
            .HasForeignKey<HiddenContact>(contact => contact.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OrganisationSource> builder)
    {
        builder.ToTable("organisation_sources", table =>
        {
            table.HasCheckConstraint("organisation_sources_have_a_name", "btrim(name) <> ''");
            // "infinity" would lead for ever
            table.HasCheckConstraint("organisation_sources_were_retrieved_on_a_day", "isfinite(retrieved_on)");
        });
        builder.Property(source => source.Confidence).HasConversion<string>();
        builder.HasKey(source => new { source.OrganisationId, source.Name, source.ExternalId });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(source => source.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(source => new { source.Name, source.ExternalId }).IsUnique().HasFilter("external_id <> ''");
    }

    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships", table =>
            table.HasCheckConstraint("memberships_join_two", "member_id <> umbrella_id"));
        builder.HasKey(membership => new { membership.MemberId, membership.UmbrellaId });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(membership => membership.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(membership => membership.UmbrellaId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(membership => membership.UmbrellaId);
    }
}

/// <summary>How tables keep texts by language.</summary>
internal static class TextsByLanguage
{
    public static void IsByLanguage(this PropertyBuilder<Dictionary<string, string>> property) =>
        property.HasColumnType("jsonb").HasConversion(
            texts => JsonSerializer.Serialize(texts, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, string>>(
                (left, right) => left!.OrderBy(text => text.Key).SequenceEqual(right!.OrderBy(text => text.Key)),
                texts => texts.Count,
                texts => new Dictionary<string, string>(texts)));
}
