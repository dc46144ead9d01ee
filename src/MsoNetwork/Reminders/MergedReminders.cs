namespace MsoNetwork.Reminders;

/// <summary>
/// Whoever wants no reminders of an entry wants none of the one that it became: the two have one team now, and its centre asks instead.
/// Any of the team can want them again. docs/reminders.md.
/// </summary>
public static class MergedReminders
{
    /// <summary>Parameters: survivor, now, loser, today.</summary>
    public const string Inherit = """
        INSERT INTO reminders AS r (organisation_id, step, since, was_confirmed, ended_at)
        SELECT $1, 'Confirmed', $4, false, lost.ended_at FROM reminders AS lost
        WHERE lost.organisation_id = $3 AND lost.ended_at IS NOT NULL
        ON CONFLICT (organisation_id) DO UPDATE SET ended_at = coalesce(r.ended_at, excluded.ended_at),
            step = CASE r.step WHEN 'Confirmed' THEN r.step ELSE 'Centre' END, reason = CASE WHEN r.step <> 'Confirmed' THEN 'Ended' END,
            centre_at = CASE WHEN r.step <> 'Confirmed' THEN coalesce(r.centre_at, $2) END
        """;

    /// <summary>They are two again: what the merge alone has ended is not ended. Parameters: survivor, when the loser's were.</summary>
    public const string GiveBack = $"{KeepTrue.On} AND ended_at = $2::timestamptz";
}
