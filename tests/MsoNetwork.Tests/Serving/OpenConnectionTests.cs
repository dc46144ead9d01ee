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
                Assert.InRange(open.Open, 0, Most);
                if (nth % 10 == 0) Assert.Equal(HttpStatusCode.OK, await HealthAsync(site));
            }

            Assert.True(await IsClosedAsync(idle[0]));
            Assert.False(idle[^1].Poll(TimeSpan.Zero, SelectMode.SelectRead));
            await idle[^1].SendAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"), Token);
            var answer = new byte[15];
            await idle[^1].ReceiveAsync(answer, Token);
            Assert.Equal("HTTP/1.1 200 OK", Encoding.ASCII.GetString(answer));
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

    private static async Task<HttpStatusCode> HealthAsync(RunningSite site)
    {
        using var client = new HttpClient { BaseAddress = site.Client.BaseAddress };
        using var answer = await client.GetAsync("/healthz", Token);
        return answer.StatusCode;
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
            return await socket.ReceiveAsync(new byte[1], Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
