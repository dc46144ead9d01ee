namespace MsoNetwork.Reminders;

/// <summary>Whose entries are looked after.</summary>
public enum ReminderAudience
{
    Nobody,

    /// <summary>Of those who keep an entry here, or have consented to mails.</summary>
    Teams,

    /// <summary>Also by the mail address that stands in the entry.</summary>
    All,
}

/// <summary>When somebody is asked whether an entry is still true.</summary>
public sealed record ReminderSettings
{
    public static ReminderSettings Usual { get; } = new();

    public ReminderAudience To { get; init; } = ReminderAudience.Teams;

    /// <summary>Months after the last confirmation, or after the day on which the entry was first said. 1 to 120.</summary>
    public int AfterMonths { get; init; } = 12;

    /// <summary>Days from the first mail to the second.</summary>
    public int AgainDays { get; init; } = 30;

    /// <summary>Days from the second mail until the entry counts as unconfirmed and is left to its centre.</summary>
    public int LastDays { get; init; } = 30;

    /// <summary>Mails on a day by Berlin's calendar, by all instances together. The last entry's go to all who keep it.</summary>
    public int ADay { get; init; } = 100;
}
