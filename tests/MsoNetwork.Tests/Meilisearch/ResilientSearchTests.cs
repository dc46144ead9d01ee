using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.Meilisearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Search;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class ResilientSearchTests(SeededNetwork network) : IClassFixture<SeededNetwork>
{
    private readonly FakeTimeProvider _time = new();
    private readonly Engine _preferred = new(SearchEngineName.Meilisearch);
    private readonly Engine _other = new(SearchEngineName.Postgres);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_preferred_engine_answers_while_it_is_well() =>
        Assert.Equal((SearchEngineName.Meilisearch, false), await AskAsync(Search()));

    [Fact]
    public async Task The_other_one_answers_when_it_fails_and_says_so()
    {
        _preferred.Answer = _ => throw new HttpRequestException("refused");
        Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(Search()));
    }

    [Fact]
    public async Task The_other_one_answers_when_it_is_slow()
    {
        _preferred.Answer = token => Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        var asking = AskAsync(Search());
        while (!asking.IsCompleted)
        {
            _time.Advance(ResilientSearch.Patience / 10);
            await Task.Yield();
        }

        Assert.Equal((SearchEngineName.Postgres, true), await asking);
    }

    [Fact]
    public async Task Where_it_has_not_answered_soon_the_other_one_is_asked_too_and_the_first_answer_counts()
    {
        var late = new TaskCompletionSource();
        _preferred.Answer = _ => late.Task;
        var asking = AskAsync(Search());
        await AdvanceAsync(ResilientSearch.Soon - TimeSpan.FromMilliseconds(1));
        Assert.Equal((false, 0), (asking.IsCompleted, _other.Asked));
        await AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal((SearchEngineName.Postgres, true), await asking);

        var slow = new TaskCompletionSource();
        _other.Answer = _ => slow.Task;
        asking = AskAsync(Search());
        await AdvanceAsync(ResilientSearch.Soon);
        late.SetResult();
        Assert.Equal((SearchEngineName.Meilisearch, false), await asking);
    }

    [Fact]
    public async Task An_engine_that_hangs_is_left_alone_after_two_searches_although_none_waits_for_its_end()
    {
        var search = Search();
        _preferred.Answer = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        for (var i = 0; i < 2; i++)
        {
            var asking = AskAsync(search);
            await AdvanceAsync(ResilientSearch.Soon);
            Assert.Equal((SearchEngineName.Postgres, true), await asking);
        }

        await AdvanceAsync(ResilientSearch.Patience);
        Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search));
        Assert.Equal(2, _preferred.Asked);
    }

    private async Task AdvanceAsync(TimeSpan time)
    {
        for (var i = 0; i < 20; i++) await Task.Delay(5, Token); // what goes on has come to its timer
        _time.Advance(time);
        for (var i = 0; i < 20; i++) await Task.Delay(5, Token);
    }

    [Fact]
    public async Task After_failures_nobody_waits_for_it_until_one_search_tries_it_again()
    {
        var search = Search();
        _preferred.Answer = _ => throw new HttpRequestException("refused");
        for (var i = 0; i < 20; i++) Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search));
        Assert.Equal(2, _preferred.Asked);

        _time.Advance(ResilientSearch.Break + TimeSpan.FromMilliseconds(1));
        Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search)); // the one that tries
        Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search));
        Assert.Equal(3, _preferred.Asked);

        _preferred.Answer = _ => Task.CompletedTask;
        _time.Advance(ResilientSearch.Break + TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 3; i++) Assert.Equal((SearchEngineName.Meilisearch, false), await AskAsync(search));
    }

    [Fact]
    public async Task While_one_search_tries_it_the_others_do_not_wait()
    {
        var search = Search();
        _preferred.Answer = _ => throw new HttpRequestException("refused");
        for (var i = 0; i < 2; i++) await AskAsync(search);
        _time.Advance(ResilientSearch.Break + TimeSpan.FromMilliseconds(1));
        var tried = new TaskCompletionSource();
        _preferred.Answer = token => tried.Task.WaitAsync(token);
        var probe = AskAsync(search);
        Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search));
        tried.SetResult();
        Assert.Equal((SearchEngineName.Meilisearch, false), await probe);
    }

    [Fact]
    public async Task A_wrong_input_is_the_clients_error_and_does_not_speak_against_the_engine()
    {
        var search = Search();
        _preferred.Answer = _ => throw NetworkException.Invalid("after", "no cursor");
        for (var i = 0; i < 20; i++) await Assert.ThrowsAsync<NetworkException>(() => AskAsync(search));
        Assert.Equal((20, 0), (_preferred.Asked, _other.Asked));
    }

    [Fact]
    public async Task A_question_it_cannot_answer_goes_to_the_other_one_and_nothing_is_degraded()
    {
        var search = Search();
        _preferred.Answer = _ => throw new NotSupportedBySearchEngineException("polygons");
        for (var i = 0; i < 20; i++) Assert.Equal((SearchEngineName.Postgres, false), await AskAsync(search));
        Assert.Equal(20, _preferred.Asked);
    }

    [Theory]
    [InlineData("invalid_search_filter", HttpStatusCode.BadRequest, 20)] // else one clever query could switch the engine off for all
    [InlineData("index_not_found", HttpStatusCode.BadRequest, 2)]
    [InlineData("index_not_found", HttpStatusCode.NotFound, 2)]
    [InlineData("invalid_api_key", HttpStatusCode.Forbidden, 2)]
    [InlineData("too_many_search_requests", HttpStatusCode.ServiceUnavailable, 2)]
    [InlineData(MeilisearchException.Unreadable, HttpStatusCode.OK, 2)]
    public async Task A_refused_request_speaks_against_the_engine_only_when_others_would_fail_as_well(
        string code,
        HttpStatusCode status,
        int asked
    )
    {
        var search = Search();
        _preferred.Answer = _ => throw new MeilisearchException(code, "", status);
        for (var i = 0; i < 20; i++) Assert.Equal((SearchEngineName.Postgres, true), await AskAsync(search));
        Assert.Equal(asked, _preferred.Asked);
    }

    [Fact]
    public async Task A_search_that_its_client_has_given_up_asks_nobody_else()
    {
        using var gone = new CancellationTokenSource();
        var question = (await Asked.OfAsync(network)).Question("");
        _preferred.Answer = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var asking = Search().SearchAsync(question, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, _other.Asked);
    }

    [Fact]
    public async Task A_real_server_that_hangs_breaks_off_or_is_gone_leaves_the_answer_to_the_other_engine()
    {
        var asked = await Asked.OfAsync(network);
        var server = await BadServer.StartAsync(
            (context, number) =>
            {
                if (number == 1)
                    return Task.Delay(Timeout.Infinite, context.RequestAborted);
                context.Abort();
                return Task.CompletedTask;
            }
        );
        var search = new ResilientSearch(
            new MeilisearchEngine(server.Client(), asked.Terms, asked.Regions),
            _other,
            TimeProvider.System,
            NullLogger<ResilientSearch>.Instance
        );
        for (var i = 0; i < 2; i++)
            Assert.True((await search.SearchAsync(asked.Question("Verein"), Token)).Degraded);
        await server.DisposeAsync();
        Assert.True((await search.SearchAsync(asked.Question("Verein"), Token)).Degraded);
        Assert.Equal(3, _other.Asked);
    }

    private ResilientSearch Search() => new(_preferred, _other, _time, NullLogger<ResilientSearch>.Instance);

    private async Task<(SearchEngineName, bool)> AskAsync(ResilientSearch search)
    {
        var answer = await search.SearchAsync((await Asked.OfAsync(network)).Question(""), Token);
        return (answer.Engine, answer.Degraded);
    }

    private sealed class Engine(SearchEngineName name) : ISearchEngine
    {
        public SearchEngineName Name => name;

        public int Asked { get; private set; }

        public Func<CancellationToken, Task> Answer { get; set; } = _ => Task.CompletedTask;

        public async Task<SearchAnswer> SearchAsync(SearchQuestion question, CancellationToken cancellationToken)
        {
            Asked++;
            await Answer(cancellationToken);
            return new SearchAnswer([], false, 0, new Dictionary<FacetName, IReadOnlyList<FacetCount>>());
        }
    }
}
