using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MsoNetwork.Tests.WebsiteChecks;

/// <summary>
/// A server whose page never ends, on this machine. It writes into the socket itself: what a web server counts as written it may have
/// thrown away, as the connection was gone and nobody had told the page yet.
/// </summary>
internal sealed class EndlessServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<long> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    public EndlessServer()
    {
        _listener.Start();
        _running = AnswerAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Bytes of the page that were taken, by the reader or the buffers before it, until it closed the connection.</summary>
    public Task<long> Taken => _taken.Task;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _running;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync();
                var answer = await AskedAsync(socket) switch
                {
                    ['G', 'E', 'T', ' ', '/', ' ', ..] => "200 OK",
                    ['H', 'E', 'A', 'D', ..] => "405 Method Not Allowed",
                    _ => "404 Not Found", // robots.txt
                };
                var length = answer == "200 OK" ? "" : "Content-Length: 0\r\n";
                await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n{length}Connection: close\r\n\r\n"));
                if (length.Length == 0) _taken.TrySetResult(await SendUntilClosedAsync(socket));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            _taken.TrySetException(ended);
        }
    }

    private static async Task<string> AskedAsync(Socket socket)
    {
        var asked = new byte[4096];
        var length = 0;
        do
        {
            var read = await socket.ReceiveAsync(asked.AsMemory(length));
            if (read == 0) break;
            length += read;
        }
        while (!asked.AsSpan(0, length).EndsWith("\r\n\r\n"u8));
        return Encoding.ASCII.GetString(asked, 0, length);
    }

    private static async Task<long> SendUntilClosedAsync(Socket socket)
    {
        var part = new byte[64 * 1024];
        var taken = 0L;
        try
        {
            while (true) taken += await socket.SendAsync(part);
        }
        catch (SocketException)
        {
            return taken;
        }
    }
}
