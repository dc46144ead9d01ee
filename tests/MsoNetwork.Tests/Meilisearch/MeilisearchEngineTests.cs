using System.Net;
using System.Text.Json.Nodes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Meilisearch;
using MsoNetwork.Organisations;

namespace MsoNetwork.Tests.Meilisearch;

[Trait("Speed", "Medium")]
public sealed class MeilisearchEngineTests(SeededNetwork network) : IClassFixture<SeededNetwork>, IDisposable
{
    private readonly FakeMeilisearch _server = new();

    [Fact]
    public async Task One_request_answers_a_first_page_with_its_total_and_facets()
    {
        AddHits(25);
        _server.FacetDistribution = JsonNode
            .Parse("""{"topics": {"school": 3, "education": 8}, "governmentDistrict": {"053": 20, "051": 5, "099": 1}}""")!
            .AsObject();
        var answer = await AnswerAsync("Verein", first: 10, facets: [FacetName.Topics, FacetName.Regions]);
        Assert.Single(_server.Requests);
        Assert.Equal(_server.Hits.Take(10), answer.Hits.Select(hit => hit.Id));
        Assert.Equal((true, 25), (answer.More, answer.TotalCount));
        Assert.Equal([new("education", 8), new("school", 3)], answer.Facets[FacetName.Topics]);
        Assert.Equal([new("053", 20), new("051", 5)], answer.Facets[FacetName.Regions]);
        Assert.All(answer.Hits, hit => Assert.Equal(0.75, hit.Score));
    }

    [Fact]
    public async Task Pages_cover_every_hit_once()
    {
        AddHits(45);
        Assert.Equal(_server.Hits, await AllPagesAsync(first: 7));
    }

