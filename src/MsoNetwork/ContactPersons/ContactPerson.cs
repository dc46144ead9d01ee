using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.ContactPersons;

/// <summary>
/// Somebody whom an organisation names as the one to turn to. Shown only while they consent themselves, by a link at their own address;
/// taking the consent back removes the row, and no log has it (docs/decisions.md, 307).
/// </summary>
public sealed class ContactPerson
{
    public const int LongestName = 100;
    public const int LongestTask = 100;
    public const int LongestWording = 2000;

    /// <summary>Asked, and not answered for so long, they are forgotten.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(14);

    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string Name { get; init; }

    /// <summary>What they are asked about, for example "Vorstand" or "Beratung".</summary>
    public required string Task { get; init; }

    /// <summary>Where the question for consent went, and what is shown.</summary>
    public required string Email { get; init; }

    /// <summary>SHA-256 of the secret in the link; it takes the consent back too, as long as there is one.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Who of the team named them; null when the account is erased.</summary>
    public Guid? NamedBy { get; set; }

    public required DateTimeOffset NamedAt { get; init; }

    /// <summary>When they consented; null until they do, and then nobody but the team sees them.</summary>
    public DateTimeOffset? ConsentedAt { get; set; }

    /// <summary>To which words, in the language in which they were read.</summary>
    public string? Wording { get; set; }

    /// <summary>To be shown to whom: when the organisation shows its contact to more, this person is not among it.</summary>
    public ContactAudience ConsentedTo { get; set; } = ContactAudience.Nobody;
}

internal sealed class ContactPersonConfiguration : IEntityTypeConfiguration<ContactPerson>
{
    public void Configure(EntityTypeBuilder<ContactPerson> builder)
    {
        builder.ToTable("contact_persons", table => table.HasCheckConstraint(
            "contact_persons_consent_to_words", "(consented_at IS NULL) = (wording IS NULL)"));
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Name).HasMaxLength(ContactPerson.LongestName);
        builder.Property(one => one.Task).HasMaxLength(ContactPerson.LongestTask);
        builder.Property(one => one.Email).HasMaxLength(254);
        builder.Property(one => one.Wording).HasMaxLength(ContactPerson.LongestWording);
        builder.Property(one => one.ConsentedTo).HasConversion<string>();
        builder.HasIndex(one => one.Hash).IsUnique();
        builder.HasIndex(one => one.OrganisationId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.NamedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
