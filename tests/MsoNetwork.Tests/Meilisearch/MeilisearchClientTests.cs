using System.Net;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class MeilisearchClientTests : IDisposable
{
    private readonly FakeMeilisearch _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_is_done_only_when_its_task_has_succeeded()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };
        var client = _server.Client(time);
        var task = await client.CreateIndexAsync("organisations", Token);
        await Passing(time, client.WaitAsync(task, TimeSpan.FromMinutes(1), Token));
        // processing, succeeded
        Assert.Equal(["/indexes", $"/tasks/{task}", $"/tasks/{task}"], _server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("index_already_exists")] // a 409 in the list of codes, but seen in tasks only
    [InlineData("invalid_document_geo_field")]
    [InlineData("a_code_of_the_future")]
    public async Task A_failed_task_throws_with_its_code(string code)
    {
        _server.Fails = (_, _, _) => code;
        var client = _server.Client();
        var task = await client.CreateIndexAsync("organisations", Token);
        var error = await Assert.ThrowsAsync<MeilisearchException>(() => client.WaitAsync(task, TimeSpan.FromMinutes(1), Token));
        Assert.Equal((code, null), (error.Code, error.Status));
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_tasks_go_up_to_four_billions()
    {
        _server.Instead = request =>
            request.Method == HttpMethod.Get
                ? FakeMeilisearch.Json("""{"uid":4294967295,"status":"succeeded"}""")
                : FakeMeilisearch.Json("""{"taskUid":4294967295}""");
        var client = _server.Client();
        await client.WaitAsync(await client.CreateIndexAsync("organisations", Token), TimeSpan.FromMinutes(1), Token);
        Assert.Equal("/tasks/4294967295", _server.Requests[^1].Path);
    }

    [Fact]
    public async Task Deleting_an_unknown_index_is_accepted_and_its_task_fails()
    {
        var client = _server.Client();
        var task = await client.DeleteIndexAsync("nothing", Token);
        Assert.Equal(
            MeilisearchException.IndexNotFound,
            (await Assert.ThrowsAsync<MeilisearchException>(() => client.WaitAsync(task, TimeSpan.FromMinutes(1), Token))).Code
        );
    }

    [Fact]
    public async Task A_cancelled_task_throws()
    {
        _server.Instead = _ => FakeMeilisearch.Json("""{"uid":7,"status":"canceled","type":"indexCreation","canceledBy":8}""");
        Assert.Equal(
            MeilisearchException.Canceled,
            (await Assert.ThrowsAsync<MeilisearchException>(() => _server.Client().WaitAsync(7, TimeSpan.FromMinutes(1), Token))).Code
        );
    }

    [Fact]
    public async Task A_task_that_does_not_end_is_given_up_and_asked_for_ever_more_rarely()
    {
        var time = new FakeTimeProvider();
        _server.Instead = _ => FakeMeilisearch.Json("""{"uid":7,"status":"aNewStatus","type":"aNewType","error":null}""");
        var waiting = _server.Client(time).WaitAsync(7, TimeSpan.FromSeconds(10), Token);
        var error = await Assert.ThrowsAsync<MeilisearchException>(() => Passing(time, waiting));
        Assert.Equal(MeilisearchException.NotFinished, error.Code);
        Assert.InRange(_server.Requests.Count, 5, 25); // 10 ms doubled up to a second; every 10 ms would be 1,000
    }

    [Fact]
    public async Task A_count_of_an_unknown_index_is_null() => Assert.Null(await _server.Client().CountAsync("nothing", Token));

    [Fact]
    public async Task The_key_goes_with_every_request_as_a_bearer_and_no_header_without_one()
    {
        var sent = new List<string?>();
        _server.Instead = request =>
        {
            sent.Add(request.Headers.Authorization?.ToString());
            return null;
        };
        await _server.Client(key: "secret").VersionAsync(Token);
        await _server.Client(key: null).VersionAsync(Token);
        Assert.Equal(["Bearer secret", null], sent);
    }

    [Theory]
    [InlineData("http://proxy.test/search", "http://proxy.test/search/version")]
    [InlineData("http://proxy.test/search/", "http://proxy.test/search/version")]
    [InlineData("http://proxy.test:7700", "http://proxy.test:7700/version")]
    public async Task The_address_may_have_a_path(string address, string asked)
    {
        Uri? seen = null;
        using var handler = new Handler(request =>
        {
            seen = request.RequestUri;
            return FakeMeilisearch.Json("""{"pkgVersion":"1.53.0"}""");
        });
        await MeilisearchClient.Create(new Uri(address), null, TimeProvider.System, handler).VersionAsync(Token);
        Assert.Equal(asked, seen!.AbsoluteUri);
    }

    [Fact]
    public async Task Documents_are_posted_which_replaces_them_and_with_their_primary_key()
    {
        await _server.Client().AddDocumentsAsync("organisations", "[]"u8.ToArray(), Token);
        Assert.Equal(("POST", "/indexes/organisations/documents?primaryKey=id", "[]"), _server.Requests.Single());
    }

    [Fact]
    public async Task A_full_queue_is_waited_for_as_long_as_the_server_says()
    {
        var time = new FakeTimeProvider();
        _server.Instead = _ => _server.Requests.Count > 1 ? null : FullFor("7");
        var asking = _server.Client(time).VersionAsync(Token);
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(_server.Requests);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("1.53.0", await asking);
    }

    [Fact]
    public async Task Neither_a_search_nor_a_swap_is_ever_sent_twice()
    {
        _server.Instead = _ => FullFor("0");
        var client = _server.Client();
        await Assert.ThrowsAsync<MeilisearchException>(() => client.SearchAsync([new SearchRequest("organisations")], Token));
        // twice would be back again
        await Assert.ThrowsAsync<MeilisearchException>(() => client.SwapAsync("organisations_new", "organisations", rename: false, Token));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task Health_needs_no_more_than_its_status()
    {
        Assert.True(await _server.Client().IsHealthyAsync(Token));
        _server.Instead = _ => FakeMeilisearch.Json("""{"status":"somethingElse"}""");
        Assert.False(await _server.Client().IsHealthyAsync(Token));
    }

    public void Dispose() => _server.Dispose();

    /// <summary>Lets time go by until a task is over.</summary>
    private static async Task Passing(FakeTimeProvider time, Task task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await task;
    }

    private static HttpResponseMessage FullFor(string seconds)
    {
        var response = FakeMeilisearch.Error(HttpStatusCode.ServiceUnavailable, "too_many_search_requests");
        response.Headers.Add("Retry-After", seconds);
        return response;
    }

    private sealed class Handler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
