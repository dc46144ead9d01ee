using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Tests.Serving;

public sealed class OpenConnectionTests(TestCluster cluster)
{
    private const int Most = 40;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_is_answered_and_the_longest_idle_connection_goes()
    {
        var site = new RunningSite(cluster) { Settings = new Dictionary<string, string?> { ["MAX_CONNECTIONS"] = $"{Most}" } };
        await site.InitializeAsync();
        var idle = new List<Socket>();
        try
        {
            var open = site.Services.GetRequiredService<OpenConnections>();
            for (var nth = 0; nth < 3 * Most; nth++)
            {
                idle.Add(await ConnectAsync(site));
                Assert.Equal("HTTP/1.1 200 OK", await AskAsync(idle[^1]));
                Assert.InRange(open.Open, 0, Most);
                await Waiting.UntilAsync(() => open.Open <= Most * 9 / 10, "nobody had to go");
            }

            Assert.True(await IsClosedAsync(idle[0]));
            Assert.Equal("HTTP/1.1 200 OK", await AskAsync(idle[^1]));
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
            await site.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(10_000, null, 10_000)]
    [InlineData(10_000, 20_000, 10_000)]
    [InlineData(10_000, 4_096, 3_584)]
    [InlineData(10_000, 256, 128)]
    [InlineData(50, 4_096, 50)]
    public void Files_that_may_be_open_bound_connections(int configured, int? files, int possible) =>
        Assert.Equal(possible, OpenConnections.Possible(configured, files));

    // An answer's first line; the rest of it is read, too, so that the connection is idle again.
    private static async Task<string> AskAsync(Socket socket)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"), Token);
        var (answer, part) = (new StringBuilder(), new byte[4_096]);
        while (!answer.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal)
            && await socket.ReceiveAsync(part, Token) is > 0 and var length)
            answer.Append(Encoding.ASCII.GetString(part, 0, length));
        return answer.ToString().Split("\r\n")[0];
    }

    private static async Task<Socket> ConnectAsync(RunningSite site)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback.MapToIPv6(), site.Client.BaseAddress!.Port), Token);
        return socket;
    }

    private static async Task<bool> IsClosedAsync(Socket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[256], Token) > 0) { }
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
