using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Trainings;

namespace MsoNetwork.TrainingImport;

/// <summary>Where a provider's trainings come from: the address of a calendar, or a file by its name.</summary>
public sealed class TrainingSource
{
    /// <summary>So long a file or calendar waits for somebody to say that it is meant.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    /// <summary>Whose it is: an organisation's, or <see cref="CentreKey"/>'s.</summary>
    public Guid? OrganisationId { get; init; }

    public string? CentreKey { get; init; }

    /// <summary>The address, or the file's name; the same name again is the same source.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is fetched every hour.</summary>
    public bool IsKept { get; set; }

    /// <summary>What was brought and is not imported yet.</summary>
    public byte[]? Bytes { get; set; }

    public string? ETag { get; set; }

    public string? Modified { get; set; }

    /// <summary>When it was last brought or fetched.</summary>
    public DateTimeOffset VisitedAt { get; set; }

    /// <summary>Why it could not be fetched or read; null when it could.</summary>
    public string? Failure { get; set; }

    /// <summary>Null for a file.</summary>
    public Uri? Address => Uri.TryCreate(Name, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
}

/// <summary>What a source last said of a training: so what was changed here by hand can be told from what the source changed.</summary>
public sealed class ImportedTraining
{
    public required Guid TrainingId { get; init; }

    public Guid? OrganisationId { get; init; }

    public string? CentreKey { get; init; }

    /// <summary>Which of a provider's trainings it is: the UID of its calendar, or what a table calls it.</summary>
    public required string Key { get; init; }

    /// <summary>The source that had it last.</summary>
    public Guid SourceId { get; set; }

    /// <summary>SEQUENCE of a calendar.</summary>
    public int Sequence { get; set; }

    /// <summary>A <see cref="SourcedFields"/> as JSON.</summary>
    public string Facts { get; set; } = "{}";
}

internal sealed class TrainingSourceConfiguration : IEntityTypeConfiguration<TrainingSource>, IEntityTypeConfiguration<ImportedTraining>
{
    public void Configure(EntityTypeBuilder<TrainingSource> builder)
    {
        builder.ToTable("training_sources", table =>
        {
            table.HasCheckConstraint("training_sources_have_one_provider", "(organisation_id IS NULL) <> (centre_key IS NULL)");
            table.HasCheckConstraint("training_sources_are_short", "length(name) BETWEEN 1 AND 500 AND length(failure) <= 500");
        });
        builder.Property(source => source.Id).ValueGeneratedNever();
        builder.Property(source => source.CentreKey).UseCollation("C");
        builder.Ignore(source => source.Address);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(source => source.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<IntegrationCentre>().WithMany().HasForeignKey(source => source.CentreKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(source => new { source.OrganisationId, source.CentreKey, source.Name }).IsUnique().AreNullsDistinct(false);
        builder.HasIndex(source => source.CentreKey);
    }

    public void Configure(EntityTypeBuilder<ImportedTraining> builder)
    {
        builder.ToTable("imported_trainings", table => table.HasCheckConstraint(
            "imported_trainings_are_short", "length(key) BETWEEN 1 AND 200"));
        builder.HasKey(imported => imported.TrainingId);
        builder.Property(imported => imported.TrainingId).ValueGeneratedNever();
        builder.Property(imported => imported.CentreKey).UseCollation("C");
        builder.Property(imported => imported.Facts).HasColumnType("jsonb");
        builder.HasOne<Training>().WithOne().HasForeignKey<ImportedTraining>(imported => imported.TrainingId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<TrainingSource>().WithMany().HasForeignKey(imported => imported.SourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(imported => new { imported.OrganisationId, imported.CentreKey, imported.Key }).IsUnique().AreNullsDistinct(false);
        builder.HasIndex(imported => imported.SourceId);
    }
}
