using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Changes;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.Reminders;

/// <summary>
/// Asks whether entries are still true: a mail, a second one, and then the entry counts as unconfirmed and is left to its centre. Each step
/// and its mails are one transaction, so whatever dies, each mail is sent once (docs/reminders.md).
/// </summary>
public sealed class SendReminders(
    NpgsqlDataSource database, MailQueue mails, IServiceProvider services, ReminderSettings settings, TimeProvider time)
{
    /// <summary>Entries that one run looks at.</summary>
    internal const int MostAtOnce = 100;

    internal const string Template = "reminder";

    // One step at a time, whichever process takes it: so the mails of a day can be counted.
    private const string TakeTurn = "SELECT pg_try_advisory_xact_lock(hashtext('msonet reminders'))";

    // Before anything is read: whoever confirms the entry meanwhile waits, or has done it already.
    private const string Hold = "SELECT id FROM organisations WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED";

    private const string Today = "SELECT count(*) FROM mails WHERE template = $1 AND queued_at >= $2";

    private const string WriteFirst = """
        INSERT INTO reminders AS r (organisation_id, step, since, was_confirmed, mails, first_at, first_hash)
        VALUES ($1, 'First', $2, $3, $4, $5, $6)
        ON CONFLICT (organisation_id) DO UPDATE SET (step, since, was_confirmed, mails, first_at, first_hash, second_at, second_hash) =
            ('First', $2, $3, $4, $5, $6, NULL, NULL) WHERE r.step = 'Confirmed' AND r.ended_at IS NULL
        """;

    private const string WriteSecond = """
        UPDATE reminders SET step = 'Second', mails = mails + $2, second_at = $3, second_hash = $4
        WHERE organisation_id = $1 AND step = 'First'
        """;

    private const string WriteCentre = """
        INSERT INTO reminders AS r (organisation_id, step, since, was_confirmed, reason, centre_at) VALUES ($1, 'Centre', $2, $3, $4, $5)
        ON CONFLICT (organisation_id) DO UPDATE SET (step, reason, centre_at, since, was_confirmed, mails, first_at, second_at) =
            ('Centre', $4, $5, CASE WHEN r.step = 'Confirmed' THEN $2 ELSE r.since END,
            CASE WHEN r.step = 'Confirmed' THEN $3 ELSE r.was_confirmed END, CASE WHEN r.step = 'Confirmed' THEN 0 ELSE r.mails END,
            CASE WHEN r.step <> 'Confirmed' THEN r.first_at END, CASE WHEN r.step <> 'Confirmed' THEN r.second_at END)
        """;

    // What each field was confirmed on stays said ("changes"); so does when the content changed.
    private const string Lapse = """
        UPDATE organisations SET verification = 'Unverified', verified_on = NULL
        WHERE id = $1 AND verification <> 'Unverified' AND set_config('msonet.confirms', 'changes', true) = 'changes'
        """;

    /// <summary>Takes the steps that are due. One that fails holds up no other; it is tried again the next time.</summary>
    /// <returns>How many mails.</returns>
    /// <exception cref="AggregateException">What failed, at the end.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Programs that serve no pages have no address to name, and no words.
        if (settings.To == ReminderAudience.Nobody || services.GetService<PageAddress>() is not { } address
            || services.GetService<ShowEntry>() is not { } show) return 0;
        var (sent, failures) = (0, new List<Exception>());
        foreach (var id in await ReminderRow.DueAsync(database, settings, time.GetUtcNow(), time.Today(), cancellationToken))
        {
            try
            {
                if (sent >= MostAtOnce || await StepAsync(id, address, show, cancellationToken) is not { } more) break;
                sent += more;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Add(error);
            }
        }

        return failures.Count == 0 ? sent : throw new AggregateException(failures);
    }

    /// <returns>How many mails; null when another process is at it, or the day's mails are sent.</returns>
    private async Task<int?> StepAsync(Guid id, PageAddress address, ShowEntry show, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand(TakeTurn, connection))
            if (await turn.ExecuteScalarAsync(cancellationToken) is not true) return null;
        await using (var hold = new NpgsqlCommand(Hold, connection) { Parameters = { new() { Value = id } } })
            if (await hold.ExecuteScalarAsync(cancellationToken) is null) return 0;
        if (await ReminderRow.FindAsync(connection, id, settings, now, time.Today(), cancellationToken) is not { } row) return 0;

        var asked = 0;
        if (row.Step is ReminderStep.Second or ReminderStep.Centre)
        {
            if (row.Step == ReminderStep.Second) await LeaveAsync(connection, row, ReminderReason.Unanswered, cancellationToken);
            await LapseAsync(connection, id, cancellationToken);
        }
        else if (row.IsEnded)
        {
            await LeaveAsync(connection, row, ReminderReason.Ended, cancellationToken);
        }
        else if (await ReminderRecipients.FindAsync(connection, id, settings.To, cancellationToken) is not { Count: > 0 } recipients)
        {
            await LeaveAsync(connection, row, ReminderReason.Unreachable, cancellationToken);
        }
        else
        {
            if (await IsEnoughAsync(connection, cancellationToken)) return null;
            var (key, isAgain) = (Secret.New(), row.Step == ReminderStep.First);
            if (await WriteAsync(connection, row, recipients.Count, key, cancellationToken) == 0) return 0;
            foreach (var to in recipients)
            {
                if (await show(id, MailTemplates.Language(Template, to.Language), cancellationToken) is not { } entry) return 0;
                await mails.AddAsync(connection, Draft(row, to, key, isAgain, entry, address), cancellationToken);
            }

            asked = recipients.Count;
        }

        await transaction.CommitAsync(cancellationToken);
        return asked;
    }

    private async Task<bool> IsEnoughAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand(Today, connection);
        count.Parameters.Add(new() { Value = Template });
        count.Parameters.Add(new() { Value = BerlinDay.Moment(time.Today().ToDateTime(TimeOnly.MinValue)).ToUniversalTime() });
        return await count.ExecuteScalarAsync(cancellationToken) is long sent && sent >= settings.ADay;
    }

    private async Task<int> WriteAsync(
        NpgsqlConnection connection, ReminderRow row, int recipients, string key, CancellationToken cancellationToken)
    {
        object[] values = row.Step == ReminderStep.First
            ? [row.Id, recipients, time.GetUtcNow(), Secret.HashOf(key)]
            : [row.Id, row.Since, row.IsConfirmed, recipients, time.GetUtcNow(), Secret.HashOf(key)];
        await using var write = new NpgsqlCommand(row.Step == ReminderStep.First ? WriteSecond : WriteFirst, connection);
        foreach (var value in values) write.Parameters.Add(new() { Value = value });
        return await write.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task LeaveAsync(NpgsqlConnection connection, ReminderRow row, ReminderReason reason, CancellationToken cancellationToken)
    {
        await using var write = new NpgsqlCommand(WriteCentre, connection);
        foreach (var value in new object[] { row.Id, row.Since, row.IsConfirmed, reason.ToString(), time.GetUtcNow() })
            write.Parameters.Add(new() { Value = value });
        await write.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task LapseAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await new ChangeAuthor(ChangeAuthorKind.System).ApplyAsync(connection, cancellationToken);
        await using var lapse = new NpgsqlCommand(Lapse, connection) { Parameters = { new() { Value = id } } };
        await lapse.ExecuteNonQueryAsync(cancellationToken);
    }

    private MailDraft Draft(
        ReminderRow row, ReminderRecipient to, string key, bool isAgain, ShownEntry entry, PageAddress address)
    {
        var end = address(to.Language, $"erinnerung/{key}/ende");
        return new(to.Address, Template, to.Language, new Dictionary<string, object?>
        {
            ["organisation"] = row.Name,
            ["confirmed"] = row.IsConfirmed,
            ["since"] = entry.Day(row.Since),
            ["items"] = entry.Lines.Select(line => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>
            {
                ["label"] = line.Label,
                ["value"] = line.Value,
            }).ToList(),
            ["link"] = address(to.Language, $"erinnerung/{key}"),
            ["edit_link"] = address(to.Language, $"organisationen/{row.Slug}/{(to.IsTeam ? "bearbeiten" : "hinweis")}"),
            ["again"] = isAgain,
            ["until"] = entry.Day(time.Today().AddDays(settings.LastDays)),
            ["team"] = to.IsTeam,
            ["end_link"] = end,
        })
        {
            Purpose = MailPurpose.Digest,
            Unsubscribe = end,
        };
    }
}
