using System.Collections.Concurrent;
using Npgsql;

namespace MsoNetwork.Mail;

/// <summary>
/// Works the queue off. Any number of workers may, in any number of processes: each mail is held by one at a time. When the server is
/// away, no mail is claimed.
/// </summary>
public sealed class MailWorker(NpgsqlDataSource database, MailOutlet outlet, MailAddresses addresses, TimeProvider time)
{
    private const string Expire = """
        UPDATE mails SET state = 'Expired', ended_at = $1, subject = NULL, text = NULL, html = NULL, reply_to = NULL, unsubscribe = NULL
        WHERE id IN (SELECT id FROM mails WHERE state = 'Waiting' AND useful_until <= $1 FOR UPDATE SKIP LOCKED)
        """;

    private const string Due = "SELECT EXISTS (SELECT FROM mails WHERE state = 'Waiting' AND due_at <= $1)";

    private readonly ConcurrentDictionary<string, long> _ended = new(
        [new("sent", 0), new("postponed", 0), new("refused", 0), new("withheld", 0)]);

    /// <summary>How many mails this process has ended how: sent, postponed, refused, withheld.</summary>
    public IReadOnlyDictionary<string, long> Ended => _ended;

    /// <summary>Hands over all that are due.</summary>
    /// <returns>How many were claimed.</returns>
    /// <exception cref="MailServerException">The server is away; what was not handed over waits.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using (var expire = Command(Expire)) await expire.ExecuteNonQueryAsync(cancellationToken);
        await using (var due = Command(Due))
            if (await due.ExecuteScalarAsync(cancellationToken) is not true) return 0;
        var handed = 0;
        try
        {
            await outlet.OpenAsync(cancellationToken);
            while (await HandNextAsync(cancellationToken)) handed++;
        }
        finally
        {
            await outlet.CloseAsync();
        }

        return handed;
    }

    private async Task<bool> HandNextAsync(CancellationToken cancellationToken)
    {
        await using var claim = await MailClaim.TakeAsync(database, outlet.From.Domain, time.GetUtcNow(), cancellationToken);
        if (claim is null) return false;
        if (claim.IsMarked && claim.Mail.Purpose != MailPurpose.Confirmation)
        {
            await claim.EndAsync(MailState.Withheld, null, time.GetUtcNow(), cancellationToken);
            Count("withheld");
            return true;
        }

        var (outcome, said) = await outlet.HandAsync(MailMessage.Of(claim.Mail, outlet.From), cancellationToken);
        // From here on the other side may have it: writing that down is not given up because we are told to stop.
        var now = time.GetUtcNow();
        switch (outcome)
        {
            case Handover.Taken:
                await claim.EndAsync(MailState.Sent, null, now, CancellationToken.None);
                break;
            case Handover.Later:
                await claim.PostponeAsync(said, CancellationToken.None);
                break;
            case Handover.AddressRefused:
                await addresses.MarkAsync(claim.Connection, claim.Mail.Recipient, AddressMark.Refused, said ?? "", CancellationToken.None);
                await claim.EndAsync(MailState.Refused, said, now, CancellationToken.None);
                break;
            default:
                await claim.EndAsync(MailState.Refused, said, now, CancellationToken.None);
                break;
        }

        Count(outcome switch { Handover.Taken => "sent", Handover.Later => "postponed", _ => "refused" });
        return true;
    }

    private void Count(string outcome) => _ended.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    private NpgsqlCommand Command(string sql)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return command;
    }
}
