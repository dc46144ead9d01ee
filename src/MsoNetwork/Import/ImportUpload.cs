using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;

namespace MsoNetwork.Import;

/// <summary>A file that somebody works on: gone when it is imported, thrown away or too old. Only who brought it sees it.</summary>
public sealed class ImportUpload
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>The centre in whose name it is imported; null: an administrator's.</summary>
    public string? CentreKey { get; set; }

    /// <summary>As the person's machine called it; shown, never opened.</summary>
    public string FileName { get; set; } = "";

    /// <summary>What the merge calls the source.</summary>
    public string Source { get; set; } = "";

    /// <summary>A workbook, or CSV in UTF-8, whatever it was before.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>It was no UTF-8 and was read as Windows-1252 or UTF-16: whoever looks should look at the umlauts.</summary>
    public bool WasRecoded { get; set; }

    /// <summary>For each of its columns the one that it is, or empty: none.</summary>
    public string[] Columns { get; set; } = [];

    /// <summary>Whether a person has looked at the columns.</summary>
    public bool IsMatched { get; set; }

    /// <summary>What was decided of rows, as JSON by row: see <see cref="RowDecisions"/>.</summary>
    public string Decisions { get; set; } = "{}";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class ImportUploadConfiguration : IEntityTypeConfiguration<ImportUpload>
{
    public void Configure(EntityTypeBuilder<ImportUpload> builder)
    {
        builder.ToTable("import_uploads");
        builder.HasKey(upload => upload.Id);
        builder.Property(upload => upload.Id).ValueGeneratedNever();
        builder.Property(upload => upload.FileName).HasMaxLength(200);
        builder.Property(upload => upload.Source).HasMaxLength(300);
        builder.Property(upload => upload.Decisions).HasColumnType("jsonb");
        builder.HasIndex(upload => upload.PersonId);
        builder.HasIndex(upload => upload.ExpiresAt);
        builder.HasOne<Person>().WithMany().HasForeignKey(upload => upload.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
