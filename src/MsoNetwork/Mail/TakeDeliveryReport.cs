using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>What became of a report.</summary>
public enum ReportOutcome
{
    /// <summary>The message reports no failure.</summary>
    NoFailure,

    /// <summary>It is about no mail of ours that is still known.</summary>
    Unknown,

    /// <summary>The mail is noted as refused; the address is not at fault.</summary>
    Noted,

    /// <summary>The mail is noted as refused, and its address marked.</summary>
    Marked,
}

/// <summary>
/// Takes a message from the mailbox where reports come back. Anybody can write one, so the mail is found by its Message-ID, which only we
/// and its recipient know, and the address that is marked is the one that we wrote to.
/// </summary>
public sealed class TakeDeliveryReport(NpgsqlDataSource database, MailAddresses addresses)
{
    private const string Refuse = """
        UPDATE mails SET state = 'Refused', reason = $2 WHERE message_id = $1 AND state IN ('Sent', 'Refused') RETURNING recipient
        """;

    private const int LongestReason = 300;

    public async Task<ReportOutcome> RunAsync(Stream message, CancellationToken cancellationToken)
    {
        var outcome = ReportOutcome.NoFailure;
        foreach (var failure in await DeliveryReport.ReadAsync(message, cancellationToken))
        {
            var one = await TakeAsync(failure, cancellationToken);
            if (one > outcome) outcome = one;
        }

        return outcome;
    }

    private async Task<ReportOutcome> TakeAsync(DeliveryReport failure, CancellationToken cancellationToken)
    {
        var said = MailLines.OneLine(failure.Said) is { Length: > LongestReason } longer
            ? longer[..LongestReason]
            : MailLines.OneLine(failure.Said);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var refuse = new NpgsqlCommand(Refuse, connection)
        {
            Parameters =
            {
                new() { Value = failure.MessageId },
                new() { Value = said },
            },
        };
        if (await refuse.ExecuteScalarAsync(cancellationToken) is not string recipient) return ReportOutcome.Unknown;
        // A report of a passing trouble (4.…) that ended in giving up says nothing of the address either.
        var isMarked = !said.StartsWith("4.", StringComparison.Ordinal) && SmtpRefusal.IsAboutAddress(said);
        if (isMarked) await addresses.MarkAsync(connection, recipient, AddressMark.Bounced, said, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return isMarked ? ReportOutcome.Marked : ReportOutcome.Noted;
    }
}
