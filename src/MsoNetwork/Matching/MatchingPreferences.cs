using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Organisations;

namespace MsoNetwork.Matching;

/// <summary>
/// What an organisation wants of the matching. Private: only the organisation itself reads it. Without a row all is as below.
/// </summary>
public sealed class MatchingPreferences
{
    public required Guid OrganisationId { get; init; }

    /// <summary>
    /// False: it is neither suggested, nor is anything suggested to it, nor is it named as somebody's partner in reasons.
    /// </summary>
    public bool TakesPart { get; init; } = true;

    /// <summary>It asks to be matched with those of its origins who ask for that too.</summary>
    public bool ByOrigin { get; init; }

    /// <summary>If its work is religious: it asks to be matched with those of whom that is true and who ask for that too.</summary>
    public bool ByReligion { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

internal sealed class MatchingPreferencesConfiguration : IEntityTypeConfiguration<MatchingPreferences>
{
    public void Configure(EntityTypeBuilder<MatchingPreferences> builder)
    {
        builder.ToTable("matching_preferences", table => table.HasCheckConstraint(
            "matching_preferences_of_who_stays_out_ask_nothing", "takes_part OR NOT (by_origin OR by_religion)"));
        builder.HasKey(preferences => preferences.OrganisationId);
        builder.Property(preferences => preferences.OrganisationId).ValueGeneratedNever();
        builder
            .HasOne<Organisation>()
            .WithOne()
            .HasForeignKey<MatchingPreferences>(preferences => preferences.OrganisationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
