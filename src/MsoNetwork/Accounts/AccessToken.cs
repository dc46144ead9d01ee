using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

/// <summary>
/// What a program signs in with, made on a person's account page: it acts for the person, or for one organisation. Only the hash is kept;
/// the token itself is shown once.
/// </summary>
public sealed class AccessToken
{
    /// <summary>Every token begins with it, so that scanners of leaked secrets know one.</summary>
    public const string Prefix = "msonet_";

    public const int LongestName = 60;

    public Guid Id { get; set; }

    /// <summary>Who made it. Their rights bound it: whoever leaves an organisation takes its tokens along.</summary>
    public Guid PersonId { get; set; }

    /// <summary>Null for a token that acts for the person.</summary>
    public Guid? OrganisationId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the whole token.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Whether it may change anything.</summary>
    public bool Writes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When the person ended it. The row stays, so that a program that still has it hears why it is worth nothing.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class AccessTokenConfiguration : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.ToTable("access_tokens");
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.PersonId);
        builder.Property(token => token.Name).HasMaxLength(AccessToken.LongestName);
        builder.HasOne<Person>().WithMany().HasForeignKey(token => token.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
