using System.Text.RegularExpressions;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Inputs that <see cref="FuzzTests"/> has found, each once answered with 500.</summary>
public sealed class FoundTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData(@"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")]
    public async Task A_request_without_a_path_is_answered(string request)
    {
        var answer = await SendAsync(request);
        Assert.Null(answer.Fault);
        Assert.InRange(answer.Status, 200, 499);
        Assert.Contains("X-Request-Id:", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /graphql", "application/json")]
    [InlineData("POST /de/anmelden", "application/x-www-form-urlencoded")]
    [InlineData("POST /de/anmelden", "multipart/form-data; boundary=x")]
    [InlineData("PUT /organisations/migrafrica/logo", "image/png")]
    public async Task A_chunk_whose_size_no_number_holds_is_refused(string target, string type)
    {
        var answer = await SendAsync(
            @$"{target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nAuthorization: Bearer {RunningSite.DevelopmentToken}\r\n"
            + @"X-Actor: organisation:migrafrica\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{""que\r\nffffffffffff\r\n");
        Assert.Null(answer.Fault);
        Assert.InRange(answer.Status, 400, 499);
    }

    private Task<RawAnswer> SendAsync(string request) => RawAnswer.ToAsync(
        new RawRequest("found", RawRequest.Utf8(Regex.Unescape(request)), IsHttp: false), site.Client.BaseAddress!.Port,
        TestContext.Current.CancellationToken);
}
