using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;

namespace MsoNetwork.Entries;

/// <summary>
/// A new organisation while somebody is entering it, step by step and without an account until the last one. Whoever has the secret of its
/// browser sees it; nothing of it is an organisation before a centre has accepted it.
/// </summary>
public sealed class Registration
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Guid Id { get; set; }

    /// <summary>SHA-256 of what the browser's cookie holds.</summary>
    public byte[] Hash { get; set; } = [];

    public Dictionary<string, string> Values { get; set; } = [];

    /// <summary>Slugs of likely duplicates that the person was shown and said are others.</summary>
    public string[] Unlike { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>When it was handed to the centre, by whom, and as which case.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    public Guid? PersonId { get; set; }

    public Guid? CaseId { get; set; }
}

internal sealed class RegistrationConfiguration : IEntityTypeConfiguration<Registration>
{
    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.ToTable("registrations");
        builder.HasIndex(one => one.Hash).IsUnique();
        builder.HasIndex(one => one.SavedAt);
        builder.HasIndex(one => new { one.PersonId, one.SubmittedAt });
        builder.Property(one => one.Values).IsJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
