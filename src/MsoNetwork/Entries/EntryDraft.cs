using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Entries;

/// <summary>What a person typed into a section and has not saved: it outlives a lost connection, another language, another tab.</summary>
public sealed class EntryDraft
{
    public Guid PersonId { get; set; }

    public Guid OrganisationId { get; set; }

    public EntrySection Section { get; set; }

    public Dictionary<string, string> Values { get; set; } = [];

    /// <summary>What stood when the person began.</summary>
    public Dictionary<string, string> Seen { get; set; } = [];

    public string BaseVersion { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>Values of forms as jsonb.</summary>
internal static class ValuesColumn
{
    public static PropertyBuilder<Dictionary<string, string>> IsJson(this PropertyBuilder<Dictionary<string, string>> property) =>
        property.HasColumnType("jsonb").HasConversion(
            values => JsonSerializer.Serialize(values, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, string>>(
                (left, right) => left!.Count == right!.Count && !left.Except(right).Any(),
                values => values.Count,
                values => new Dictionary<string, string>(values)));
}

internal sealed class EntryDraftConfiguration : IEntityTypeConfiguration<EntryDraft>
{
    public void Configure(EntityTypeBuilder<EntryDraft> builder)
    {
        builder.ToTable("entry_drafts");
        builder.HasKey(draft => new { draft.PersonId, draft.OrganisationId, draft.Section });
        builder.HasIndex(draft => draft.OrganisationId);
        builder.HasIndex(draft => draft.SavedAt);
        builder.Property(draft => draft.Section).HasConversion<string>();
        builder.Property(draft => draft.Values).IsJson();
        builder.Property(draft => draft.Seen).IsJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(draft => draft.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(draft => draft.OrganisationId).OnDelete(DeleteBehavior.Cascade);
    }
}
