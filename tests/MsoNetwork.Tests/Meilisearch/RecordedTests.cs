using System.Net;
using Microsoft.AspNetCore.Http;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>Our client beside what a real Meilisearch 1.50.0 said.</summary>
public sealed class RecordedTests : IDisposable
{
    private readonly FakeMeilisearch _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Refusals => new(
        Recorded.All.Index().Where(one => one.Item.Status >= HttpStatusCode.BadRequest).Select(one => one.Index));

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_recorded_refusal_is_read_with_its_code_its_status_and_what_it_says(int line)
    {
        var recorded = Recorded.All[line];
        _server.Instead = _ => recorded.Answer();
        var error = await Assert.ThrowsAsync<MeilisearchException>(() => _server.Client().VersionAsync(Token));
        Assert.Equal(recorded.Response.GetProperty("code").GetString(), error.Code);
        Assert.Equal(recorded.Status, error.Status);
        Assert.Contains(recorded.Response.GetProperty("message").GetString()!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_recorded_task_ends_as_it_ended()
    {
        var ends = Recorded.All.Where(one => one.Path.StartsWith("/tasks/", StringComparison.Ordinal) && one.Status == HttpStatusCode.OK)
            .Where(one => one.Response.GetProperty("status").GetString() is "succeeded" or "failed").ToList();
        Assert.Contains(ends, one => one.Response.GetProperty("status").GetString() == "failed");
        foreach (var end in ends)
        {
            _server.Instead = _ => end.Answer();
            var waiting = _server.Client().WaitAsync(end.Response.GetProperty("uid").GetInt64(), TimeSpan.FromMinutes(1), Token);
            if (end.Response.GetProperty("status").GetString() == "succeeded") await waiting;
            else
                Assert.Equal(
                    end.Response.GetProperty("error").GetProperty("code").GetString(),
                    (await Assert.ThrowsAsync<MeilisearchException>(() => waiting)).Code);
        }
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "gzip, deflate, br")]
    public async Task Answers_come_compressed_only_where_that_was_asked_for(bool compressed, string accepted)
    {
        string? sent = null;
        await using var server = await BadServer.StartAsync((context, _) =>
        {
            sent = context.Request.Headers.AcceptEncoding.ToString();
            return context.Response.WriteAsync("""{"pkgVersion":"1.50.0"}""", Token);
        });
        await MeilisearchClient.Create(server.Url, null, TimeProvider.System, compressed: compressed).VersionAsync(Token);
        Assert.Equal(accepted, sent);
    }

    public void Dispose() => _server.Dispose();
}
