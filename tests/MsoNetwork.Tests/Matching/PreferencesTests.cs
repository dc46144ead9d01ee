using System.Text.Json;
using MsoNetwork.Tests.Cooperations;

namespace MsoNetwork.Tests.Matching;

/// <summary>Each test has a registry of its own: they change who takes part.</summary>
[Trait("Speed", "Medium")]
public sealed class PreferencesTests(TestCluster cluster)
{
    private const string Shown = "{ takesPart byOrigin byReligion }";

    [Fact]
    public async Task Who_opts_out_is_for_all_suggestions_as_if_it_did_not_exist()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        var slugs = await matched.SlugsAsync(12);
        var (out1, others) = (slugs[0], slugs[1..]);
        var before = await matched.AllAsync(others);
        Assert.Contains($"\"slug\":\"{out1}\"", before, StringComparison.Ordinal);

        Preferences(await SetAsync(matched, "organisation:" + out1, "takesPart: false"));
        var optedOut = await matched.AllAsync(others);
        Assert.DoesNotContain($"\"slug\":\"{out1}\"", optedOut, StringComparison.Ordinal);
        Assert.Empty(await matched.SuggestedAsync(out1));
        Assert.DoesNotContain(out1, (await ConsortiumAsync(matched, "")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await ConsortiumAsync(matched, $"lead: \"{await matched.Network.IdAsync(out1)}\"")).GetProperty("members").GetArrayLength()
        );

