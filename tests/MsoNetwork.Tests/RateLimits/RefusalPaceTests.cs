using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.RateLimits;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Admission;

namespace MsoNetwork.Tests.RateLimits;

public sealed class RefusalPaceTests(TestCluster cluster)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_go_out_at_once_and_the_next_one_after_the_other()
    {
        var time = new FakeTimeProvider();
        var pace = new RefusalPace(time);
        for (var turn = 0; turn < RefusalPace.AtOnce; turn++) Assert.True(pace.WaitAsync("a", Token).IsCompletedSuccessfully);
        var (next, last) = (pace.WaitAsync("a", Token), pace.WaitAsync("a", Token));
        Assert.False(next.IsCompleted);
        Assert.True(pace.WaitAsync("b", Token).IsCompletedSuccessfully);
        time.Advance(RefusalPace.Each);
        await next.WaitAsync(Token);
        Assert.False(last.IsCompleted);
        time.Advance(RefusalPace.Each * RefusalPace.AtOnce);
        await last.WaitAsync(Token);
        for (var turn = 1; turn < RefusalPace.AtOnce; turn++) Assert.True(pace.WaitAsync("a", Token).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task No_refusal_waits_for_longer_than_five_seconds_and_who_leaves_waits_no_more()
    {
        var time = new FakeTimeProvider();
        var pace = new RefusalPace(time);
        using var leaving = new CancellationTokenSource();
        var all = Enumerable.Range(0, 200).Select(_ => pace.WaitAsync("a", Token)).ToList();
        var left = pace.WaitAsync("a", leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        time.Advance(RefusalPace.Longest - RefusalPace.Each);
        Assert.False(all[^1].IsCompleted);
        time.Advance(RefusalPace.Each);
        await Task.WhenAll(all).WaitAsync(Token);
    }

    [Fact]
    public async Task A_refusal_that_waits_holds_no_place()
    {
        var time = new FakeTimeProvider();
        await using var site = new RunningSite(cluster)
        {
            InPlace = services => services
                .AddSingleton(provider => new RateLimiter(provider.GetRequiredService<RatePolicies>(), new FakeTimeProvider()))
                .AddSingleton(new RefusalPace(time)),
            Settings = new Dictionary<string, string?> { ["LIMITS"] = "on", ["LIMIT_NETWORK"] = "417", ["CLIENT_REQUESTS"] = "1" },
        };
        await site.InitializeAsync();
        using var client = site.Visitor(77);
        Task<HttpResponseMessage> AskAsync(string query) => client.PostAsJsonAsync("/graphql", new { query }, Token);
        using (var file = await client.GetAsync("/organisations/export.csv", Token)) Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        for (var remaining = long.MaxValue; remaining >= 20;)
        {
            using var answer = await AskAsync("{ rateLimit { remaining } }");
            var data = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data");
            remaining = data.GetProperty("rateLimit").GetProperty("remaining").GetInt64();
        }

        // There is enough for a small question, and not for the schema's file.
        Task<HttpResponseMessage> RefusedAsync() => client.GetAsync("/graphql/schema.graphql", Token);
        for (var turn = 0; turn < RefusalPace.AtOnce; turn++)
        {
            using var answer = await RefusedAsync();
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }

        var waiting = Enumerable.Range(0, 20).Select(_ => RefusedAsync()).ToList();
        using (var cheap = await AskAsync("{ __typename }")) Assert.Equal(HttpStatusCode.OK, cheap.StatusCode);
        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        while (!waiting.TrueForAll(one => one.IsCompleted))
        {
            time.Advance(RefusalPace.Each);
            await Task.Delay(1, Token);
        }

        foreach (var one in waiting)
        {
            using var refused = await one;
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
    }
}
