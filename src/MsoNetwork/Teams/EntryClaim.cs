using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Teams;

/// <summary>
/// A person says that an entry is their organisation's; the link that was mailed to an address of the organisation proves it. Until then
/// nothing of it is seen anywhere. Only the link's hash is kept.
/// </summary>
public sealed class EntryClaim
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(7);

    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    /// <summary>Who asked, and who alone may use the link.</summary>
    public Guid PersonId { get; set; }

    /// <summary>Where the link went.</summary>
    public string Email { get; set; } = "";

    public byte[] Hash { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class EntryClaimConfiguration : IEntityTypeConfiguration<EntryClaim>
{
    public void Configure(EntityTypeBuilder<EntryClaim> builder)
    {
        builder.ToTable("entry_claims");
        builder.HasIndex(one => one.Hash).IsUnique();
        builder.HasIndex(one => new { one.OrganisationId, one.CreatedAt });
        builder.HasIndex(one => new { one.PersonId, one.CreatedAt });
        builder.HasIndex(one => one.ExpiresAt);
        builder.Property(one => one.Email).HasMaxLength(254);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
