using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace MsoNetwork.Tests.Mail;

/// <summary>A real SMTP server on this machine, which can refuse, break off and be away; MimeKit reads what it gets.</summary>
public sealed class ReceivingServer : IAsyncDisposable
{
    private CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    public int Port { get; } = FreePort();

    public string Address => $"smtp://127.0.0.1:{Port}";

    /// <summary>What was accepted, in its order.</summary>
    public ConcurrentQueue<MimeMessage> Received { get; } = [];

    /// <summary>What is said of a recipient; null accepts.</summary>
    public Func<string, SmtpResponse?> OnRecipient { get; set; } = _ => null;

    /// <summary>What is done with a whole message before it is accepted; null breaks off without an answer.</summary>
    public Func<MimeMessage, Task<SmtpResponse?>> OnMessage { get; set; } = Accept;

    public static Task<SmtpResponse?> Accept(MimeMessage message) => Task.FromResult<SmtpResponse?>(SmtpResponse.Ok);

    public static ReceivingServer Started()
    {
        var server = new ReceivingServer();
        server.Start();
        return server;
    }

    public void Start()
    {
        _end = new CancellationTokenSource();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        var services = new ServiceProvider();
        services.Add(new Filter(this));
        services.Add(new Store(this));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_end.Token);
    }

    /// <summary>Breaks off every connection; nobody answers any more.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Filter(ReceivingServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(
            ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.OnRecipient($"{to.User}@{to.Host}") is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
    }

    private sealed class Store(ReceivingServer server) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            using var stream = new MemoryStream(buffer.ToArray());
            var message = await MimeMessage.LoadAsync(stream, cancellationToken);
            var answer = await server.OnMessage(message).WaitAsync(cancellationToken);
            if (answer is null)
            {
                (context.Pipe as IDisposable)?.Dispose();
                throw new IOException("broken off");
            }

            if (answer.ReplyCode == SmtpReplyCode.Ok) server.Received.Enqueue(message);
            return answer;
        }
    }
}
