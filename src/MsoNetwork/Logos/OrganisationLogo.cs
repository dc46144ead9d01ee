using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Organisations;

namespace MsoNetwork.Logos;

/// <summary>An organisation's logo, as it was made anew from what was handed in: a small WebP without any metadata.</summary>
public sealed class OrganisationLogo
{
    public Guid OrganisationId { get; set; }

    /// <summary>The beginning of the SHA-256 of the bytes: part of the address, so that a browser may keep it for ever.</summary>
    public string Hash { get; set; } = "";

    public byte[] Bytes { get; set; } = [];

    public int Width { get; set; }

    public int Height { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>Where a logo is, and how large.</summary>
/// <param name="Path">Its path on the site.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ShownLogo(string Path, int Width, int Height)
{
    public static string PathOf(string slug, string hash) => $"/organisationen/{slug}/logo-{hash}.webp";
}

internal sealed class OrganisationLogoConfiguration : IEntityTypeConfiguration<OrganisationLogo>
{
    public void Configure(EntityTypeBuilder<OrganisationLogo> builder)
    {
        builder.ToTable("organisation_logos", table =>
            table.HasCheckConstraint("organisation_logos_are_small", "width BETWEEN 1 AND 512 AND height BETWEEN 1 AND 512"));
        builder.HasKey(logo => logo.OrganisationId);
        builder.Property(logo => logo.OrganisationId).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithOne().HasForeignKey<OrganisationLogo>(logo => logo.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
