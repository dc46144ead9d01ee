using System.Text.Json;
using MsoNetwork.Invented;
using MsoNetwork.Matching;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.Matching;

/// <summary>Complementary partners by what open calls seek. Each test has a registry of its own, on 1 June 2026.</summary>
[Trait("Speed", "Medium")]
public sealed class CallSuggestionTests(TestCluster cluster) : IAsyncLifetime
{
    private const string Shown = """
        score organisation { slug } reasons { kind contribution de: text en: text(language: "en") terms { key } calls { slug direction title { text } state contact { way email phone website } } }
        """;

    private readonly CallNetwork _network = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await _network.InitializeAsync();
        // Three in Köln that have nothing in common but the town, and none of which offers anything.
        await _network.RunAsync(
            "UPDATE organisations SET offers = '{}', active_in = '{}', topics = '{}', target_groups = '{}', languages = '{de}', "
                + "municipality_key = '05315000' WHERE slug IN ('migrafrica', 'coach-e-v', 'bana-afrika-e-v')"
        );
    }

    [Fact]
    public async Task What_one_seeks_and_the_other_offers_in_its_entry_is_a_reason_that_names_the_call_on_both_sides()
    {
        await _network.OpenedAsync(
            "Proberaum gesucht",
            changes:
            [
                (
                    "texts",
                    new[]
                    {
                        new
                        {
                            language = "de",
                            title = "Proberaum gesucht",
                            text = "Erfunden.",
                        },
                        new
                        {
                            language = "en",
                            title = "Room wanted",
                            text = "Invented.",
                        },
                    }
                ),
            ]
        );
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
        await _network.RunAsync("UPDATE organisations SET offers = '{room-lending,advice}' WHERE slug = 'coach-e-v'");
        var (asked, given) = (
            (await SuggestionAsync("migrafrica", "coach-e-v"))!.Value,
            (await SuggestionAsync("coach-e-v", "migrafrica"))!.Value
        );
        var reason = Reason(asked, "OFFERS_SOUGHT")!.Value;
        Assert.Equal("MigrAFRICA sucht: „Proberaum gesucht“. Coach e.V. bietet das an.", reason.Text("de"), ignoreCase: true);
        Assert.Equal("MigrAFRICA is looking for: “Room wanted”. Coach e.V. offers this.", reason.Text("en"), ignoreCase: true);
        Assert.Equal("room-lending", Assert.Single(reason.GetProperty("terms").EnumerateArray()).Text("key"));
        var call = Assert.Single(reason.GetProperty("calls").EnumerateArray());
        Assert.Equal(
            ("SEEKS", "OPEN", "Proberaum gesucht"),
            (call.Text("direction"), call.Text("state"), call.GetProperty("title").Text("text"))
        );
        // The room counts once: what is left over of the entry's offers is advice.
        Assert.Equal("advice", Assert.Single(Reason(asked, "OFFERS_NEEDED")!.Value.GetProperty("terms").EnumerateArray()).Text("key"));
        var back = Reason(given, "SEEKS_OFFERED")!.Value;
        Assert.Equal("MigrAFRICA sucht: „Proberaum gesucht“. Coach e.V. bietet das an.", back.Text("de"), ignoreCase: true);
        Assert.Equal(reason.GetProperty("contribution").GetInt32(), back.GetProperty("contribution").GetInt32());
        Assert.Equal(asked.GetProperty("score").GetInt32(), given.GetProperty("score").GetInt32());
    }

    [Theory]
    [InlineData("the same subject in the same place", true)]
    [InlineData("another subject", false, "subject", "EQUIPMENT")]
    [InlineData("another place", false, "regions", new[] { "05913" })]
    [InlineData("a place that contains it", true, "regions", new[] { "05" })]
    [InlineData("a topic below the one sought", true, "topics", new[] { "school" })]
    [InlineData("another topic", false, "topics", new[] { "health-care" })]
    [InlineData("no topic, which may be any", true, "topics", new string[0])]
    [InlineData("another language", false, "languages", new[] { "tr" })]
    [InlineData("the same language", true, "languages", new[] { "tr", "ar" })]
    public async Task A_call_that_offers_meets_one_that_seeks(string what, bool meets, string field = "subject", object? value = null)
    {
        await _network.OpenedAsync(
            "Gesucht (erfunden)",
            Caller,
            ("subject", "SPEAKERS"),
            ("topics", new[] { "education" }),
            ("languages", new[] { "ar" })
        );
        await _network.OpenedAsync(
            "Geboten (erfunden)",
            Other,
            [
                ("direction", "OFFERS"),
                .. new (string, object?)[] { ("subject", "SPEAKERS"), ("topics", new[] { "education" }) }.Where(one => one.Item1 != field),
                (field, value ?? "SPEAKERS"),
            ]
        );
        var reason = await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT");
        Assert.True(reason is not null == meets, what);
        if (reason is { } found)
            Assert.Equal(
                ["SEEKS Gesucht (erfunden)", "OFFERS Geboten (erfunden)"],
                found
                    .GetProperty("calls")
                    .EnumerateArray()
                    .Select(call => $"{call.Text("direction")} {call.GetProperty("title").Text("text")}")
            );
        Assert.Null(await ReasonAsync("migrafrica", "bana-afrika-e-v", "OFFERS_SOUGHT"));
    }

    [Fact]
    public async Task Something_other_is_met_only_where_both_name_a_topic_and_a_consortium_only_for_the_same_line()
    {
        await _network.OpenedAsync("Dies und das (erfunden)", Caller, ("subject", "OTHER"));
        await _network.OpenedAsync("Jenes (erfunden)", Other, ("subject", "OTHER"), ("direction", "OFFERS"));
        await _network.OpenedAsync("Antrag (erfunden)", Caller, ("subject", "FUNDING_CONSORTIUM"), ("fundingLine", "Partnerprojekte NRW"));
        await _network.OpenedAsync(
            "Andere Linie (erfunden)",
            Other,
            ("subject", "FUNDING_CONSORTIUM"),
            ("direction", "OFFERS"),
            ("fundingLine", "Etwas anderes")
        );
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
        await _network.OpenedAsync(
            "Wir machen mit (erfunden)",
            Other,
            ("subject", "FUNDING_CONSORTIUM"),
            ("direction", "OFFERS"),
            ("fundingLine", "partnerprojekte  NRW")
        );
        Assert.Equal(
            "MigrAFRICA sucht: „Antrag (erfunden)“. Coach e.V. bietet das an.",
            (await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"))!.Value.Text("de"),
            ignoreCase: true
        );
    }

    [Fact]
    public async Task Rooms_elsewhere_and_interpreters_of_other_languages_help_nobody()
    {
        await _network.RunAsync(
            "UPDATE organisations SET offers = '{interpreting,room-lending}', municipality_key = '05913000' WHERE slug = 'coach-e-v'"
        );
        await _network.OpenedAsync("Raum (erfunden)");
        await _network.OpenedAsync(
            "Dolmetschen (erfunden)",
            Caller,
            ("subject", "INTERPRETING"),
            ("languages", new[] { "tr", "ar" }),
            ("regions", new[] { "05" })
        );
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
        await _network.RunAsync("UPDATE organisations SET languages = '{de,tr}' WHERE slug = 'coach-e-v'");
        Assert.Equal("Dolmetschen (erfunden)", Title(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT")));
        await _network.RunAsync("UPDATE organisations SET languages = '{de}', active_in = '{05315000}' WHERE slug = 'coach-e-v'");
        Assert.Equal("Raum (erfunden)", Title(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT")));
    }

    [Fact]
    public async Task A_call_counts_until_its_last_midnight_in_Berlin_without_anybody_writing()
    {
        await _network.RunAsync("UPDATE organisations SET offers = '{room-lending}' WHERE slug = 'coach-e-v'");
        await _network.OpenedAsync("Nur bis zum 20. (erfunden)", changes: [("deadline", "2026-06-20")]);
        var draft = Done(await _network.CreateAsync(Caller, Content("Entwurf (erfunden)"))).Text("id");
        _network.Clock.Now = At("2026-06-20T21:59Z");
        Assert.Equal("Nur bis zum 20. (erfunden)", Title(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT")));
        _network.Clock.Now = At("2026-06-20T22:00Z");
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
        Done(await _network.OpenAsync(Caller, draft));
        Assert.Equal("Entwurf (erfunden)", Title(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT")));
        Done(await _network.StepAsync(Caller, "withdraw", draft));
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
    }

    [Fact]
    public async Task Who_opted_out_neither_finds_by_its_calls_nor_is_found_by_them()
    {
        await _network.RunAsync("UPDATE organisations SET offers = '{room-lending}' WHERE slug = 'coach-e-v'");
        await _network.OpenedAsync("Raum (erfunden)");
        Assert.NotNull(await ReasonAsync("coach-e-v", "migrafrica", "SEEKS_OFFERED"));
        await _network.RunAsync(
            "INSERT INTO matching_preferences (organisation_id, takes_part, by_origin, by_religion, updated_at) SELECT id, false, false, "
                + "false, now() FROM organisations WHERE slug = 'migrafrica'"
        );
        Assert.Null((await SuggestionAsync("coach-e-v", "migrafrica")));
        Assert.Empty(await SuggestedAsync("migrafrica"));
    }

    [Fact]
    public async Task A_call_on_religion_is_matched_as_if_it_named_no_topic()
    {
        await _network.OpenedAsync("Gesucht (erfunden)", Caller, ("subject", "OTHER"), ("topics", new[] { "religion" }));
        await _network.OpenedAsync(
            "Geboten (erfunden)",
            Other,
            ("subject", "OTHER"),
            ("direction", "OFFERS"),
            ("topics", new[] { "religion" })
        );
        Assert.Null(await ReasonAsync("migrafrica", "coach-e-v", "OFFERS_SOUGHT"));
    }

    [Fact]
    public async Task How_to_reach_the_caller_is_only_what_its_entry_shows()
    {
        await _network.RunAsync("UPDATE organisations SET offers = '{room-lending}' WHERE slug = 'coach-e-v'");
        await _network.OpenedAsync("Raum (erfunden)");
        var answer = (await SuggestedAsync("coach-e-v")).Single(one => Slug(one) == "migrafrica").GetRawText();
        Assert.Contains("\"way\":\"PLATFORM\",\"email\":null,\"phone\":null,\"website\":null", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("@", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_calls_for_the_same_thing_count_like_one()
    {
        await _network.RunAsync("UPDATE organisations SET offers = '{room-lending}' WHERE slug = 'coach-e-v'");
        await _network.OpenedAsync("Raum 1 (erfunden)");
        var once = (await SuggestionAsync("migrafrica", "coach-e-v"))!.Value.GetProperty("score").GetInt32();
        for (var number = 2; number <= 7; number++) await _network.OpenedAsync($"Raum {number} (erfunden)");
        var often = await SuggestionAsync("migrafrica", "coach-e-v");
        Assert.Equal(once, often!.Value.GetProperty("score").GetInt32());
        Assert.Equal(5, Reason(often, "OFFERS_SOUGHT")!.Value.GetProperty("calls").GetArrayLength());
        Assert.EndsWith(
            "…. Coach e.V. bietet das an.",
            Reason(often, "OFFERS_SOUGHT")!.Value.Text("de"),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task With_many_calls_every_pair_adds_up_is_symmetric_and_a_page_takes_as_many_statements_as_two()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        await new SeedSyntheticCalls(matched.Database, TimeProvider.System).RunAsync(600, 7, TestContext.Current.CancellationToken);
        var network = await matched.NowAsync();
        Assert.True(network.Calls.Seeking.Count > 100);
        var matchers = Enumerable
            .Range(0, network.Count)
            .Select(place => new Matcher(network, place, SuggestionPurpose.Complementary))
            .ToArray();
        var met = 0;
        for (var one = 0; one < network.Count; one++)
        {
            for (var other = 0; other < network.Count; other++)
            {
                if (one == other) continue;
                var (points, back) = (matchers[one].Points(other), matchers[other].Points(one));
                Assert.Equal(
                    points with
                    {
                        Gives = points.Takes,
                        Takes = points.Gives,
                        OffersSought = points.SeeksOffered,
                        SeeksOffered = points.OffersSought,
                    },
                    back
                );
                Assert.Equal(points.Total, matchers[one].Reasons(other).Sum(reason => reason.Points));
                if (points.OffersSought > 0) met++;
            }
        }

        Assert.True(met > 50, $"{met} pairs are too few to say anything");
        foreach (var matcher in matchers) matcher.Dispose();
        var busiest = network.Members[network.Calls.Seeking.GroupBy(call => call.Caller).MaxBy(calls => calls.Count())!.Key].Id;
        var slug = await matched.Network.ScalarAsync<string>($"SELECT slug FROM organisations WHERE id = '{busiest}'");
        var id = await matched.Network.IdAsync(slug);
        async Task<int> CountedAsync(int first) =>
            (
                await matched.Database.CountedAsync(() =>
                    matched.Network.AskAsync(
                        "",
                        $"{{ partnerSuggestions(organisation: \"{id}\", for: COMPLEMENTARY, first: {first}) {{ {Shown} }} }}"
                    )
                )
            ).Statements;
        for (var time = 0; time < 2; time++)
            await CountedAsync(50); // all of them are in memory
        Assert.Equal(await CountedAsync(50), await CountedAsync(10));
    }

    [Fact]
    public void Where_a_call_applies_is_worked_in_exactly_by_those_who_work_in_one_of_its_regions()
    {
        string[] keys = ["05", "051", "053", "05315", "05315000", "05358", "05358004", "05358008", "05913000", "07"];
        foreach (var area in from one in keys from other in keys select new[] { one, other })
        {
            foreach (var (seat, active) in from seat in keys.Where(key => key.Length == 8) from active in keys select (seat, active))
            {
                foreach (var activeIn in new[] { [], new[] { active } })
                {
                    var member = new MatchMember
                    {
                        Id = Guid.Empty,
                        Name = "",
                        Municipality = seat,
                        Latitude = 0,
                        Longitude = 0,
                        ActiveIn = activeIn,
                    };
                    Assert.Equal(area.Any(member.WorksIn), new MatchArea(area).IsWorkedIn(member));
                }
            }

            foreach (var other in keys)
            {
                var expected = area.Any(key =>
                    key.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(key, StringComparison.Ordinal)
                );
                Assert.Equal(expected, new MatchArea(area).Meets(new MatchArea([other])));
                Assert.Equal(expected, new MatchArea([other]).Meets(new MatchArea(area)));
            }
        }
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    private async Task<List<JsonElement>> SuggestedAsync(string slug) =>
        [
            .. (
                await _network.DataAsync(
                    "",
                    $"{{ partnerSuggestions(organisation: \"{await _network.Network.IdAsync(slug)}\", for: COMPLEMENTARY, first: 100, "
                        + $"includeConnected: true) {{ {Shown} }} }}"
                )
            )
                .GetProperty("partnerSuggestions")
                .EnumerateArray(),
        ];

    private async Task<JsonElement?> SuggestionAsync(string slug, string other) =>
        (await SuggestedAsync(slug)).Where(one => Slug(one) == other).Select(one => (JsonElement?)one).SingleOrDefault();

    private async Task<JsonElement?> ReasonAsync(string slug, string other, string kind) =>
        Reason(await SuggestionAsync(slug, other), kind);

    private static JsonElement? Reason(JsonElement? suggestion, string kind) =>
        suggestion
            ?.GetProperty("reasons")
            .EnumerateArray()
            .Where(reason => reason.Text("kind") == kind)
            .Select(reason => (JsonElement?)reason)
            .SingleOrDefault();

    private static string? Title(JsonElement? reason) => reason?.GetProperty("calls")[0].GetProperty("title").Text("text");

    private static string Slug(JsonElement suggestion) => suggestion.GetProperty("organisation").Text("slug");
}
