using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Erasure;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>What is counted of searches without result, and what is never written.</summary>
[Trait("Speed", "Medium")]
public sealed class MissedSearchTests(TestCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_listed_from_the_third_requester_on_and_before_that_stands_nowhere()
    {
        await using var counted = await Counted.NewAsync(cluster);
        await counted.SearchAsync("Nähstube", 1);
        await counted.SearchAsync("Nähstube", 1);
        await counted.SearchAsync("Nähstübe!", 2);
        Assert.Empty(await counted.ListAsync());
        Assert.Equal(2, await counted.Network.ScalarAsync<long>("SELECT count(*) FROM missed_search_marks"));
        var everything = await counted.Network.ScalarAsync<string>(
            "SELECT concat((SELECT string_agg(m::text, '') FROM missed_search_marks AS m), (SELECT string_agg(s::text, '') FROM "
                + "missed_search_salts AS s))"
        );
        Assert.DoesNotContain("stube", everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("203.0.113", everything, StringComparison.Ordinal);
        await counted.SearchAsync("NÄHSTUBE", 3);
        Assert.Equal([("nähstube", 3L)], await counted.ListAsync());
        Assert.Equal(0, await counted.Network.ScalarAsync<long>("SELECT count(*) FROM missed_search_marks"));
        await counted.SearchAsync("nahstube", 1);
        Assert.Equal([("nähstube", 4L)], await counted.ListAsync());
    }

    [Fact]
    public async Task Addresses_of_one_household_are_one_requester()
    {
        await using var counted = await Counted.NewAsync(cluster);
        foreach (var host in (string[])["1", "2", "3", "4:5:6"])
            await counted.SearchAsync("Nähstube", IPAddress.Parse($"2001:db8:1:1::{host}"));
        Assert.Empty(await counted.ListAsync());
        await counted.SearchAsync("Nähstube", IPAddress.Parse("203.0.113.7"));
        await counted.SearchAsync("Nähstube", IPAddress.Parse("::ffff:203.0.113.7"));
        Assert.Empty(await counted.ListAsync());
        await counted.SearchAsync("Nähstube", IPAddress.Parse("2001:db8:1:2::1"));
        Assert.Single(await counted.ListAsync());
    }

    [Theory]
    [InlineData("mail an erfunden@example.org")]
    [InlineData("0211 1234567")]
    [InlineData("ab")]
    [InlineData("  ?!  ")]
    [InlineData("\ud800 \u202e\u0007")]
    public async Task What_looks_personal_or_says_nothing_is_not_counted(string text)
    {
        await using var counted = await Counted.NewAsync(cluster);
        for (var requester = 1; requester <= 4; requester++) await counted.SearchAsync(text, requester);
        Assert.Empty(await counted.ListAsync());
        Assert.Equal(0, await counted.Network.ScalarAsync<long>("SELECT count(*) FROM missed_search_marks"));
    }

    [Fact]
    public async Task A_new_week_forgets_who_asked()
    {
        await using var counted = await Counted.NewAsync(cluster);
        await counted.SearchAsync("Nähstube", 1);
        await counted.SearchAsync("Nähstube", 2);
        counted.Clock.Now += TimeSpan.FromDays(7);
        await counted.SearchAsync("Nähstube", 3);
        Assert.Empty(await counted.ListAsync());
        await new ApplyRetention(counted.Network.Database, RetentionPeriods.Usual, counted.Clock).RunAsync(Token);
        Assert.Equal(1, await counted.Network.ScalarAsync<long>("SELECT count(*) FROM missed_search_marks"));
        Assert.Equal(1, await counted.Network.ScalarAsync<long>("SELECT count(*) FROM missed_search_salts"));
    }

    [Fact]
    public async Task Noting_never_throws_and_never_waits_also_when_nobody_writes()
    {
        await using var network = await SeededNetwork.NewAsync(cluster);
        var missed = network.Services.GetRequiredService<MissedSearches>();
        for (var number = 0; number < 100_000; number++) missed.Record($"wort {number}", null);
        missed.Record(new string('x', 1_000_000), null);
    }

    [Fact]
    public async Task The_served_search_counts_what_it_does_not_find_and_the_command_lists_it()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        await site.AskAsync("{ searchOrganisations(query: \"quallenzucht xylophonbau\") { totalCount } }");
        await site.AskAsync("{ searchOrganisations(query: \"quallenzucht xylophonbau\", filter: {topics: [\"culture\"]}) { totalCount } }");
        await Waiting.UntilAsync(async () => await CountAsync(site, "missed_search_marks") == 1, "not counted");
        var missed = site.Services.GetRequiredService<MissedSearches>();
        missed.Record("quallenzucht xylophonbau", IPAddress.Loopback); // it was we
        await Waiting.UntilAsync(() => missed.Waiting == 0, "not written");
        Assert.Equal(1, await CountAsync(site, "missed_search_marks"));
        await using (
            var insert = site.Database.CreateCommand(
                "INSERT INTO missed_searches VALUES ('nahstube', current_date, 'nähstube', 7), ('alt', current_date - 40, 'alt', 9)"
            )
        )
            await insert.ExecuteNonQueryAsync(Token);
        using var listing = MsonetProcess.Start(site.Database.ConnectionString, "missed-searches");
        Assert.Equal(0, await listing.EndAsync(Token));
        Assert.Matches("^7\t[0-9-]{10}\tnähstube$", Assert.Single(listing.Lines));
        using var wrong = MsonetProcess.Start(site.Database.ConnectionString, "missed-searches", "--days", "0");
        Assert.Equal(2, await wrong.EndAsync(Token));
    }

    [Fact]
    public async Task Four_visitors_of_the_search_page_count_like_four_who_ask_the_API()
    {
        await using var site = new RunningSite(cluster);
        await site.InitializeAsync();
        var missed = site.Services.GetRequiredService<MissedSearches>();
        for (var number = 1; number <= 4; number++)
        {
            using var visitor = site.Visitor(number);
            var pages = (string[])["organisationen?q=xylophonbau", "organisationen?q=quallenzucht&topics=culture"];
            foreach (var page in pages) (await visitor.GetAsync($"/de/{page}", Token)).EnsureSuccessStatusCode();
            var question = new { query = "{ searchOrganisations(query: \"fagottbau\") { totalCount } }" };
            (await visitor.PostAsJsonAsync("/graphql", question, Token)).EnsureSuccessStatusCode();
            await Waiting.UntilAsync(() => missed.Waiting == 0, "not written");
            Assert.Equal(number < 3 ? number * 2 : 0, await CountAsync(site, "missed_search_marks"));
        }

        var listed = await MissedSearchList.ReadAsync(site.Database, 30, TimeProvider.System, Token);
        Assert.Equal([("fagottbau", 4L), ("xylophonbau", 4L)], listed.Select(one => (one.Text, one.Searches)).Order());
    }

    private static async Task<long> CountAsync(RunningSite site, string table)
    {
        await using var command = site.Database.CreateCommand($"SELECT count(*) FROM {table}");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    /// <summary>A registry with a writer that the test waits for.</summary>
    private sealed class Counted(SeededNetwork network) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private MissedSearches? _missed;
        private Task _writing = Task.CompletedTask;

        public SeededNetwork Network => network;

        public SetClock Clock { get; } = new();

        public static async Task<Counted> NewAsync(TestCluster cluster)
        {
            var counted = new Counted(await SeededNetwork.NewAsync(cluster));
            counted._missed = new MissedSearches(counted.Network.Database, counted.Clock);
            counted._writing = Task.Run(() => counted._missed.WriteAsync(counted._end.Token));
            return counted;
        }

        public Task SearchAsync(string text, int requester) => SearchAsync(text, IPAddress.Parse($"203.0.113.{requester}"));

        public async Task SearchAsync(string text, IPAddress requester)
        {
            _missed!.Record(text, requester);
            await Waiting.UntilAsync(() => _missed.Waiting == 0, "not written");
        }

        public async Task<List<(string, long)>> ListAsync() =>
            [.. (await MissedSearchList.ReadAsync(network.Database, 30, Clock, Token)).Select(missed => (missed.Text, missed.Searches))];

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
            await network.DisposeAsync();
        }
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
