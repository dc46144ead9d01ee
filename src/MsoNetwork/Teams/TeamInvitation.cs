using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Teams;

/// <summary>
/// Somebody is asked by mail to keep an organisation's entry. Whoever has the link and signs in may accept, once; only its hash is kept.
/// </summary>
public sealed class TeamInvitation
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(14);

    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Email { get; set; } = "";

    /// <summary><see cref="Role.Editor"/> or <see cref="Role.Lead"/>.</summary>
    public Role Role { get; set; }

    /// <summary>SHA-256 of what the link holds.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Who asks; null when they have erased their account.</summary>
    public Guid? InvitedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public Guid? AcceptedBy { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && now < ExpiresAt;
}

internal sealed class TeamInvitationConfiguration : IEntityTypeConfiguration<TeamInvitation>
{
    public void Configure(EntityTypeBuilder<TeamInvitation> builder)
    {
        builder.ToTable("team_invitations", table =>
            table.HasCheckConstraint("team_invitations_role", "role IN ('Editor', 'Lead')"));
        builder.HasIndex(one => one.Hash).IsUnique();
        builder.HasIndex(one => one.OrganisationId);
        builder.HasIndex(one => one.ExpiresAt);
        builder.Property(one => one.Email).HasMaxLength(254);
        builder.Property(one => one.Role).HasConversion<string>();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.InvitedBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.AcceptedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
