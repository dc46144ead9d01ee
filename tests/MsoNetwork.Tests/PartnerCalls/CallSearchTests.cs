using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Tests.Cooperations;
using Npgsql;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.PartnerCalls;

/// <summary>Calls are searched under the rules of organisations, and the index follows by itself.</summary>
[Trait("Speed", "Slow")]
public sealed class CallSearchTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly CallNetwork _network = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await _network.InitializeAsync();
        await _network.OpenedAsync(
            "Proberaum für Frauenchor gesucht",
            Caller,
            ("targetGroups", new[] { "women" }),
            ("topics", new[] { "music" }),
            ("regions", new[] { "05913" }),
            ("deadline", "2026-06-20")
        );
        await _network.OpenedAsync(
            "Wir begleiten junge Vereine",
            Other,
            ("direction", "OFFERS"),
            ("subject", "MENTORING"),
            ("regions", null),
            ("place", new { municipality = "Düren", radiusKm = 15 })
        );
        await _network.OpenedAsync(
            "Sprachmittlung Kurmanji",
            Other,
            ("subject", "INTERPRETING"),
            ("languages", new[] { "kmr" }),
            ("regions", new[] { "05" }),
            (
                "texts",
                new[]
                {
                    new
                    {
                        language = "de",
                        title = "Sprachmittlung Kurmanji",
                        text = "Für ein Elterncafé im Advent.",
                    },
                    new
                    {
                        language = "uk",
                        title = "Потрібен переклад",
                        text = "Для зустрічі батьків.",
                    },
                }
            )
        );
        await _network.OpenedAsync(
            "Gemeinsamer Antrag",
            Other,
            ("subject", "FUNDING_CONSORTIUM"),
            ("fundingLine", "Landesprogramm Vielfalt (erfunden)"),
            ("regions", new[] { "05315", "05358" })
        );
        Done(await _network.CreateAsync(Caller, Content("Geheimer Entwurf Proberaum")));
        await _network.FollowAsync();
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private async Task<JsonElement> SearchAsync(string text, string selection, string arguments = "") =>
        (
            await _network.DataAsync(
                "",
                $"query ($text: String!) {{ searchPartnerCalls(query: $text{arguments}) {{ {selection} }} }}",
                new { text }
            )
        ).GetProperty("searchPartnerCalls");

    private async Task<List<string>> FindAsync(string text, string arguments = "") =>
        Titles(await SearchAsync(text, "nodes { title { text } }", arguments));

    [Fact]
    public async Task Words_that_no_call_has_do_not_count_and_are_told()
    {
        var answer = await SearchAsync("xyzzy plugh proberaum", "totalCount matchedWords unmatchedWords");
        Assert.Equal(
            """{"totalCount":1,"matchedWords":["proberaum"],"unmatchedWords":["xyzzy","plugh"]}""",
            answer.GetRawText()
        );
        Assert.Equal(0, (await SearchAsync("xyzzy plugh proberaum", "totalCount", ", filter: {subjects: [MENTORING]}"))
            .GetProperty("totalCount").GetInt32());
    }

    [Theory]
    [InlineData("proberaum", "Proberaum für Frauenchor gesucht")]
    [InlineData("probraum", "Proberaum für Frauenchor gesucht")] // a typo
    [InlineData("chor frauen", "Proberaum für Frauenchor gesucht")] // a compound, apart
    [InlineData("kadın", "Proberaum für Frauenchor gesucht")] // the target group in Turkish
    [InlineData("نساء", "Proberaum für Frauenchor gesucht")] // and in Arabic
    [InlineData("proberaum dortmnud", "Proberaum für Frauenchor gesucht")] // a place in the text, misspelt
    [InlineData("Migrafrica", "Proberaum für Frauenchor gesucht")] // the organisation's name
    [InlineData("Mentoring Düren", "Wir begleiten junge Vereine")] // the subject by its label
    [InlineData("Jülich", "Wir begleiten junge Vereine")] // within the call's radius
    [InlineData("Mentoring Jülich 5 km", "Wir begleiten junge Vereine")] // the circles meet
    [InlineData("переклад", "Sprachmittlung Kurmanji")] // another language's title
    [InlineData("dolmetscher", "Sprachmittlung Kurmanji")]
    [InlineData("kurdisch", "Sprachmittlung Kurmanji")]
    [InlineData("elterncafe", "Sprachmittlung Kurmanji")] // the text
    [InlineData("landesprogramm vielfalt", "Gemeinsamer Antrag")] // the funding line
    [InlineData("consortium", "Gemeinsamer Antrag")] // the subject in English
    public async Task A_call_is_found_by(string text, string title) => Assert.Equal(title, (await FindAsync(text)).FirstOrDefault());

    [Fact]
    public async Task Nothing_is_found_for_what_nobody_says_and_drafts_are_never_found()
    {
        Assert.Empty(await FindAsync("xylophonquartett"));
        Assert.Empty(await FindAsync("🎉"));
        Assert.DoesNotContain(
            "Geheimer Entwurf Proberaum",
            await FindAsync("geheimer entwurf proberaum", ", filter: {states: [DRAFT, OPEN, FILLED, EXPIRED, WITHDRAWN]}")
        );
        (await _network.AskAsync("", "{ searchPartnerCalls(query: \"x\", after: \"y\") { totalCount } }")).IsRefused(
            "INVALID_INPUT",
            "after",
            "not a cursor"
        );
        (await _network.AskAsync("", "{ searchPartnerCalls(query: \"x\", filter: {topics: [\"y\"]}) { totalCount } }")).IsRefused(
            "INVALID_INPUT",
            "filter.topics",
            "no key"
        );
        (await _network.AskAsync("", $"{{ searchPartnerCalls(query: \"{new string('x', 501)}\") {{ totalCount }} }}")).IsRefused(
            "INVALID_INPUT",
            "query",
            "501"
        );
    }

    [Fact]
    public async Task An_empty_text_lists_the_newest_first_with_facets_that_equal_what_choosing_them_finds()
    {
        var all = await SearchAsync(
            "",
            "totalCount nodes { title { text } } directions { direction count } subjects { subject count } facets { name buckets { key "
                + "count } } engine degraded understood { parts { typed } }"
        );
        Assert.Equal(4, all.GetProperty("totalCount").GetInt32());
        Assert.Equal(("POSTGRES", false), (all.Text("engine"), all.GetProperty("degraded").GetBoolean()));
        foreach (var bucket in all.GetProperty("directions").EnumerateArray())
            await CountsAsync($"direction: {bucket.Text("direction")}", bucket);
        foreach (var bucket in all.GetProperty("subjects").EnumerateArray())
            await CountsAsync($"subjects: [{bucket.Text("subject")}]", bucket);
        foreach (var facet in all.GetProperty("facets").EnumerateArray())
        {
            var field = facet.Text("name") switch
            {
                "TOPICS" => "topics",
                "TARGET_GROUPS" => "targetGroups",
                "LANGUAGES" => "languages",
                _ => "activeIn",
            };
            Assert.NotEmpty(facet.GetProperty("buckets").EnumerateArray());
            foreach (var bucket in facet.GetProperty("buckets").EnumerateArray())
                await CountsAsync($"{field}: [\"{bucket.Text("key")}\"]", bucket);
        }

        // What is chosen does not narrow its own facet.
        var chosen = await SearchAsync(
            "",
            "directions { direction count } facets { name buckets { key } }",
            ", filter: {direction: OFFERS, activeIn: [\"05358\"]}"
        );
        Assert.Equal(2, chosen.GetProperty("directions").GetArrayLength());

        async Task CountsAsync(string filter, JsonElement bucket) =>
            Assert.Equal(
                bucket.GetProperty("count").GetInt32(),
                (await SearchAsync("", "totalCount", $", filter: {{{filter}}}")).GetProperty("totalCount").GetInt32()
            );
    }

    [Theory]
    [InlineData("direction: SEEKS")]
    [InlineData("subjects: [ROOMS, MENTORING]")]
    [InlineData("topics: [\"culture\"]")]
    [InlineData("languages: [\"kmr\"]")]
    [InlineData("activeIn: [\"05358\"]")]
    [InlineData("activeIn: [\"05358008\"]")]
    [InlineData("activeIn: [\"05315\"]")]
    [InlineData("activeIn: [\"05913000\"]")]
    [InlineData("near: {municipality: \"Köln\", radiusKm: 30}")]
    [InlineData("near: {municipality: \"Jülich\", radiusKm: 1}")]
    [InlineData("deadlineBefore: \"2026-07-01\"")]
    [InlineData("states: [EXPIRED]")]
    [InlineData("states: [FILLED, WITHDRAWN]")]
    public async Task The_index_filters_as_the_database_does(string filter)
    {
        var listed = await _network.ListAsync($"filter: {{{filter}}}");
        Assert.Equal(listed.Order(), (await FindAsync("", $", filter: {{{filter}}}")).Order());
    }

    [Fact]
    public async Task Hits_say_where_they_matched_how_far_they_are_and_what_was_understood()
    {
        var found = await SearchAsync(
            "frauenchor Dortmund 10 km",
            "edges { score distanceKm highlights { field language fragments { text matched } } } understood { around { place { key } "
                + "radiusKm } parts { typed } }"
        );
        var edge = found.GetProperty("edges")[0];
        Assert.True(edge.GetProperty("distanceKm").GetDouble() < 10);
        Assert.Contains(
            "\"field\":\"TITLE\",\"language\":\"de\",\"fragments\":[{\"text\":\"Proberaum für "
                + "\",\"matched\":false},{\"text\":\"Frauenchor\",\"matched\":true}",
            edge.GetProperty("highlights").GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal("05913", found.GetProperty("understood").GetProperty("around").GetProperty("place").Text("key")[..5]);
        var place = await SearchAsync("Dortmund", "edges { highlights { field fragments { text } } }");
        Assert.Contains("PLACE", place.GetProperty("edges")[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paging_covers_every_hit_once()
    {
        for (var number = 0; number < 9; number++) await _network.OpenedAsync($"Seite {number}", Caller);
        await UntilFoundAsync("Seite", 9);
        var (seen, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await SearchAsync(
                "Seite",
                "nodes { title { text } } pageInfo { endCursor hasNextPage }",
                $", first: 4{(after is null ? "" : $", after: \"{after}\"")}"
            );
            seen.AddRange(Titles(page));
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").Text("endCursor")
                : null;
        } while (after is not null);
        Assert.Equal(Enumerable.Range(0, 9).Select(number => $"Seite {number}").Order(), seen.Order());
    }

    [Fact]
    public async Task Time_alone_takes_a_call_out_of_the_search_and_puts_it_among_the_expired()
    {
        _network.Clock.Now = At("2026-06-20T21:59Z");
        Assert.Single(await FindAsync("proberaum"));
        _network.Clock.Now = At("2026-06-20T22:00Z");
        Assert.Empty(await FindAsync("proberaum"));
        Assert.Single(await FindAsync("proberaum", ", filter: {states: [EXPIRED]}"));
        Assert.Equal(3, (await SearchAsync("", "totalCount")).GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task The_lag_is_zero_when_the_index_holds_all_and_counts_while_it_cannot_read()
    {
        var follower = _network.Services.GetRequiredKeyedService<ChangeFollower>(PartnerCallIndex.Name);
        await Waiting.UntilAsync(() => follower.Lag == TimeSpan.Zero, "the lag does not end");
        await using var own = NpgsqlDataSource.Create(_network.Network.ConnectionString);
        await using var connection = await own.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var hold = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var cut = new NpgsqlCommand(
                "LOCK TABLE partner_calls; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
                    + "pid <> pg_backend_pid()",
                connection
            );
            await cut.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await using var other = await own.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var change = new NpgsqlCommand(
                "UPDATE organisations SET town = town WHERE id = (SELECT id FROM organisations WHERE status = 'Active' ORDER BY id LIMIT "
                    + "1)",
                other
            );
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await Waiting.UntilAsync(() => follower.Lag > TimeSpan.FromMilliseconds(100), "no lag is counted");
        }

        await Waiting.UntilAsync(() => follower.Lag == TimeSpan.Zero, "the lag does not end");
    }

    [Fact]
    public async Task The_index_follows_changes_of_calls_and_of_their_organisations_also_by_another_hand()
    {
        var id = await _network.OpenedAsync("Trommeln zu verleihen", Other, ("subject", "EQUIPMENT"));
        await UntilFoundAsync("Trommeln", 1);
        Done(await _network.ChangeAsync(Other, id, 2, Content("Posaunen zu verleihen", ("subject", "EQUIPMENT"))));
        await UntilFoundAsync("Trommeln", 0);
        await UntilFoundAsync("Posaunen", 1);
        await _network.RunAsync("UPDATE organisations SET name = 'Umbenannter Zirkus (erfunden)' WHERE slug = 'coach-e-v'");
        await UntilFoundAsync("Zirkus", 4);
        await _network.RunAsync(
            "UPDATE partner_calls SET titles = '{\"de\": \"Xylophone zu verleihen\"}' WHERE titles ->> 'de' = 'Posaunen zu verleihen'"
        );
        await UntilFoundAsync("Xylophone", 1);
        Done(await _network.StepAsync(Other, "withdraw", id));
        await UntilFoundAsync("Xylophone", 0);
        await _network.RunAsync("UPDATE organisations SET status = 'Dissolved' WHERE slug = 'coach-e-v'");
        await UntilFoundAsync("Zirkus", 0);
        await _network.RunAsync("DELETE FROM partner_calls");
        await Waiting.UntilAsync(() => _network.Services.GetRequiredService<PartnerCallIndex>().Index.Count == 0, "the index is not empty");
    }

    [Fact]
    public async Task Changes_made_while_the_connection_is_lost_are_found_afterwards()
    {
        await _network.RunAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE '%LISTEN%' AND pid "
                + "<> pg_backend_pid()"
        );
        await _network.RunAsync(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
            """);
        NpgsqlConnection.ClearAllPools();
        await _network.RunAsync(
            "UPDATE partner_calls SET titles = '{\"de\": \"Nach dem Ausfall\"}' WHERE subject = 'Rooms' AND state = 'Open'"
        );
        await UntilFoundAsync("Ausfall", 1);
    }

    [Fact]
    public async Task Random_writes_end_in_an_index_that_equals_the_registry()
    {
        var random = new Random(7);
        for (var round = 0; round < 60; round++)
        {
            await _network.RunAsync(
                random.Next(6) switch
                {
                    0 =>
                        $"UPDATE partner_calls SET state = 'Filled', closed_at = '2026-06-02T10:00Z' WHERE id = (SELECT id FROM "
                            + $"partner_calls WHERE state = 'Open' ORDER BY md5(id::text || {round}) LIMIT 1)",
                    1 =>
                        $"DELETE FROM partner_calls WHERE id = (SELECT id FROM partner_calls WHERE state = 'Filled' ORDER BY md5(id::text "
                            + $"|| {round}) LIMIT 1)",
                    2 => $"UPDATE organisations SET alternate_names = '{{Runde {round}}}' WHERE slug = 'migrafrica'",
                    _ => $"""
                    INSERT INTO partner_calls (id, slug, organisation_id, direction, subject, titles, texts, topics, target_groups, languages, regions, contact_way, state, created_at, updated_at, opened_at)
                    SELECT gen_random_uuid(), 'zufall-{round}', id, 'Offers', 'Other', '{"{\"de\": \"Zufall "}{round}{"\"}"}', '{"{\"de\": \"Text\"}"}', '{"{}"}', '{"{}"}', '{"{}"}', '{"{05}"}', 'Platform', 'Open', '2026-06-01T10:00Z', '2026-06-01T10:00Z', '2026-06-01T10:00Z'
                    FROM organisations WHERE slug IN ('migrafrica', 'coach-e-v') ORDER BY md5(slug || {round}) LIMIT 1
                    """,
                });
        }

        const string All = "first: 100, filter: {states: [OPEN, FILLED, EXPIRED]}";
        await Waiting.UntilAsync(
            async () =>
            {
                var listed = await _network.ListAsync(All.Replace("first: 100, ", "", StringComparison.Ordinal));
                return listed.Order().SequenceEqual((await FindAsync("", $", {All}")).Order());
            },
            "the index is not like the registry"
        );
        var renamed = await _network.Network.ScalarAsync<string>(
            "SELECT coalesce(alternate_names[1], '') FROM organisations WHERE slug = 'migrafrica'"
        );
        await Waiting.UntilAsync(
            async () => (await FindAsync(renamed, ", filter: {states: [OPEN, FILLED]}")).Count > 0,
            "the organisation's new name is not found"
        );
    }

    private Task UntilFoundAsync(string text, int count) =>
        Waiting.UntilAsync(async () => (await FindAsync(text)).Count == count, $"{text} is not found {count} times");
}
