using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Letters;

/// <summary>
/// A centre confirms that an organisation is known to it, as those who give grants ask for. Its words are kept as they were when it was
/// issued; the PDF is drawn from them each time.
/// </summary>
public sealed class Letter
{
    public const int LongestPurpose = 300;

    public required Guid Id { get; init; }

    /// <summary>Stands on the letter; whoever has it can check it on the site. Ten signs, so nobody finds one by trying.</summary>
    public required string Number { get; init; }

    /// <summary>Null when the entry is gone; the letter stays true.</summary>
    public Guid? OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string OrganisationTown { get; init; }

    public required string CentreKey { get; init; }

    public required string CentreName { get; init; }

    /// <summary>What it is needed for; empty when nothing was said.</summary>
    public required string Purpose { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public Guid? IssuedBy { get; init; }

    /// <summary>The centre does not stand by it any more.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

internal sealed class LetterConfiguration : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("letters");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Purpose).HasMaxLength(Letter.LongestPurpose);
        builder.HasIndex(one => one.Number).IsUnique();
        builder.HasIndex(one => new { one.CentreKey, one.IssuedOn, one.Id });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(one => one.OrganisationId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.IssuedBy).OnDelete(DeleteBehavior.SetNull);
    }
}
