using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

/// <summary>What an address is proven for.</summary>
public enum SignInKind
{
    /// <summary>To sign in, by a mail, in the browser that asked.</summary>
    Mail,

    /// <summary>To sign in, by a link that whoever has the server's shell was told: in any browser.</summary>
    Shell,

    /// <summary>To become the address of a person who is signed in.</summary>
    NewAddress,
}

/// <summary>
/// Somebody asked for a mail to sign in with. It is proven by the link, in the browser that asked, or by the code of eight digits. Only
/// hashes are kept.
/// </summary>
public sealed class SignInRequest
{
    public static readonly TimeSpan Valid = TimeSpan.FromMinutes(15);

    /// <summary>Clocks of instances differ by so much at most. What is younger than that comes from a clock that was set back.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public const int MostTries = 5;

    public const int LongestReturn = 2000;

    public Guid Id { get; set; }

    public SignInKind Kind { get; set; }

    /// <summary>Whose new address it shall be; null otherwise.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>As Identity normalises addresses.</summary>
    public string NormalizedEmail { get; set; } = "";

    public string Email { get; set; } = "";

    /// <summary>SHA-256 of the code together with the id, as the code alone has too few values. Nothing fits an empty one.</summary>
    public byte[] CodeHash { get; set; } = [];

    /// <summary>SHA-256 of the token in the link.</summary>
    public byte[] LinkHash { get; set; } = [];

    /// <summary>SHA-256 of what the cookie of the asking browser holds; empty where any browser will do.</summary>
    public byte[] BrowserHash { get; set; } = [];

    /// <summary>SHA-256 of the network that asked (IPv4 /24, IPv6 /48) with a salt of the day: for limits only.</summary>
    public byte[] NetworkHash { get; set; } = [];

    public int Tries { get; set; }

    /// <summary>Tag of the pages' language.</summary>
    public string Language { get; set; } = "de";

    /// <summary>A path of this site to go to afterwards.</summary>
    public string? ReturnTo { get; set; }

    /// <summary>The organisation whose entry is claimed by proving the address; the mail said so. Null for signing in alone.</summary>
    public Guid? ClaimedId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What the networks of a day are hashed with. Without it, and it is gone the next day, nobody can tell them.</summary>
public sealed class SignInSalt
{
    public DateOnly Day { get; set; }

    public byte[] Salt { get; set; } = [];
}

internal sealed class SignInRequestConfiguration : IEntityTypeConfiguration<SignInRequest>, IEntityTypeConfiguration<SignInSalt>
{
    public void Configure(EntityTypeBuilder<SignInRequest> builder)
    {
        builder.ToTable("sign_in_requests", table =>
        {
            table.HasCheckConstraint("sign_in_requests_kind", "kind IN ('Mail', 'Shell', 'NewAddress')");
            table.HasCheckConstraint("sign_in_requests_person", "(kind = 'NewAddress') = (person_id IS NOT NULL)");
        });
        builder.HasIndex(request => request.LinkHash).IsUnique();
        builder.HasIndex(request => new { request.NormalizedEmail, request.CreatedAt });
        builder.HasIndex(request => new { request.NetworkHash, request.CreatedAt });
        builder.HasIndex(request => new { request.BrowserHash, request.CreatedAt });
        builder.HasIndex(request => request.ExpiresAt);
        builder.HasIndex(request => request.PersonId);
        builder.HasIndex(request => request.ClaimedId);
        builder.Property(request => request.Kind).HasConversion<string>();
        builder.Property(request => request.Email).HasMaxLength(254);
        builder.Property(request => request.NormalizedEmail).HasMaxLength(254);
        builder.Property(request => request.ReturnTo).HasMaxLength(SignInRequest.LongestReturn);
        builder.Property(request => request.Language).HasMaxLength(3);
        builder.HasOne<Person>().WithMany().HasForeignKey(request => request.PersonId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SignInSalt> builder)
    {
        builder.ToTable("sign_in_salts");
        builder.HasKey(salt => salt.Day);
    }
}
