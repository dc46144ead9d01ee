using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MsoNetwork.Mail;

/// <summary>Hands mails to a server. One connection for as many as are due.</summary>
public sealed class SmtpOutlet(MailboxAddress from, SmtpSettings settings, TimeProvider time) : MailOutlet(from), IDisposable
{
    /// <summary>A server that checks a mail while we wait takes its time (RFC 5321 allows it ten minutes).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Connection? _connection;

    public override string Name => settings.ToString();

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsConnected: true }) return;
        _connection?.Dispose();
        // Revocation lists are fetched from elsewhere, which servers in closed networks cannot; .NET's own clients do not ask either.
        var connection = _connection = new Connection { CheckCertificateRevocation = false };
        await BoundedAsync(async token =>
        {
            await connection.ConnectAsync(settings.Host, settings.Port, settings.Security, token);
            if (settings is { User: { } user, Password: { } password }) await connection.AuthenticateAsync(user, password, token);
            return true;
        }, cancellationToken);
    }

    public override async Task<(Handover Outcome, string? Said)> HandAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var connection = _connection ?? throw new InvalidOperationException("OpenAsync comes first.");
        return await BoundedAsync<(Handover, string?)>(async token =>
        {
            try
            {
                await connection.SendAsync(message, From, message.To.Mailboxes, token);
                return (Handover.Taken, null);
            }
            catch (SmtpCommandException refused) when (refused.StatusCode != SmtpStatusCode.ServiceNotAvailable)
            {
                return (SmtpRefusal.Of(refused), $"{(int)refused.StatusCode} {refused.Message}");
            }
            catch (NotSupportedException unable)
            {
                return (Handover.MailRefused, unable.Message); // an address in letters that this server has no way to take
            }
        }, cancellationToken);
    }

    public override async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is not { } connection) return;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await connection.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception error) when (IsServers(error) || error is OperationCanceledException)
        {
            // What was accepted is accepted, also without a goodbye.
        }
        finally
        {
            connection.Dispose();
        }
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailServerException($"no answer within {Patience.TotalMinutes} minutes", late);
        }
        catch (Exception error) when (IsServers(error))
        {
            throw new MailServerException(error.Message, error);
        }
    }

    private static bool IsServers(Exception error) => error is CommandException or ProtocolException or AuthenticationException
        or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException or IOException
        or SocketException;

    // A report about a mail names it by this (RFC 3461), also where it sends nothing of it back.
    private sealed class Connection : SmtpClient
    {
        protected override string? GetEnvelopeId(MimeMessage message) => message.MessageId;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure;
    }
}
