namespace MsoNetwork.Reminders;

/// <summary>How far a round has come.</summary>
public enum ReminderStep
{
    /// <summary>The first mail is sent.</summary>
    First,

    Second,

    /// <summary>It is left to the centre.</summary>
    Centre,

    /// <summary>The entry, or a part of it, was confirmed.</summary>
    Confirmed,
}

/// <summary>Why an entry is left to its centre.</summary>
public enum ReminderReason
{
    /// <summary>Two mails were sent, and nobody answered.</summary>
    Unanswered,

    /// <summary>There is no mail address, or none that takes mails.</summary>
    Unreachable,

    /// <summary>Whoever gets them wants no reminders.</summary>
    Ended,
}

/// <summary>One line of an entry as everybody sees it.</summary>
public sealed record ShownLine(string Label, string Value);

/// <summary>An entry in the words of a language.</summary>
/// <param name="Lines">All that everybody sees of it, and nothing else.</param>
/// <param name="Day">Writes a day.</param>
public sealed record ShownEntry(IReadOnlyList<ShownLine> Lines, Func<DateOnly, string> Day);

/// <summary>Shows an entry in a language; null when it is gone. Whoever serves pages has the words.</summary>
public delegate Task<ShownEntry?> ShowEntry(Guid organisation, string language, CancellationToken cancellationToken);
