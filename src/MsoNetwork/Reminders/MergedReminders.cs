namespace MsoNetwork.Reminders;

/// <summary>
/// Whoever wants no reminders of an entry wants none of the one that it became: the two have one team now, and its centre asks instead.
/// Any of the team can want them again. docs/reminders.md.
/// </summary>
public static class MergedReminders
{
    /// <summary>What was left to the centre still is. Parameters: survivor, now, loser, today.</summary>
    public const string Inherit = """
        INSERT INTO reminders AS r (organisation_id, step, since, was_confirmed, reason, centre_at, ended_at)
        SELECT o.id, lost.step, coalesce(o.verified_on, $4), o.verified_on IS NOT NULL, lost.reason, lost.centre_at, lost.ended_at
        FROM reminders AS lost, organisations AS o
        WHERE o.id = $1 AND lost.organisation_id = $3 AND lost.ended_at IS NOT NULL AND lost.step IN ('Centre', 'Confirmed')
        ON CONFLICT (organisation_id) DO UPDATE SET ended_at = coalesce(r.ended_at, excluded.ended_at),
            step = CASE WHEN (r.step, excluded.step) = ('Confirmed', 'Confirmed') THEN 'Confirmed' ELSE 'Centre' END,
            reason = CASE WHEN (r.step, excluded.step) <> ('Confirmed', 'Confirmed') THEN 'Ended' END,
            centre_at = CASE WHEN (r.step, excluded.step) <> ('Confirmed', 'Confirmed')
                THEN coalesce(r.centre_at, excluded.centre_at, $2) END
        """;

    /// <summary>They are two again: what the merge alone has ended is not ended. Parameters: survivor, when the loser's were.</summary>
    public const string GiveBack = $"{KeepTrue.On} AND ended_at = $2::timestamptz";
}
