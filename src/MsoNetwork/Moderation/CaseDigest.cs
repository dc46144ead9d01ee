using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;

namespace MsoNetwork.Moderation;

/// <summary>What one of a desk's people has been told of new cases, and whether they want to be.</summary>
public sealed class CaseDigest
{
    private const int Bytes = 24;

    public required Guid PersonId { get; init; }

    /// <summary>Everything that waited by then is told.</summary>
    public DateTimeOffset LastAt { get; set; }

    public bool IsOff { get; set; }

    /// <summary>For the link in each digest that ends them. It can do nothing else, so it is kept as it is.</summary>
    public required string Key { get; init; }

    internal static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}

internal sealed class CaseDigestConfiguration : IEntityTypeConfiguration<CaseDigest>
{
    public void Configure(EntityTypeBuilder<CaseDigest> builder)
    {
        builder.ToTable("case_digests");
        builder.HasKey(one => one.PersonId);
        builder.HasIndex(one => one.Key).IsUnique();
        builder.Property(one => one.Key).HasMaxLength(40);
        builder.HasOne<Person>().WithOne().HasForeignKey<CaseDigest>(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
