using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Vocabularies;

/// <summary>The controlled vocabularies. Languages use BCP 47 tags, origins ISO 3166-1 alpha-2 or a community's key.</summary>
public enum VocabularyName
{
    Topics,
    TargetGroups,
    Offers,
    OrganisationKinds,
    Languages,
    Origins,
}

/// <summary>A term's row; labels are kept apart, one per language.</summary>
public sealed class TermEntry
{
    public required VocabularyName Vocabulary { get; init; }
    public required string Key { get; init; }
    public string? Broader { get; set; }
    public required int Position { get; set; }
}

/// <summary>A term's label in one language, with the other words people type for it.</summary>
public sealed class TermLabel
{
    public required VocabularyName Vocabulary { get; init; }
    public required string Key { get; init; }
    public required string Language { get; init; }
    public required string Label { get; set; }

    /// <summary>False while nobody who speaks the language has read it.</summary>
    public required bool Reviewed { get; set; }
    public required string[] Synonyms { get; set; }
}

internal sealed class TermConfiguration : IEntityTypeConfiguration<TermEntry>, IEntityTypeConfiguration<TermLabel>
{
    public void Configure(EntityTypeBuilder<TermEntry> builder)
    {
        builder.ToTable("terms", table =>
        {
            table.HasCheckConstraint("terms_key_is_plain", "key ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$'");
            table.HasCheckConstraint("terms_are_not_their_own_parent", "broader <> key");
        });
        builder.HasKey(term => new { term.Vocabulary, term.Key });
        builder.Property(term => term.Vocabulary).HasConversion<string>();
        builder.Property(term => term.Key).UseCollation("C");
        builder.Property(term => term.Broader).UseCollation("C");
        builder.HasOne<TermEntry>().WithMany().HasForeignKey(term => new { term.Vocabulary, term.Broader })
            .OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TermLabel> builder)
    {
        builder.ToTable("term_labels", table =>
            table.HasCheckConstraint("term_labels_are_not_blank", "btrim(label) <> ''"));
        builder.HasKey(label => new { label.Vocabulary, label.Key, label.Language });
        builder.Property(label => label.Vocabulary).HasConversion<string>();
        builder.Property(label => label.Key).UseCollation("C");
        builder.HasOne<TermEntry>().WithMany().HasForeignKey(label => new { label.Vocabulary, label.Key })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