        Preferences(await SetAsync(matched, "organisation:" + out1, "takesPart: true"));
        Assert.Equal(before, await matched.AllAsync(others));
        await matched.Network.RunAsync($"UPDATE organisations SET status = 'Dissolved' WHERE slug = '{out1}'");
        Assert.Equal(optedOut, await matched.AllAsync(others));
    }

    [Fact]
    public async Task Origins_and_religion_alone_never_change_any_suggestion()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        var slugs = await matched.SlugsAsync(12);
        var before = await matched.AllAsync(slugs) + await ConsortiumAsync(matched, "");
        await matched.Network.RunAsync("""
            UPDATE organisations SET origins = CASE length(slug) % 3 WHEN 0 THEN '{}' WHEN 1 THEN '{TR}' ELSE '{SY,kurdish}' END::text[];
            UPDATE organisations SET kind = 'religious-association' WHERE length(slug) % 2 = 0 AND kind IS DISTINCT FROM 'umbrella-body' AND kind NOT IN (SELECT key FROM terms WHERE broader = 'support-body');
            UPDATE organisations SET topics = CASE WHEN 'religion' = ANY(topics) THEN array_remove(topics, 'religion') ELSE array_append(topics, 'religion') END WHERE length(slug) % 2 = 1;
            """);
        Assert.Equal(before, await matched.AllAsync(slugs) + await ConsortiumAsync(matched, ""));
    }

    [Fact]
    public async Task Origin_and_religion_count_only_between_two_that_both_asked_for_it()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        var (one, other) = ("allerweltshaus-koeln-e-v", "migrafrica");
        await matched.Network.RunAsync(
            $"UPDATE organisations SET origins = '{{CM}}', topics = array_append(topics, 'religion') WHERE slug IN ('{one}', '{other}') "
                + "AND NOT 'religion' = ANY(topics)"
        );
        async Task<string[]> KindsAsync(string slug) =>
            [
                .. (await matched.SuggestedAsync(slug, "first: 100"))
                    .SelectMany(suggestion =>
                        suggestion
                            .GetProperty("reasons")
                            .EnumerateArray()
                            .Select(reason => $"{suggestion.GetProperty("organisation").Text("slug")} {reason.Text("kind")}")
                    )
                    .Where(text =>
                        text.Contains("ORIGIN", StringComparison.Ordinal) || text.Contains("RELIGION", StringComparison.Ordinal)
                    ),
            ];

        Preferences(await SetAsync(matched, "organisation:" + one, "byOrigin: true, byReligion: true"));
        Assert.Empty(await KindsAsync(one));
        Assert.Empty(await KindsAsync(other));
        Preferences(await SetAsync(matched, "organisation:" + other, "byOrigin: true"));
        Assert.Equal([$"{other} SHARED_ORIGINS"], await KindsAsync(one));
        Assert.Equal([$"{one} SHARED_ORIGINS"], await KindsAsync(other));
        Preferences(await SetAsync(matched, "organisation:" + other, "byReligion: true, byOrigin: false"));
        Assert.Equal([$"{other} SHARED_RELIGION"], await KindsAsync(one));
    }

    [Fact]
    public async Task Preferences_are_set_and_seen_by_the_organisation_itself_alone()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        const string Self = "organisation:migrafrica";
        Assert.Equal("""{"takesPart":true,"byOrigin":false,"byReligion":false}""", (await SeenAsync(matched, Self)).GetRawText());
        Assert.Equal(
            """{"takesPart":true,"byOrigin":true,"byReligion":false}""",
            Preferences(await SetAsync(matched, Self, "byOrigin: true")).GetRawText()
        );
        (await SetAsync(matched, Self, "takesPart: false")).IsRefused(
            "INVALID_INPUT",
            "input.takesPart",
            "set byOrigin and byReligion to false"
        );
        Assert.Equal(
            """{"takesPart":false,"byOrigin":false,"byReligion":false}""",
            Preferences(await SetAsync(matched, Self, "takesPart: false, byOrigin: false")).GetRawText()
        );
        Assert.Equal("""{"takesPart":false,"byOrigin":false,"byReligion":false}""", (await SeenAsync(matched, Self)).GetRawText());
        Assert.Equal(
            """{"takesPart":true,"byOrigin":false,"byReligion":false}""",
            (await SeenAsync(matched, "organisation:coach-e-v")).GetRawText()
        );
        (await matched.Network.AskAsync("", $"{{ matchingPreferences {Shown} }}")).IsRefused("UNAUTHENTICATED", null, "signed in");
        (await SetAsync(matched, "", "takesPart: false")).IsRefused("UNAUTHENTICATED", null, "signed in");
        var centre = await matched.Network.ScalarAsync<string>("SELECT key FROM integration_centres ORDER BY key LIMIT 1");
        (await SetAsync(matched, "centre:" + centre, "takesPart: false")).IsRefused("FORBIDDEN", null, "Only an organisation itself");
        (await matched.Network.AskAsync("centre:" + centre, $"{{ matchingPreferences {Shown} }}")).IsRefused(
            "FORBIDDEN",
            null,
            "Only an organisation itself"
        );
    }

    [Fact]
    public async Task Of_two_changes_at_the_same_moment_neither_is_lost()
    {
        await using var matched = await MatchedNetwork.NewAsync(cluster);
        const string Self = "organisation:migrafrica";
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .SelectMany(_ => new[] { SetAsync(matched, Self, "byOrigin: true"), SetAsync(matched, Self, "byReligion: true") })
        );
        Assert.Equal("""{"takesPart":true,"byOrigin":true,"byReligion":true}""", (await SeenAsync(matched, Self)).GetRawText());
    }

    private static async Task<JsonElement> SeenAsync(MatchedNetwork matched, string actor) =>
        (await matched.Network.AskAsync(actor, $"{{ matchingPreferences {Shown} }}"))
            .GetProperty("data")
            .GetProperty("matchingPreferences");

    private static Task<JsonElement> SetAsync(MatchedNetwork matched, string actor, string input) =>
        matched.Network.AskAsync(actor, $"mutation {{ setMatchingPreferences(input: {{ {input} }}) {{ preferences {Shown} }} }}");

    private static JsonElement Preferences(JsonElement answer)
    {
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("setMatchingPreferences").GetProperty("preferences");
    }

    private static async Task<JsonElement> ConsortiumAsync(MatchedNetwork matched, string more)
    {
        var answer = await matched.Network.AskAsync(
            "",
            $"{{ consortiumSuggestions({more} topics: [\"culture\", \"education\", \"work\"], regions: [\"05315\"], size: 6) {{ members "
                + $"{{ gain organisation {{ slug }} reasons {{ kind contribution partners {{ slug }} }} }} }} }}"
        );
        Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("consortiumSuggestions");
    }
}
