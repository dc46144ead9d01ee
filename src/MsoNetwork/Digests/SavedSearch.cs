using System.ComponentModel;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Accounts;
using MsoNetwork.Mail;

namespace MsoNetwork.Digests;

[Description("What a saved search looks for.")]
public enum SearchSubject
{
    [Description("Organisations.")] Organisations,
    [Description("Partner calls (Gesuche und Angebote).")] PartnerCalls,
    [Description("Trainings and other dates.")] Trainings,
    [Description("Lines of funding, their calls and deadlines.")] Funding,
    [Description("News.")] News,
    [Description("One training: a reminder of it, and word when it is moved or called off.")] Training,
}

[Description("How often a saved search is told by mail, and only when there is something new.")]
public enum DigestRhythm
{
    [Description("Within minutes, for deadlines and cancellations.")] AtOnce,
    [Description("Every morning.")] Daily,
    [Description("Every Monday morning.")] Weekly,
}

public sealed class SearchSubjectType : EnumerationGraphType<SearchSubject>;

public sealed class DigestRhythmType : EnumerationGraphType<DigestRhythm>;

/// <summary>
/// A search whose new finds somebody wants by mail: a person, or whoever reads an address. It is told while it is confirmed and not paused.
/// </summary>
public sealed class SavedSearch
{
    /// <summary>So long an address can be confirmed; then the search is forgotten.</summary>
    public static readonly TimeSpan Confirmable = TimeSpan.FromDays(3);

    public const int LongestQuery = 2_000;
    public const int LongestName = 300;

    public required Guid Id { get; init; }

    /// <summary>Whose it is: mails go to the account's address. Null where <see cref="Address"/> says it.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Of somebody without an account, as <see cref="MailAddress.Read"/> gives it.</summary>
    public string? Address { get; init; }

    /// <summary>The same, to compare.</summary>
    public string? AddressKey { get; init; }

    public required SearchSubject Subject { get; init; }

    /// <summary>As the list's page has it in its address, in the order in which it writes it; without a question mark.</summary>
    public required string Query { get; init; }

    /// <summary>The search in words, in <see cref="Language"/>.</summary>
    public required string Name { get; set; }

    /// <summary>Tag of a language of the pages.</summary>
    public required string Language { get; set; }

    public required DigestRhythm Rhythm { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>
    /// For the links in its mails. It can confirm, change and end this one search and nothing else, so it is kept as it is.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Keys of what was told, or was there when it was saved: see <see cref="Found"/>.</summary>
    public required string[] Told { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an address was last asked to confirm it.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>When it is looked at next.</summary>
    public required DateTimeOffset DueAt { get; set; }
}

internal sealed class SavedSearchConfiguration : IEntityTypeConfiguration<SavedSearch>
{
    public void Configure(EntityTypeBuilder<SavedSearch> builder)
    {
        builder.ToTable("saved_searches", table =>
        {
            table.HasCheckConstraint("saved_searches_have_one_reader", "num_nonnulls(person_id, address) = 1");
            table.HasCheckConstraint(
                "saved_searches_subject_is_known",
                "subject IN ('Organisations', 'PartnerCalls', 'Trainings', 'Funding', 'News', 'Training')");
            table.HasCheckConstraint("saved_searches_rhythm_is_known", "rhythm IN ('AtOnce', 'Daily', 'Weekly')");
        });
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Address).HasMaxLength(MailAddress.Longest);
        builder.Property(one => one.AddressKey).HasMaxLength(MailAddress.Longest);
        builder.Property(one => one.Subject).HasConversion<string>();
        builder.Property(one => one.Rhythm).HasConversion<string>();
        builder.Property(one => one.Query).HasMaxLength(SavedSearch.LongestQuery);
        builder.Property(one => one.Name).HasMaxLength(SavedSearch.LongestName);
        builder.Property(one => one.Language).HasMaxLength(3);
        builder.Property(one => one.Key).HasMaxLength(50);
        builder.HasIndex(one => one.Key).IsUnique();
        builder.HasIndex(one => one.DueAt);
        builder.HasIndex(one => new { one.PersonId, one.Subject, one.Query }).IsUnique();
        builder.HasIndex(one => new { one.AddressKey, one.Subject, one.Query }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(one => one.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
