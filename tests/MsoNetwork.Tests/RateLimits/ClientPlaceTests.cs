using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.Serving;

namespace MsoNetwork.Tests.RateLimits;

/// <summary>One place for each network and class, two for all of the API.</summary>
public sealed class ClientPlaceTests : IDisposable
{
    private const string One = "198.51.100.7";
    private const string Neighbour = "198.51.100.8"; // of the same network
    private const string Other = "203.0.113.7";
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly RefusalMetrics _refusals = new();
    private readonly ClientPlaces _clients;
    private readonly RequestsAtWork _work;

    public ClientPlaceTests()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("MAX_REQUESTS", "4"), new("CLIENT_REQUESTS", "1")]).Build();
        _clients = new ClientPlaces(settings, RatePolicies.Usual);
        _work = new RequestsAtWork(settings, _clients, new RefusalPace(TimeProvider.System), _refusals, TimeProvider.System);
    }

    [Fact]
    public async Task What_waits_for_its_networks_place_holds_nobody_elses()
    {
        var held = new TaskCompletionSource();
        var first = _work.RunAsync(Asked(One), _ => held.Task);
        var served = 0;
        Task ServeAsync(HttpContext _)
        {
            Interlocked.Increment(ref served);
            return Task.CompletedTask;
        }

        var waiting = Enumerable.Range(0, 20).Select(_ => _work.RunAsync(Asked(Neighbour), ServeAsync)).ToList();
        await _work.RunAsync(Asked(Other), ServeAsync); // the API's second place is free
        await _work.RunAsync(Asked(One, RequestWeight.Page), ServeAsync); // pages have places of their own
        await _work.RunAsync(Asked(One, RequestWeight.Health), ServeAsync);
        Assert.Equal(3, served);
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        held.SetResult();
        await first;
        await Task.WhenAll(waiting).WaitAsync(Token);
        Assert.Equal(23, served);
    }

    [Fact]
    public async Task Four_files_go_out_at_once_as_a_slow_line_takes_minutes()
    {
        var (begun, held) = (0, new TaskCompletionSource());
        var all = Enumerable.Range(0, 6).Select(_ => _work.RunAsync(Asked(One, RequestWeight.Export), async _ =>
        {
            Interlocked.Increment(ref begun);
            await held.Task;
        })).ToList();
        Assert.Equal(4, begun);
        held.SetResult();
        await Task.WhenAll(all).WaitAsync(Token);
        Assert.Equal(6, begun);
    }

    [Fact]
    public async Task An_answer_on_its_way_holds_no_place_of_its_network()
    {
        var (response, held) = (new StartedResponse(), new TaskCompletionSource());
        var slow = Asked(One);
        slow.Features.Set<IHttpResponseFeature>(response);
        var first = _work.RunAsync(slow, _ => held.Task);
        var next = _work.RunAsync(Asked(Neighbour), _ => Task.CompletedTask);
        Assert.False(next.IsCompleted);
        await response.StartAsync();
        await next.WaitAsync(Token);
        Assert.False(first.IsCompleted);
        held.SetResult();
        await first;
    }

    [Theory]
    [InlineData("1", 1, 1, 4)]
    [InlineData("2", 1, 2, 4)]
    [InlineData("8", 7, 8, 8)]
    public void Pages_have_one_place_fewer_than_the_API_and_files_four_at_least(string setting, int pages, int api, int files)
    {
        using var clients = new ClientPlaces(
            new ConfigurationBuilder().AddInMemoryCollection([new("CLIENT_REQUESTS", setting)]).Build(), RatePolicies.Usual);
        Assert.Equal((pages, api, files),
            (clients.Most(WorkClass.Page), clients.Most(WorkClass.Api), clients.Most(WorkClass.Export)));
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_queue_and_beyond_the_queue_it_is_429()
    {
        var held = new TaskCompletionSource();
        var first = _work.RunAsync(Asked(One), _ => held.Task);
        using var givingUp = new CancellationTokenSource();
        HttpContext Leaving(HttpContext context)
        {
            context.RequestAborted = givingUp.Token;
            return context;
        }

        var waiting = Enumerable.Range(0, ClientPlaces.MostWaiting)
            .Select(_ => _work.RunAsync(Leaving(Asked(One)), _ => Task.CompletedTask)).ToList();
        var late = Asked(Neighbour);
        await _work.RunAsync(late, _ => throw new InvalidOperationException("It has no place."));
        Assert.Equal((429, "10"), (late.Response.StatusCode, late.Response.Headers.RetryAfter.ToString()));
        late.Response.Body.Position = 0;
        var body = await new StreamReader(late.Response.Body).ReadToEndAsync(Token);
        Assert.Contains("RATE_LIMITED", body, StringComparison.Ordinal);
        Assert.Contains("\"limit\":1", body, StringComparison.Ordinal);
        await givingUp.CancelAsync();
        foreach (var one in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        var next = _work.RunAsync(Asked(One), _ => Task.CompletedTask);
        Assert.False(next.IsCompleted);
        held.SetResult();
        await first;
        await next.WaitAsync(Token);
    }

    [Fact]
    public async Task Where_nobody_is_counted_everybody_may_ask_at_once()
    {
        using var uncounted = new ClientPlaces(new ConfigurationBuilder().Build(), RatePolicies.Of(isOn: false, 1, 1));
        using var work = new RequestsAtWork(
            new ConfigurationBuilder().Build(), uncounted, new RefusalPace(TimeProvider.System), _refusals, TimeProvider.System);
        var (begun, held) = (0, new TaskCompletionSource());
        var all = Enumerable.Range(0, 30).Select(_ => work.RunAsync(Asked(One), async _ =>
        {
            Interlocked.Increment(ref begun);
            await held.Task;
        })).ToList();
        Assert.Equal(30, begun);
        held.SetResult();
        await Task.WhenAll(all);
    }

    public void Dispose()
    {
        _work.Dispose();
        _clients.Dispose();
        _refusals.Dispose();
    }

    private static DefaultHttpContext Asked(string address, RequestWeight? weight = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Response.Body = new MemoryStream();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(weight ?? RequestWeight.Api), "asked"));
        return context;
    }

    // Begins to go out when the test says so.
    private sealed class StartedResponse : HttpResponseFeature
    {
        private readonly List<Func<Task>> _starting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add(() => callback(state));

        public Task StartAsync() => Task.WhenAll(_starting.Select(start => start()));
    }
}
