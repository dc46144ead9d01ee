using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>Against the real registry; Meilisearch is the stand-in.</summary>
[Trait("Speed", "Slow")]
public sealed class MeilisearchIndexerTests(TestCluster cluster) : IAsyncLifetime, IDisposable
{
    private readonly FakeMeilisearch _server = new();
    private SeededNetwork _network = null!;
    private Asked _asked = null!;
    private string _key = "key";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Paths =>
        _server.Requests.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Path}");

    public async ValueTask InitializeAsync()
    {
        _network = await SeededNetwork.NewAsync(cluster);
        _asked = await Asked.OfAsync(_network);
    }

    [Fact]
    public async Task The_first_rebuild_makes_the_index_beside_and_renames_it()
    {
        await RebuildAsync();
        Assert.Equal(await IdsAsync(), _server.Indexes["organisations_v4"].Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["organisations_v4"], _server.Indexes.Keys);
        // settings before documents
        Assert.Equal(
            ["POST /indexes", "PATCH /indexes/organisations_v4_new/settings", "POST /indexes/organisations_v4_new/documents?primaryKey=id"],
            Paths.Take(3)
        );
        Assert.Contains(
            "\"rename\":true",
            _server.Requests.Single(request => request.Path == "/swap-indexes").Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_later_rebuild_swaps_and_drops_the_old_index()
    {
        _server.Indexes["organisations_v4"] = new() { ["old"] = new JsonObject() };
        await RebuildAsync();
        Assert.Equal(await IdsAsync(), _server.Indexes["organisations_v4"].Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["organisations_v4"], _server.Indexes.Keys);
        Assert.Contains(
            "\"rename\":false",
            _server.Requests.Single(request => request.Path == "/swap-indexes").Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_killed_rebuild_has_left_is_dropped()
    {
        _server.Indexes["organisations_v4_new"] = new() { ["left"] = new JsonObject() };
        await RebuildAsync();
        Assert.Equal(["organisations_v4"], _server.Indexes.Keys);
        Assert.DoesNotContain("left", _server.Indexes["organisations_v4"].Keys);
    }

    [Fact]
    public async Task Progress_ends_with_all()
    {
        var told = new List<(int Done, int Total)>();
        await Indexer().RebuildAsync(_network.Database, new Told(told), Token);
        var all = (await IdsAsync()).Count;
        Assert.Equal((0, all), told[0]);
        Assert.Equal((all, all), told[^1]);
        Assert.Equal(told.OrderBy(step => step.Done), told);
    }

    [Theory]
    [InlineData("POST", "/indexes/organisations_v4_new/documents?primaryKey=id", "invalid_document_geo_field")]
    [InlineData("PATCH", "/indexes/organisations_v4_new/settings", "invalid_settings_ranking_rules")]
    [InlineData("POST", "/swap-indexes", "index_not_found")]
    public async Task A_failed_task_ends_the_rebuild_and_leaves_the_live_index_as_it_was(string method, string path, string code)
    {
        _server.Indexes["organisations_v4"] = new() { ["old"] = new JsonObject() };
        _server.Fails = (was, asked, _) => was == method && asked == path ? code : null;
        Assert.Equal(code, (await Assert.ThrowsAsync<MeilisearchException>(RebuildAsync)).Code);
        Assert.Equal(["old"], _server.Indexes["organisations_v4"].Keys);
    }

    [Fact]
    public async Task Documents_that_are_missing_afterwards_end_the_rebuild()
    {
        _server.Then = (method, path) =>
        {
            if (method == "POST" && path.EndsWith("/documents?primaryKey=id", StringComparison.Ordinal))
                _server.Indexes["organisations_v4_new"].Remove(_server.Indexes["organisations_v4_new"].Keys.First());
            return Task.CompletedTask;
        };
        Assert.Equal(MeilisearchException.Miscounted, (await Assert.ThrowsAsync<MeilisearchException>(RebuildAsync)).Code);
        Assert.DoesNotContain("organisations_v4", _server.Indexes.Keys);
    }

    [Theory]
    [InlineData("PATCH")] // after the moment that the documents are of, before they are sent
    [InlineData("/swap-indexes")] // when the last look is over
    public async Task What_changes_during_a_rebuild_is_in_the_new_index(string when)
    {
        _server.Indexes["organisations_v4"] = [];
        _server.Then = async (method, path) =>
        {
            if (method != when && path != when) return;
            await RunAsync("UPDATE organisations SET name = 'Zwischendurch' WHERE id = (SELECT min(id::text)::uuid FROM organisations)");
            await RunAsync("DELETE FROM organisations WHERE id = (SELECT max(id::text)::uuid FROM organisations)");
        };
        await RebuildAsync();
        var ids = await IdsAsync();
        Assert.Equal(ids, _server.Indexes["organisations_v4"].Keys.Order(StringComparer.Ordinal));
        Assert.Equal("zwischendurch", (string)_server.Indexes["organisations_v4"][ids[0]]["name"]!);
    }

    [Fact]
    public async Task Two_rebuilds_at_once_are_one_too_many()
    {
        Exception? second = null;
        _server.Then = async (method, _) =>
        {
            if (method == "PATCH") second = await Record.ExceptionAsync(RebuildAsync);
        };
        await RebuildAsync();
        Assert.Contains("Another rebuild", Assert.IsType<InvalidOperationException>(second).Message, StringComparison.Ordinal);
        await RebuildAsync(); // and the lock is free again
    }

    [Fact]
    public async Task Changes_replace_and_deletions_delete_and_twice_is_as_good_as_once()
    {
        await RebuildAsync();
        var documents = await Asked.DocumentsAsync(_network);
        var (changed, gone) = (documents[0] with { Name = "Neuer Name" }, documents[1].Id);
        for (var i = 0; i < 2; i++) await Indexer().ApplyAsync([changed], [gone], Token);
        Assert.Equal("neur name", (string)_server.Indexes["organisations_v4"][changed.Id.ToString()]["name"]!);
        Assert.DoesNotContain(gone.ToString(), _server.Indexes["organisations_v4"].Keys);
    }

    [Fact]
    public async Task The_key_for_serving_does_all_of_a_life_and_may_do_nothing_else()
    {
        var keys = await MeilisearchKeys.CreateAsync(_server.Client(), key => _server.Client(key: key), Token);
        var made = JsonNode.Parse(_server.Requests.First(request => request.Path == "/keys").Body!)!;
        _server.Requests.Clear();
        _key = keys.Serving.Key;
        await RebuildAsync();
        await RebuildAsync();
        var documents = await Asked.DocumentsAsync(_network);
        await Indexer().ApplyAsync([documents[0]], [documents[1].Id], Token);
        await _server.Client(key: _key).VersionAsync(Token);
        var engine = new MeilisearchEngine(_server.Client(key: _key), _asked.Terms, _asked.Regions);
        Assert.NotEqual(0, (await engine.SearchAsync(_asked.Question("Verein"), Token)).TotalCount);
        Assert.Equal(
            made["actions"]!.AsArray().Select(action => (string)action!).Order(StringComparer.Ordinal),
            _server.Requests.Select(request => FakeMeilisearch.ActionOf(request.Method, request.Path)).OfType<string>().Distinct()
                .Order(StringComparer.Ordinal));
        var recorded = Recorded.All.Where(one => one.Status < HttpStatusCode.BadRequest)
            .SelectMany(one => Recorded.FormOf(one.Method, one.Path, one.Request)).ToHashSet();
        Assert.Equal(
            ["PATCH /indexes/*/settings.proximityPrecision", "PATCH /indexes/*/settings.typoTolerance.disableOnAttributes"],
            _server.Requests.SelectMany(request => Recorded.FormOf(
                    request.Method, request.Path, request.Body is null ? null : JsonDocument.Parse(request.Body).RootElement))
                .Distinct().Except(recorded).Order(StringComparer.Ordinal)); // in the documentation, and never asked of a real one
        _key = keys.Searching.Key;
        Assert.Equal("invalid_api_key", (await Assert.ThrowsAsync<MeilisearchException>(RebuildAsync)).Code);
    }

    [Fact]
    public async Task A_failed_change_throws_so_that_it_is_sent_again()
    {
        await RebuildAsync();
        _server.Fails = (_, path, _) => path.Contains("/documents", StringComparison.Ordinal) ? "internal" : null;
        var document = (await Asked.DocumentsAsync(_network))[0];
        Assert.Equal("internal", (await Assert.ThrowsAsync<MeilisearchException>(() => Indexer().ApplyAsync([document], [], Token))).Code);
        Assert.Equal(
            "internal",
            (await Assert.ThrowsAsync<MeilisearchException>(() => Indexer().ApplyAsync([], [document.Id], Token))).Code
        );
    }

    [Fact]
    public async Task Before_the_first_rebuild_a_change_makes_no_index_without_settings()
    {
        var document = (await Asked.DocumentsAsync(_network))[0];
        Assert.False(await Indexer().IsBuiltAsync(Token));
        Assert.Equal(
            MeilisearchException.IndexNotFound,
            (await Assert.ThrowsAsync<MeilisearchException>(() => Indexer().ApplyAsync([document], [], Token))).Code
        );
        Assert.Empty(_server.Indexes);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_refused_with_a_sentence()
    {
        _server.Version = "1.35.1";
        var error = await Assert.ThrowsAsync<MeilisearchException>(RebuildAsync);
        Assert.Contains("needs Meilisearch 1.36 or newer", error.Message, StringComparison.Ordinal);
        Assert.Empty(Paths);
        foreach (var fine in (string[])["1.36.0", "2.0.0-rc.1", "unknown"])
        {
            _server.Version = fine;
            await MeilisearchVersion.CheckAsync(_server.Client(), NullLogger.Instance, Token);
        }
    }

    public void Dispose() => _server.Dispose();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private MeilisearchIndexer Indexer() =>
        new(_server.Client(key: _key), _asked.Terms, _asked.Regions, NullLogger<MeilisearchIndexer>.Instance);

    private Task RebuildAsync() => Indexer().RebuildAsync(_network.Database, null, Token);

    private async Task<List<string>> IdsAsync()
    {
        await using var command = _network.Database.CreateCommand("SELECT id FROM organisations ORDER BY id::text COLLATE \"C\"");
        await using var rows = await command.ExecuteReaderAsync(Token);
        var ids = new List<string>();
        while (await rows.ReadAsync(Token)) ids.Add(rows.GetGuid(0).ToString());
        Assert.NotEmpty(ids);
        return ids;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _network.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private sealed class Told(List<(int Done, int Total)> steps) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => steps.Add(value);
    }
}