    [Fact]
    public async Task A_page_stays_right_while_hits_come_and_go_before_it()
    {
        AddHits(30);
        var first = await AnswerAsync("", first: 10);
        var expected = _server.Hits.Skip(10).Take(10).ToList();
        _server.Hits.InsertRange(0, Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()));
        Assert.Equal(expected, (await AnswerAsync("", first: 10, after: first.Hits[^1].Cursor)).Hits.Select(hit => hit.Id));
        _server.Hits.RemoveRange(0, 12);
        Assert.Equal(expected, (await AnswerAsync("", first: 10, after: first.Hits[^1].Cursor)).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Two_thousand_hits_come_once_each_while_entries_change()
    {
        AddHits(2_000);
        var (all, found, random) = (_server.Hits.ToList(), new List<Guid>(), new Random(19));
        for (SearchCursor? after = null; ;)
        {
            var page = await AnswerAsync("", first: 50, after);
            found.AddRange(page.Hits.Select(hit => hit.Id));
            if (!page.More) break;
            after = page.Hits[^1].Cursor;
            for (var i = 0; i < 20; i++) // new ones anywhere, old ones away that were seen or not
            {
                _server.Hits.Insert(random.Next(_server.Hits.Count), Guid.NewGuid());
                var gone = random.Next(_server.Hits.Count);
                if (_server.Hits[gone] != after.Value.Id) _server.Hits.RemoveAt(gone);
            }
        }

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Empty(all.Intersect(_server.Hits).Except(found)); // who stayed was there once
    }

    [Fact]
    public async Task Behind_a_hit_that_is_gone_the_page_goes_on_where_it_was()
    {
        AddHits(30);
        var first = await AnswerAsync("", first: 10);
        _server.Hits.RemoveAt(9);
        Assert.Equal(
            _server.Hits.Skip(9).Take(10),
            (await AnswerAsync("", first: 10, after: first.Hits[^1].Cursor)).Hits.Select(hit => hit.Id)
        );
    }

    [Fact]
    public async Task A_hit_that_has_moved_far_is_found_again()
    {
        AddHits(900);
        var first = await AnswerAsync("", first: 10);
        var last = _server.Hits[9];
        _server.Hits.RemoveAt(9);
        _server.Hits.Insert(700, last);
        Assert.Equal(
            _server.Hits.Skip(701).Take(10),
            (await AnswerAsync("", first: 10, after: first.Hits[^1].Cursor)).Hits.Select(hit => hit.Id)
        );
    }

    [Fact]
    public async Task Another_engines_cursor_goes_on_behind_its_hit()
    {
        AddHits(300);
        var cursor = new SearchCursor(SearchEngineName.Postgres, long.MaxValue, _server.Hits[249]);
        var page = await AnswerAsync("", first: 10, after: cursor);
        Assert.Equal(_server.Hits.Skip(250).Take(10), page.Hits.Select(hit => hit.Id));
        await Assert.ThrowsAsync<NotSupportedBySearchEngineException>(() => AnswerAsync("", after: cursor with { Id = Guid.NewGuid() }));
    }

    [Fact]
    public async Task A_cursor_with_any_rank_is_no_error()
    {
        AddHits(3);
        foreach (var rank in (long[])[long.MinValue, -1, 0, 2, 3, long.MaxValue])
            Assert.InRange(
                (await AnswerAsync("", after: new SearchCursor(SearchEngineName.Meilisearch, rank, Guid.NewGuid()))).Hits.Count,
                0,
                3
            );
    }

    [Fact]
    public async Task The_estimate_of_offset_mode_is_never_the_total()
    {
        AddHits(4); // the stand-in estimates 999
        Assert.Equal(4, (await AnswerAsync("", first: 2)).TotalCount);
    }

    [Theory]
    [InlineData("""{"results": []}""")]
    [InlineData("""{"results": null}""")]
    [InlineData("""{"results": [{"hits": null}, {"hits": [], "totalHits": 0}]}""")]
    [InlineData("""{"results": [{"hits": [{"id": "no guid"}]}, {"hits": [], "totalHits": 0}]}""")]
    [InlineData("""{"results": [{"hits": []}, {"hits": [], "estimatedTotalHits": 5}]}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task A_wrong_answer_is_an_error_and_no_empty_result(string body)
    {
        _server.Instead = _ => FakeMeilisearch.Json(body);
        var error = await Assert.ThrowsAsync<MeilisearchException>(() => AnswerAsync("Verein"));
        Assert.Equal(MeilisearchException.Unreadable, error.Code);
    }

    [Fact]
    public async Task An_unknown_index_is_the_servers_fault_although_multi_search_calls_it_400()
    {
        _server.Instead = _ => FakeMeilisearch.Error(HttpStatusCode.BadRequest, "index_not_found");
        Assert.False((await Assert.ThrowsAsync<MeilisearchException>(() => AnswerAsync("Verein"))).IsAboutTheRequest);
        _server.Instead = _ => FakeMeilisearch.Error(HttpStatusCode.BadRequest, "invalid_search_filter");
        Assert.True((await Assert.ThrowsAsync<MeilisearchException>(() => AnswerAsync("Verein"))).IsAboutTheRequest);
    }

    public void Dispose() => _server.Dispose();

    private void AddHits(int count) => _server.Hits.AddRange(Enumerable.Range(0, count).Select(_ => Guid.NewGuid()));

    private async Task<List<Guid>> AllPagesAsync(int first)
    {
        var all = new List<Guid>();
        for (SearchCursor? after = null; ;)
        {
            var page = await AnswerAsync("", first, after);
            all.AddRange(page.Hits.Select(hit => hit.Id));
            if (!page.More) return all;
            after = page.Hits[^1].Cursor;
        }
    }

    private async Task<SearchAnswer> AnswerAsync(
        string text,
        int first = 20,
        SearchCursor? after = null,
        OrganisationFilter? filter = null,
        FacetName[]? facets = null
    )
    {
        var asked = await Asked.OfAsync(network);
        return await new MeilisearchEngine(_server.Client(), asked.Terms, asked.Regions).SearchAsync(
            asked.Question(text, filter, first, after, facets ?? []),
            TestContext.Current.CancellationToken
        );
    }
}
