using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

/// <summary>
/// Somebody asked for a mail to sign in with. It is proven by the link, in the browser that asked, or by the code of eight digits. Only
/// hashes are kept.
/// </summary>
public sealed class SignInRequest
{
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);

    public const int MostTries = 5;

    public Guid Id { get; set; }

    /// <summary>As Identity normalises addresses.</summary>
    public string NormalizedEmail { get; set; } = "";

    public string Email { get; set; } = "";

    /// <summary>SHA-256 of the code together with the id, as the code alone has too few values.</summary>
    public byte[] CodeHash { get; set; } = [];

    /// <summary>SHA-256 of the token in the link.</summary>
    public byte[] LinkHash { get; set; } = [];

    /// <summary>SHA-256 of what the cookie of the asking browser holds.</summary>
    public byte[] BrowserHash { get; set; } = [];

    /// <summary>SHA-256 of the network that asked (IPv4 /24, IPv6 /48) with a salt of the day: for limits only.</summary>
    public byte[] NetworkHash { get; set; } = [];

    public int Tries { get; set; }

    /// <summary>Tag of the pages' language.</summary>
    public string Language { get; set; } = "de";

    /// <summary>A path of this site to go to afterwards.</summary>
    public string? ReturnTo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class SignInRequestConfiguration : IEntityTypeConfiguration<SignInRequest>
{
    public void Configure(EntityTypeBuilder<SignInRequest> builder)
    {
        builder.ToTable("sign_in_requests");
        builder.HasIndex(request => request.LinkHash).IsUnique();
        builder.HasIndex(request => new { request.NormalizedEmail, request.CreatedAt });
        builder.HasIndex(request => new { request.NetworkHash, request.CreatedAt });
        builder.HasIndex(request => request.ExpiresAt);
        builder.Property(request => request.Email).HasMaxLength(254);
        builder.Property(request => request.NormalizedEmail).HasMaxLength(254);
        builder.Property(request => request.ReturnTo).HasMaxLength(2000);
        builder.Property(request => request.Language).HasMaxLength(3);
    }
}
