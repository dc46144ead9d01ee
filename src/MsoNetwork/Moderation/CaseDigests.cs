using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Permissions;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Moderation;

/// <summary>
/// Tells a desk's people by mail what has come in: one mail at most a day, each case once, and whoever wants none gets none. It names
/// numbers only: what is in a case is read at the desk.
/// </summary>
public sealed class CaseDigests(
    DbContext context, NpgsqlDataSource database, MailQueue mails, IServiceProvider services, CurrentViewer current, TimeProvider time)
{
    /// <summary>Somewhat less than a day, so that it does not come later every day.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(20);

    // Those whose institution has not vouched for them for so long are told nothing.
    private static readonly TimeSpan Absent = TimeSpan.FromDays(30);

    private const string New = $"""
        SELECT p.id, p.email, p.language, count(*)::int, d.last_at, d.key FROM persons AS p
        LEFT JOIN case_digests AS d ON d.person_id = p.id
        JOIN cases AS c ON c.state = 'Waiting' AND c.waiting_since > coalesce(d.last_at, '-infinity') AND c.waiting_since <= $1 AND (
            EXISTS (SELECT FROM centre_people AS w JOIN integration_centres AS k ON k.key = w.centre_key
                WHERE w.person_id = p.id AND (w.institution IS NULL OR p.institution_at > $3)
                    AND starts_with(c.seat, k.region_key) AND NOT starts_with(c.seat, coalesce(k.except_region_key, '-')))
            OR (EXISTS (SELECT FROM duties AS w WHERE w.person_id = p.id AND w.role = 'Administrator'
                    AND (w.institution IS NULL OR p.institution_at > $3))
                AND {Responsible.Nobody}))
        WHERE p.email_confirmed AND d.is_off IS NOT TRUE AND coalesce(d.last_at, '-infinity') <= $2
        GROUP BY p.id, d.person_id ORDER BY p.id
        """;

    // Of two instances at once, the second finds that it was told.
    private const string Told = """
        INSERT INTO case_digests AS d (person_id, last_at, is_off, key) VALUES ($1, $2, false, $3)
        ON CONFLICT (person_id) DO UPDATE SET last_at = excluded.last_at WHERE d.last_at IS NOT DISTINCT FROM $4 AND NOT d.is_off
        """;

    /// <summary>Queues the digests that are due.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        // Programs that serve no pages have no address to name.
        if (services.GetService<PageAddress>() is not { } address) return 0;
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(New);
        foreach (var moment in new[] { now, now - Pause, now - Absent })
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment });
        var due = await command.ListAsync(
            row => (Person: row.Value<Guid>(), Email: row.Text(), Language: row.Text(), Count: row.Value<int>(),
                LastAt: row.ValueOrNull<DateTimeOffset>(), Key: row.TextOrNull()), cancellationToken);
        var sent = 0;
        foreach (var one in due)
        {
            if (MailAddress.Read(one.Email) is not { } to) continue;
            var key = one.Key ?? CaseDigest.NewKey();
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var told = new NpgsqlCommand(Told, connection)
            {
                Parameters =
                {
                    new() { Value = one.Person }, new() { Value = now }, new() { Value = key },
                    new() { Value = one.LastAt ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                },
            };
            if (await told.ExecuteNonQueryAsync(cancellationToken) == 0) continue;
            await mails.AddAsync(connection, new MailDraft(to, "case-digest", one.Language, new Dictionary<string, object?>
            {
                ["count"] = one.Count,
                ["link"] = address(one.Language, "schreibtisch"),
                ["end_link"] = address(one.Language, End(key)),
            })
            {
                Purpose = MailPurpose.Digest,
                Unsubscribe = address(one.Language, End(key)),
                UsefulFor = Pause,
            }, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            sent++;
        }

        return sent;
    }

    /// <summary>Ends a person's digests, by the key of their mails.</summary>
    /// <returns>False for a key that is nobody's.</returns>
    public async Task<bool> EndAsync(string key, CancellationToken cancellationToken) =>
        await context.Set<CaseDigest>().Where(one => one.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.IsOff, true), cancellationToken) == 1;

    /// <summary>Whether the viewer gets digests.</summary>
    public async Task<bool> IsOnAsync(CancellationToken cancellationToken)
    {
        var person = (await current.RequiredAsync(cancellationToken)).Person;
        return !await context.Set<CaseDigest>().AnyAsync(one => one.PersonId == person && one.IsOff, cancellationToken);
    }

    /// <summary>The viewer wants digests, or none. Whoever wants them again is told what comes from now on.</summary>
    public async Task SetAsync(bool on, CancellationToken cancellationToken)
    {
        if ((await current.RequiredAsync(cancellationToken)).Person is not { } person) return;
        var (now, key, off) = (time.GetUtcNow(), CaseDigest.NewKey(), !on);
        await context.Database.ExecuteSqlAsync($"""
            INSERT INTO case_digests AS d (person_id, last_at, is_off, key) VALUES ({person}, {now}, {off}, {key})
            ON CONFLICT (person_id) DO UPDATE SET is_off = excluded.is_off, last_at = excluded.last_at
            """, cancellationToken);
    }

    private static string End(string key) => $"schreibtisch-mails/{key}";
}
