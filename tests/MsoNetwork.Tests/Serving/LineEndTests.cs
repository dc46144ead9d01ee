using System.Net.Sockets;
using System.Text;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Serving;

/// <summary>Lines of a request end in CR and LF, and in nothing else.</summary>
public sealed class LineEndTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("\r\n", "HTTP/1.1 200")]
    [InlineData("\n", "HTTP/1.1 400")]
    public async Task A_request_whose_lines_end_otherwise_is_refused(string end, string answer)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", site.Client.BaseAddress!.Port, token);
        await using var stream = client.GetStream();
        var request = $"GET /healthz HTTP/1.1{end}Host: localhost{end}Connection: close{end}{end}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), token);
        using var reader = new StreamReader(stream);
        Assert.StartsWith(answer, await reader.ReadToEndAsync(token), StringComparison.Ordinal);
    }
}
