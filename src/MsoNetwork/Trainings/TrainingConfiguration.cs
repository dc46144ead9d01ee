using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Sql;

namespace MsoNetwork.Trainings;

internal sealed class TrainingConfiguration : IEntityTypeConfiguration<Training>, IEntityTypeConfiguration<TrainingDate>
{
    private const string Clock = "timestamp without time zone", Geography = "geography(Point,4326)";

    public void Configure(EntityTypeBuilder<Training> builder)
    {
        builder.ToTable("trainings", table =>
        {
            void Check(string rule, string sql) => table.HasCheckConstraint("trainings_" + rule, sql);
            Check("slug_is_plain", SqlChecks.PlainSlug);
            Check("have_one_provider", "(organisation_id IS NULL) <> (centre_key IS NULL)");
            Check("kind_is_known", SqlChecks.IsOneOf<TrainingKind>("kind"));
            Check("level_is_known", SqlChecks.IsOneOf<TrainingLevel>("level"));
            Check("say_something",
                "btrim(title) <> '' AND length(title) <= 200 AND btrim(text) <> '' AND length(text) <= 5000 AND language ~ "
                + "'^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'");
            Check("are_short",
                "length(address) <= 200 AND length(cost_note) <= 200 AND length(accessibility) <= 500 AND length(registration) <= 500 "
                + "AND length(link) <= 500 AND length(cancel_reason) <= 500 AND length(rule) <= 300");
            Check("are_short_lists",
                "cardinality(topics) <= 10 AND cardinality(target_groups) <= 10 AND cardinality(languages) <= 20 AND "
                + "cardinality(except_days) <= 100");
            Check("materials_have_titles",
                "cardinality(material_titles) = cardinality(material_links) AND cardinality(material_links) <= 10");
            Check("numbers_are_likely",
                "minutes BETWEEN 5 AND 1440 AND seats BETWEEN 1 AND 100000 AND cost_cents BETWEEN 0 AND 10000000");
            Check("are_of_this_century", "first_start >= '2000-01-01' AND first_start < '2100-01-01'");
            Check("state_has_its_steps", """
                CASE state WHEN 'Draft' THEN published_at IS NULL AND cancelled_at IS NULL
                           WHEN 'Published' THEN published_at IS NOT NULL AND cancelled_at IS NULL
                           WHEN 'Cancelled' THEN published_at IS NOT NULL AND cancelled_at IS NOT NULL ELSE false END
                """);
        });
        builder.Property(training => training.Id).ValueGeneratedNever();
        builder.Property(training => training.Slug).UseCollation("C");
        builder.Property(training => training.PlaceKey).UseCollation("C");
        builder.Property(training => training.CentreKey).UseCollation("C");
        builder.Property(training => training.Postcode).UseCollation("C");
        builder.Property(training => training.Point).HasColumnType(Geography);
        // A trigger writes both, whoever writes the row.
        builder.Property(training => training.Location).HasColumnType(Geography).ValueGeneratedOnAddOrUpdate();
        builder.Property(training => training.Precision).HasConversion<string>().ValueGeneratedOnAddOrUpdate();
        builder.Ignore(training => training.Materials);
        builder.Property(training => training.Kind).HasConversion<string>();
        builder.Property(training => training.Level).HasConversion<string>();
        builder.Property(training => training.State).HasConversion<string>();
        builder.Property(training => training.FirstStart).HasColumnType(Clock);
        builder.Property(training => training.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(training => training.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<IntegrationCentre>().WithMany().HasForeignKey(training => training.CentreKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Region>().WithMany().HasForeignKey(training => training.PlaceKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(training => training.Dates).WithOne().HasForeignKey(date => date.TrainingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(training => training.Location).HasMethod("gist");
        builder.HasIndex(training => training.Slug).IsUnique();
        builder.HasIndex(training => training.OrganisationId);
        builder.HasIndex(training => training.CentreKey);
    }

    public void Configure(EntityTypeBuilder<TrainingDate> builder)
    {
        builder.ToTable("training_dates", table =>
        {
            table.HasCheckConstraint("training_dates_take_a_while", "minutes BETWEEN 5 AND 1440 AND ends_at > starts_at");
            table.HasCheckConstraint("training_dates_are_of_this_century", "start >= '2000-01-01' AND start < '2100-01-01'");
        });
        builder.HasKey(date => new { date.TrainingId, date.Planned });
        builder.Property(date => date.Planned).HasColumnType(Clock);
        builder.Property(date => date.Start).HasColumnType(Clock);
        builder.Ignore(date => date.End);
        builder.HasIndex(date => new { date.StartsAt, date.TrainingId });
    }
}
