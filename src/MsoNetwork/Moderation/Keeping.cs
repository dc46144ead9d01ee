using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;

namespace MsoNetwork.Moderation;

/// <summary>What a centre writes down about an organisation for itself. Only its staff sees it, and no output has it.</summary>
public sealed class Note
{
    public const int Longest = 4000;

    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string CentreKey { get; init; }

    /// <summary>The day that it is about: a visit, a call.</summary>
    public required DateOnly On { get; init; }

    public required string Text { get; init; }

    /// <summary>Null when the account is erased.</summary>
    public Guid? WrittenBy { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>An organisation wants letters and mails from its centre. Given by itself, taken back at will.</summary>
public sealed class MailingConsent
{
    public required Guid OrganisationId { get; init; }

    /// <summary>Where to; a role address rather than a person's.</summary>
    public required string Email { get; set; }

    /// <summary>Who consented for it; null when the account is erased.</summary>
    public Guid? GivenBy { get; set; }

    public required DateTimeOffset GivenAt { get; set; }
}

/// <summary>A centre invites an organisation to keep its entry itself: by mail to the entry's address, or by letter.</summary>
public sealed class Invitation
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(90);

    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    /// <summary>Null when an administrator invites.</summary>
    public string? CentreKey { get; init; }

    /// <summary>SHA-256 of the key in its link.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>Whether it goes by mail; else it is printed.</summary>
    public required bool ByMail { get; init; }

    public Guid? SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Of two who use it, the second is told.</summary>
    public uint Version { get; set; }
}

internal sealed class KeepingConfiguration :
    IEntityTypeConfiguration<Note>, IEntityTypeConfiguration<MailingConsent>, IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("notes");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Text).HasMaxLength(Note.Longest);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<IntegrationCentre>().WithMany().HasForeignKey(one => one.CentreKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.WrittenBy).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(one => new { one.OrganisationId, one.CentreKey, one.On });
    }

    public void Configure(EntityTypeBuilder<MailingConsent> builder)
    {
        builder.ToTable("mailing_consents");
        builder.HasKey(one => one.OrganisationId);
        builder.Property(one => one.Email).HasMaxLength(254);
        builder.HasOne<Organisation>().WithOne().HasForeignKey<MailingConsent>(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.GivenBy).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Version).HasColumnName("xmin").IsRowVersion();
        builder.HasIndex(one => one.KeyHash).IsUnique();
        builder.HasIndex(one => new { one.OrganisationId, one.SentAt });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<IntegrationCentre>().WithMany().HasForeignKey(one => one.CentreKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.SentBy).OnDelete(DeleteBehavior.SetNull);
    }
}
