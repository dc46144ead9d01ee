using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>What came back over the wire until the server closed the connection, and what is wrong with it.</summary>
internal sealed partial record RawAnswer(int Status, string Text, string? Fault)
{
    private const string GoOn = "HTTP/1.1 100 Continue\r\n\r\n";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40); // twice what any request may take on a busy machine

    public static async Task<RawAnswer> ToAsync(RawRequest request, int port, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(Patience);
        using var client = new TcpClient();
        using var came = new MemoryStream();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, over.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(request.Bytes, over.Token);
            var coming = stream.CopyToAsync(came, over.Token);
            // What has no end would be waited for: who sent it has nothing more to say.
            if (!request.IsHttp && await Task.WhenAny(coming, Task.Delay(Pause, over.Token)) != coming)
                client.Client.Shutdown(SocketShutdown.Send);
            await coming;
        }
        catch (Exception gone) when (gone is IOException or SocketException)
        {
            // Closed before it had read everything: what it said before that counts.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RawAnswer(0, "", $"no answer within {Patience.TotalSeconds} s");
        }

        return Read(request, Encoding.Latin1.GetString(came.GetBuffer(), 0, (int)came.Length));
    }

    private static RawAnswer Read(RawRequest request, string text)
    {
        if (text.StartsWith(GoOn, StringComparison.Ordinal)) text = text[GoOn.Length..];
        var status = StatusLine().Match(text) is { Success: true } line ? int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new RawAnswer(status, text, FaultOf(request, status, text));
    }

    private static string? FaultOf(RawRequest request, int status, string text)
    {
        if (status == 0) return request.IsHttp && request.Bytes.Length < 100_000 ? "no answer" : null;
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        if (status == 503 && head.Contains("Retry-After:", StringComparison.OrdinalIgnoreCase)) return null;
        if (status == 505 && !request.IsHttp) return null; // HTTP/9.9
        if (status >= 500) return $"status {status}";
        if (text.Contains("\"code\":\"INTERNAL\"", StringComparison.Ordinal)) return "INTERNAL";
        if (Inside().Match(text) is { Success: true } leak) return $"tells of its inside: {leak.Value}";
        return request.IsHttp && !request.IsHead && head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            && !text.EndsWith("0\r\n\r\n", StringComparison.Ordinal) ? "broke off" : null;
    }

    [GeneratedRegex(@"^HTTP/1\.[01] (\d{3})")]
    private static partial Regex StatusLine();

    [GeneratedRegex(
        @"SELECT [\w*"",. ]+ FROM |Npgsql|PostgresException|   at [A-Z]\w+\.\w|\.cs:line|System\.\w+Exception|/src/Mso|GraphQLVariable")]
    private static partial Regex Inside();
}
