using System.Net;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class BadServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_not_there_is_an_HttpRequestException()
    {
        var server = await BadServer.StartAsync((_, _) => Task.CompletedTask);
        var client = server.Client();
        await server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.IsHealthyAsync(Token));
    }

    [Theory]
    [InlineData(500, "", MeilisearchException.NoBody)]
    [InlineData(404, "<html>nginx</html>", MeilisearchException.NoBody)]
    [InlineData(400, "[1]", MeilisearchException.NoBody)]
    [InlineData(400, """{"message": "no code"}""", MeilisearchException.NoBody)]
    [InlineData(
        403,
        """{"message":"The provided API key is invalid.","code":"invalid_api_key","type":"auth","link":"…","new":1}""",
        "invalid_api_key"
    )]
    [InlineData(413, """{"code":"payload_too_large"}""", "payload_too_large")]
    public async Task An_error_names_its_status_and_code_with_or_without_a_body(int status, string body, string code)
    {
        await using var server = await BadServer.StartAsync((context, _) => AnswerAsync(context, status, body));
        var error = await Assert.ThrowsAsync<MeilisearchException>(() => server.Client().VersionAsync(Token));
        Assert.Equal((code, (HttpStatusCode?)status), (error.Code, error.Status));
        Assert.Contains($"HTTP {status}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("<html>")]
    public async Task A_success_that_cannot_be_read_is_an_error(string body)
    {
        await using var server = await BadServer.StartAsync((context, _) => AnswerAsync(context, 200, body));
        Assert.Equal(
            MeilisearchException.Unreadable,
            (await Assert.ThrowsAsync<MeilisearchException>(() => server.Client().VersionAsync(Token))).Code
        );
    }

    [Fact]
    public async Task A_body_that_ends_too_early_is_an_error()
    {
        await using var server = await BadServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"status\":", Token);
            context.Abort();
        });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client().IsHealthyAsync(Token));
    }

    [Fact]
    public async Task A_write_is_sent_again_when_the_server_is_busy_for_a_moment()
    {
        await using var server = await BadServer.StartAsync((context, number) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return number < 3 ? AnswerAsync(context, 503, "") : AnswerAsync(context, 202, """{"taskUid":5,"status":"enqueued"}""");
        });
        Assert.Equal(5, await server.Client().CreateIndexAsync("organisations", Token));
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task What_the_server_refuses_is_not_sent_again()
    {
        await using var server = await BadServer.StartAsync((context, _) => AnswerAsync(context, 400, """{"code":"bad_request"}"""));
        await Assert.ThrowsAsync<MeilisearchException>(() => server.Client().CreateIndexAsync("organisations", Token));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Giving_up_does_not_wait_for_a_server_that_hangs()
    {
        await using var server = await BadServer.StartAsync((context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var impatient = new CancellationTokenSource();
        var asking = server.Client().SearchAsync([new SearchRequest("organisations")], impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body, Token);
    }
}
