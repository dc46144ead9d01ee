using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>
/// A mail that this worker holds. The claim is committed first, and sets when the next attempt is due: so a mail that ends the process is
/// not tried again at once, for ever. While it is handed over its row is locked: a worker that is slow, or frozen, is not overtaken.
/// </summary>
internal sealed class MailClaim : IAsyncDisposable
{
    /// <summary>Before the second attempt, the third …; the last pause repeats until the mail is of no use any more.</summary>
    internal static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4),
        TimeSpan.FromHours(12),
    ];

    private const int LongestReason = 300;

    private const string Take = """
        UPDATE mails SET attempts = attempts + 1, due_at = $1 + ($2::interval[])[least(attempts + 1, cardinality($2))],
            message_id = coalesce(message_id, replace(id::text, '-', '') || '@' || $3)
        WHERE id = (SELECT id FROM mails WHERE state = 'Waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, attempts
        """;

    // Not SKIP LOCKED: another worker, whose snapshot saw the row due, locks it for the moment in which it sees that it is not any more.
    private const string Hold = """
        SELECT id, recipient, purpose, template, language, subject, text, html, reply_to, unsubscribe, message_id, queued_at, due_at,
            useful_until, EXISTS (SELECT FROM mail_addresses WHERE address = lower(recipient))
        FROM mails WHERE id = $1 AND attempts = $2 AND state = 'Waiting' FOR UPDATE
        """;

    private const string Finish = """
        UPDATE mails SET state = $2, ended_at = $3, reason = $4, subject = NULL, text = NULL, html = NULL, reply_to = NULL,
            unsubscribe = NULL WHERE id = $1
        """;

    private readonly NpgsqlConnection _connection;
    private NpgsqlTransaction? _transaction;

    private MailClaim(NpgsqlConnection connection) => _connection = connection;

    public NpgsqlConnection Connection => _connection;

    public OutgoingMail Mail { get; private set; } = null!;

    /// <summary>Its address refused mails before.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>The next mail that is due and that nobody else holds; null if there is none.</summary>
    public static async Task<MailClaim?> TakeAsync(
        NpgsqlDataSource database,
        string domain,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var claim = new MailClaim(await database.OpenConnectionAsync(cancellationToken));
        try
        {
            while (await claim.NextAsync(domain, now, cancellationToken) is var (id, attempt))
            {
                if (await claim.HoldAsync(id, attempt, cancellationToken)) return claim;
            }
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }

        await claim.DisposeAsync();
        return null;
    }

    /// <summary>It waits no more.</summary>
    public Task EndAsync(MailState state, string? reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        CommitAsync(Finish, [Mail.Id, state.ToString(), at, Shortened(reason)], cancellationToken);

    /// <summary>It waits for its next attempt.</summary>
    public Task PostponeAsync(string? reason, CancellationToken cancellationToken) =>
        CommitAsync("UPDATE mails SET reason = $2 WHERE id = $1", [Mail.Id, Shortened(reason)], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<(Guid Id, int Attempt)?> NextAsync(string domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var take = Command(Take, now, Pauses, domain);
        await using var row = await take.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetGuid(0), row.GetInt32(1)) : null;
    }

    private async Task<bool> HoldAsync(Guid id, int attempt, CancellationToken cancellationToken)
    {
        _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = Command(Hold, id, attempt))
        {
            if ((await hold.ListAsync(Read, cancellationToken)).FirstOrDefault() is var (mail, isMarked))
            {
                (Mail, IsMarked) = (mail, isMarked);
                return true;
            }
        }

        await _transaction.DisposeAsync();
        _transaction = null;
        return false;
    }

    private static (OutgoingMail Mail, bool IsMarked)? Read(SqlRow row) => (new OutgoingMail
    {
        Id = row.Value<Guid>(),
        Recipient = row.Text(),
        Purpose = row.Member<MailPurpose>(),
        Template = row.Text(),
        Language = row.Text(),
        Subject = row.Text(),
        Text = row.Text(),
        Html = row.Text(),
        ReplyTo = row.TextOrNull(),
        Unsubscribe = row.TextOrNull(),
        MessageId = row.Text(),
        QueuedAt = row.Value<DateTimeOffset>(),
        DueAt = row.Value<DateTimeOffset>(),
        UsefulUntil = row.Value<DateTimeOffset>(),
    }, row.Value<bool>());

    private async Task CommitAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await _transaction!.CommitAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    // What servers say goes on for lines, and at times repeats the mail.
    private static object Shortened(string? reason) => reason is null ? DBNull.Value
        : MailLines.OneLine(reason) is { Length: > LongestReason } longer ? longer[..LongestReason] : MailLines.OneLine(reason);
}
