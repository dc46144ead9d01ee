using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Tests.RateLimits;

[Trait("Speed", "Medium")]
public sealed class RequestsAtWorkTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_API_leaves_pages_files_and_health_their_shares()
    {
        using var refusals = new RefusalMetrics();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("MAX_REQUESTS", "2")]).Build();
        using var clients = new ClientPlaces(settings, RatePolicies.Of(isOn: false, 1, 1));
        using var work = new RequestsAtWork(settings, clients, new RefusalPace(TimeProvider.System), refusals, TimeProvider.System);
        var held = new TaskCompletionSource();
        var api = work.RunAsync(Asked(RequestWeight.Api), _ => held.Task);
        Assert.False(api.IsCompleted);
        var late = Asked(RequestWeight.Api);
        await work.RunAsync(late, _ => throw new InvalidOperationException("It has no share."));
        Assert.Equal((503, "3"), (late.Response.StatusCode, late.Response.Headers.RetryAfter.ToString()));
        foreach (var weight in (RequestWeight[])[RequestWeight.Page, RequestWeight.Export, RequestWeight.Health])
        {
            var served = false;
            await work.RunAsync(Asked(weight), _ => { served = true; return Task.CompletedTask; });
            Assert.True(served);
        }

        held.SetResult();
        await api;
        var again = false;
        await work.RunAsync(Asked(RequestWeight.Api), _ => { again = true; return Task.CompletedTask; });
        Assert.True(again);
    }

    [Fact]
    public async Task Dear_questions_take_turns_and_cheap_ones_need_none()
    {
        using var refusals = new RefusalMetrics();
        using var dearTurns = new DearTurns();
        using var dear = new DearQuestions(dearTurns, refusals);
        List<IDisposable> turns = [];
        for (var turn = 0; turn < Math.Max(Environment.ProcessorCount / 2, 1); turn++)
            turns.Add((await dear.TakeAsync(DearQuestions.From, Token)).Turn!);
        var waiting = Enumerable.Range(0, DearQuestions.MostWaiting)
            .Select(_ => dear.TakeAsync(DearQuestions.From, Token).AsTask()).ToList();
        var (none, refusal) = await dear.TakeAsync(DearQuestions.From, Token); // nobody else may wait
        Assert.Null(none);
        Assert.Equal(ErrorCode.Unavailable, refusal!.Code);
        Assert.Equal((null, null), await dear.TakeAsync(DearQuestions.From - 1, Token));
        turns.ForEach(turn => turn.Dispose());
        Assert.NotNull((await waiting[0]).Turn);
    }

    [Fact]
    public async Task Who_leaves_while_waiting_for_a_turn_leaves_the_place_to_others()
    {
        using var refusals = new RefusalMetrics();
        using var dearTurns = new DearTurns();
        using var dear = new DearQuestions(dearTurns, refusals);
        List<IDisposable> files = [];
        for (var turn = 0; turn < Math.Max(Environment.ProcessorCount - 1, 1); turn++) files.Add(await dearTurns.TakeAsync(Token));
        for (var asked = 0; asked < 2 * Environment.ProcessorCount; asked++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var left = dear.TakeAsync(DearQuestions.From, leaving.Token).AsTask();
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        files.ForEach(file => file.Dispose());
        var (got, refusal) = await dear.TakeAsync(DearQuestions.From, Token);
        Assert.Null(refusal);
        Assert.NotNull(got);
    }

    [Fact]
    public async Task Twenty_times_all_outlines_are_refused_and_once_is_not()
    {
        var once = await site.AskAsync("{ regions(level: MUNICIPALITY) { boundary } }");
        Assert.Equal(HttpStatusCode.OK, once.Status);
        Assert.True(once.Json.GetProperty("extensions").GetProperty("cost").GetInt64() is > DearQuestions.From and <= Limits.Cost);
        var many = await site.AskAsync("{ a: regions(level: MUNICIPALITY) { boundary } b: regions(level: MUNICIPALITY) { boundary } }");
        many.IsRefusal("LIMIT_EXCEEDED");
    }

    [Theory]
    [InlineData(500, null, true)]
    [InlineData(20, 50, true)]
    [InlineData(20, null, false)]
    public async Task A_list_that_looks_at_everything_says_so_by_its_cost(int radius, int? last, bool isDear)
    {
        const string question = "query($radius: Float!, $last: Int) { organisations(last: $last, "
            + "filter: { near: { municipality: \"Bonn\", radiusKm: $radius } }) { nodes { slug } } }";
        foreach (var _ in (int[])[1, 2]) // the second time by a plan that is known
        {
            var answer = await site.AskAsync(question, new { radius, last });
            Assert.Equal(isDear, answer.Json.GetProperty("extensions").GetProperty("cost").GetInt64() >= DearQuestions.From);
        }
    }

    private static DefaultHttpContext Asked(RequestWeight weight)
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(weight), "asked"));
        return context;
    }
}
