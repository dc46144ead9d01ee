using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;

namespace MsoNetwork.Import;

/// <summary>A file that was imported in the browser: who did it, what became of it, and how it is taken back.</summary>
public sealed class FinishedImport
{
    public Guid Id { get; set; }

    /// <summary>Null when the person's account is gone.</summary>
    public Guid? PersonId { get; set; }
    public string? CentreKey { get; set; }
    public string FileName { get; set; } = "";
    public string Source { get; set; } = "";
    public DateTimeOffset AppliedAt { get; set; }
    public int Created { get; set; }
    public int Updated { get; set; }
    public int Same { get; set; }

    /// <summary>Rows that were not taken.</summary>
    public int Left { get; set; }

    /// <summary>The sets of the log that it wrote.</summary>
    public long[] ChangeSets { get; set; } = [];
    public DateTimeOffset? UndoneAt { get; set; }
    public Guid? UndoneBy { get; set; }

    /// <summary>What could not be taken back, as JSON: see <see cref="KeptChange"/>.</summary>
    public string? Kept { get; set; }
    public int Restored { get; set; }
    public int Removed { get; set; }

    public bool IsUndone => UndoneAt is not null;
}

internal sealed class FinishedImportConfiguration : IEntityTypeConfiguration<FinishedImport>
{
    public void Configure(EntityTypeBuilder<FinishedImport> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(200);
        builder.Property(import => import.Source).HasMaxLength(300);
        builder.Property(import => import.Kept).HasColumnType("jsonb");
        builder.Ignore(import => import.IsUndone);
        builder.HasIndex(import => new { import.CentreKey, import.AppliedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(import => import.PersonId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(import => import.UndoneBy).OnDelete(DeleteBehavior.SetNull);
    }
}
