using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MsoNetwork.Accounts;

/// <summary>
/// A browser in which a person is signed in. The cookie names it; without its row the cookie is worth nothing, so ending a session works
/// at once in every instance.
/// </summary>
public sealed class Session
{
    /// <summary>Not used for so long, it ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30);

    /// <summary>The longest that one lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(180);

    public const int LongestAgent = 200;

    public Guid Id { get; set; }

    public Guid PersonId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>It ends then, however often it is used.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>What the browser calls itself, for the person's own list.</summary>
    public string Agent { get; set; } = "";

    /// <summary>
    /// The one of the person's organisations or centres that was chosen to act for, as <c>organisation:SLUG</c> or <c>centre:KEY</c>;
    /// null when none was.
    /// </summary>
    public string? ActingFor { get; set; }

    public bool IsOver(DateTimeOffset now) => now >= LastSeenAt + Idle || now >= EndsAt;
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasIndex(session => session.PersonId);
        builder.Property(session => session.Agent).HasMaxLength(Session.LongestAgent);
        builder.Property(session => session.ActingFor).HasMaxLength(140);
        builder.HasOne<Person>().WithMany().HasForeignKey(session => session.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
