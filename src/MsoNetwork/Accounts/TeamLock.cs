using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>
/// Whoever changes who is in a team holds its lock until their transaction ends: of two at once, the second finds done what the first did.
/// </summary>
public static class TeamLock
{
    public static Task HoldAsync(DbContext context, Guid organisation, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('team:' || {organisation}::text, 0))", cancellationToken);

    /// <summary>All teams that a person leads, in one order for everybody.</summary>
    public static Task HoldLedAsync(DbContext context, Guid person, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"""
            SELECT pg_advisory_xact_lock(hashtextextended('team:' || organisation_id::text, 0)) FROM (
                SELECT organisation_id FROM organisation_people WHERE person_id = {person} AND role = 'Lead'
                ORDER BY organisation_id OFFSET 0) AS led
            """, cancellationToken);
}
