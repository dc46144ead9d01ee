using MsoNetwork.Sql;
using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Reminders;

/// <summary>What stands of an entry whose turn it is, read when nobody else can change it.</summary>
internal sealed record ReminderRow(
    Guid Id, string Name, string Slug, bool IsConfirmed, DateOnly Since, ReminderStep? Step, bool IsEnded)
{
    // What is due now, by the parameters of Bind: the first mail, the second, the centre, or that an entry left to it counts as confirmed
    // no more. Only entries of organisations that are there.
    private const string Due = $"""
        FROM organisations AS o
        LEFT JOIN reminders AS r ON r.organisation_id = o.id
        JOIN LATERAL (SELECT coalesce(o.verified_on,
            (SELECT s.said_on FROM statements AS s WHERE s.organisation_id = o.id AND s.field = '')) AS since) AS basis ON true
        WHERE o.status = 'Active' AND ($1 OR {ReminderRecipients.IsKept} OR r.step <> 'Confirmed')
            AND (((r.step IS NULL OR r.step = 'Confirmed') AND basis.since <= $2)
                OR (r.step = 'First' AND r.first_at <= $3)
                OR (r.step = 'Second' AND r.second_at <= $4)
                OR (r.step = 'Centre' AND o.verification <> 'Unverified' AND r.centre_at <= $5
                    AND basis.since <= $2))
        """;

    // What needs no mail comes first: no limit of mails holds it up.
    private static readonly string List = $"""
        SELECT o.id {Due} ORDER BY coalesce(r.step, '') NOT IN ('Second', 'Centre'), basis.since, o.id LIMIT {SendReminders.MostAtOnce}
        """;

    private const string One = $"""
        SELECT o.id, o.name, o.slug, o.verification <> 'Unverified', basis.since, r.step, r.ended_at IS NOT NULL {Due} AND o.id = $6
        """;

    public static async Task<IReadOnlyList<Guid>> DueAsync(
        NpgsqlDataSource database, ReminderSettings settings, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(List);
        Bind(command, settings, now, today);
        return await command.ListAsync(row => row.Value<Guid>(), cancellationToken);
    }

    /// <summary>One of them, in the connection's transaction; null when it is not due any more.</summary>
    public static async Task<ReminderRow?> FindAsync(
        NpgsqlConnection connection, Guid id, ReminderSettings settings, DateTimeOffset now, DateOnly today,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(One, connection);
        Bind(command, settings, now, today);
        command.Parameters.Add(new() { Value = id });
        var found = await command.ListAsync(row => new ReminderRow(
            row.Value<Guid>(), row.Text(), row.Text(), row.Value<bool>(), row.Value<DateOnly>(),
            row.TextOrNull() is { } step ? Enum.Parse<ReminderStep>(step) : null, row.Value<bool>()), cancellationToken);
        return found is [var one] ? one : null;
    }

    private static void Bind(NpgsqlCommand command, ReminderSettings settings, DateTimeOffset now, DateOnly today)
    {
        var (again, last) = (TimeSpan.FromDays(settings.AgainDays), TimeSpan.FromDays(settings.LastDays));
        command.Parameters.Add(new() { Value = settings.To == ReminderAudience.All });
        command.Parameters.Add(new() { Value = today.AddMonths(-settings.AfterMonths) });
        foreach (var moment in new[] { now - again, now - last, now - again - last })
            command.Parameters.Add(new() { Value = moment, NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }
}
