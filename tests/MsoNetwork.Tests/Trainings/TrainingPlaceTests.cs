using System.Globalization;
using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Tests.PartnerCalls;
using static MsoNetwork.Tests.PartnerCalls.CallNetwork;

namespace MsoNetwork.Tests.Trainings;

/// <summary>Where trainings are on maps, and what of a place nobody learns.</summary>
public sealed class TrainingPlaceTests(CallNetwork network) : IClassFixture<CallNetwork>, IAsyncLifetime
{
    // One of these tests protects the provider's place.
    public async ValueTask InitializeAsync() =>
        await network.RunAsync("UPDATE organisations SET location_protected = false WHERE slug = 'bana-afrika-e-v' AND location_protected");

    public ValueTask DisposeAsync() => default;

    private const string Given = "done: training { id version location { latitude longitude precision } materials { title link } } "
        + "errors { code path }";

    private async Task<JsonElement> CreateAsync(string title, params (string Field, object? Value)[] changes) =>
        (await network.AskAsync(
            Caller, $"mutation ($input: CreateTrainingInput!) {{ result: createTraining(input: $input) {{ {Given} }} }}",
            new { input = new { content = TrainingTests.Evenings(title, changes) } })).GetProperty("data").GetProperty("result");

    private async Task<(string Precision, double Latitude, double Longitude)> PlaceAsync(params (string Field, object? Value)[] changes)
    {
        var result = await CreateAsync("Ein Ort", changes);
        var place = result.GetProperty("done").GetProperty("location");
        return (place.Text("precision"), place.GetProperty("latitude").GetDouble(), place.GetProperty("longitude").GetDouble());
    }

    [Fact]
    public async Task A_place_is_as_exact_as_what_is_said_and_its_town_otherwise()
    {
        var town = await PlaceAsync();
        Assert.Equal("MUNICIPALITY", town.Precision);
        var postcode = await PlaceAsync(("postcode", "50667"));
        Assert.Equal("POSTCODE", postcode.Precision);
        Assert.NotEqual(town.Latitude, postcode.Latitude);
        Assert.Equal(("ADDRESS", 50.9413, 6.9583), await PlaceAsync(("postcode", "50667"), ("latitude", 50.9413), ("longitude", 6.9583)));
        var bochum = await PlaceAsync(("postcode", "44787")); // a postcode of another town names it
        Assert.InRange(bochum.Latitude, 51.4, 51.6);

        Assert.Equal(JsonValueKind.Null, (await CreateAsync("Im Netz", ("online", true), ("postcode", "50667")))
            .GetProperty("done").GetProperty("location").ValueKind);
        foreach (var (wrong, changes) in ((string, (string, object?)[])[])
            [("postcode", [("postcode", "12345")]), ("postcode", [("municipality", "Bochum"), ("postcode", "50667")]),
             ("latitude", [("latitude", 50.94)]), ("latitude", [("latitude", 53.55), ("longitude", 10.0)])])
        {
            Assert.Equal($"INVALID_INPUT {wrong}", Refused(await CreateAsync("Falsch", changes)));
        }
    }

    [Fact]
    public async Task Who_trains_at_home_is_on_the_map_there_until_the_place_is_protected_and_then_nothing_tells_it()
    {
        await network.RunAsync("""
            UPDATE organisations SET street = 'Erfundene Straße 5', precision = 'Address', location = ST_Point(6.5, 50.81, 4326)
            WHERE slug = 'bana-afrika-e-v'
            """);
        string[] slugs =
        [
            await PublishedAsync("Zu Hause", ("address", "Erfundene Strasse 5")),
            await PublishedAsync("Am Punkt", ("latitude", 50.82), ("longitude", 6.45)),
            await PublishedAsync("Mit Postleitzahl", ("postcode", "52349"), ("address", "Rathaus")),
        ];
        string[] exact = [await LocationAsync(slugs[0]), await LocationAsync(slugs[1]), await LocationAsync(slugs[2])];
        Assert.Equal(["ADDRESS 6.5", "ADDRESS 6.45"], exact[..2]);
        Assert.StartsWith("POSTCODE", exact[2], StringComparison.Ordinal);
        await network.RunAsync("UPDATE trainings SET state = 'Cancelled', cancelled_at = updated_at WHERE title = 'Am Punkt'");

        await network.RunAsync("""
            UPDATE organisations SET location_protected = true, street = NULL, postcode = NULL, precision = 'Municipality'
            WHERE slug = 'bana-afrika-e-v'
            """);

        foreach (var slug in slugs) Assert.StartsWith("MUNICIPALITY", await LocationAsync(slug), StringComparison.Ordinal);
        var told = await network.Network.ScalarAsync<string>("""
            SELECT string_agg(concat(c.before, c.after), ' ') FROM changes AS c JOIN change_sets AS s ON s.number = c.change_set
            WHERE s.subject = 'Training'
            """);
        Assert.DoesNotContain("Erfundene Strasse", told, StringComparison.Ordinal);
        Assert.DoesNotContain("6.45", told, StringComparison.Ordinal);
        Assert.Equal(0, await network.Network.ScalarAsync<long>(
            "SELECT count(*) FROM trainings WHERE organisation_id = (SELECT id FROM organisations WHERE slug = 'bana-afrika-e-v') "
            + "AND (point IS NOT NULL OR address LIKE 'Erfundene%' OR precision <> 'Municipality')"));
        Assert.StartsWith("MUNICIPALITY", await LocationAsync(
            await PublishedAsync("Danach", ("latitude", 50.82), ("longitude", 6.45), ("postcode", "52349"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Near_finds_by_the_own_place_and_says_how_far_it_is()
    {
        await PublishedAsync("Am Dom", ("municipality", "Köln"), ("latitude", 50.9413), ("longitude", 6.9583));
        async Task<double?> DistanceAsync(double km)
        {
            var near = string.Create(CultureInfo.InvariantCulture, $"{{latitude: 50.95, longitude: 6.9583, radiusKm: {km}}}");
            var data = await network.DataAsync(
                "", "{ trainings(filter: {near: " + near + "}) { edges { distanceKm node { title } } } }");
            return data.GetProperty("trainings").GetProperty("edges").EnumerateArray()
                .Where(edge => edge.GetProperty("node").Text("title") == "Am Dom")
                .Select(edge => (double?)edge.GetProperty("distanceKm").GetDouble()).SingleOrDefault();
        }

        Assert.InRange((await DistanceAsync(2))!.Value, 0.9, 1.1);
        Assert.Null(await DistanceAsync(0.5));
    }

    [Fact]
    public async Task Materials_are_titles_with_addresses_on_the_safe_web()
    {
        static object Material(string title, string link) => new { title, link };
        var made = await CreateAsync("Mit Folien", ("materials", new[] { Material(" Folien ", "https://example.org/folien.pdf") }));
        var material = made.GetProperty("done").GetProperty("materials")[0];
        Assert.Equal(("Folien", "https://example.org/folien.pdf"), (material.Text("title"), material.Text("link")));
        foreach (var wrong in (object[][])
            [[Material("Folien", "http://example.org")], [Material("Folien", "javascript:alert(1)")], [Material("", "https://example.org")],
             [Material("Folien", "https://user:word@example.org")],
             [.. Enumerable.Range(0, 11).Select(_ => Material("x", "https://example.org"))]])
        {
            Assert.Equal("INVALID_INPUT materials", Refused(await CreateAsync("Falsch", ("materials", wrong))));
        }
    }

    private static string Refused(JsonElement result)
    {
        var error = result.GetProperty("errors")[0];
        var path = error.GetProperty("path").EnumerateArray().Select(part => part.GetString()).ToList();
        Assert.True(path.Count > 0, error.GetRawText());
        return $"{error.Text("code")} {path[^1]}";
    }

    private async Task<string> PublishedAsync(string title, params (string Field, object? Value)[] changes)
    {
        var answer = (await network.AskAsync(
            Third,
            "mutation ($input: CreateTrainingInput!) { result: createTraining(input: $input) { done: training { id slug } "
                + "errors { message } } }",
            new { input = new { content = TrainingTests.Evenings(title, changes) } })).GetProperty("data").GetProperty("result");
        Assert.True(answer.GetProperty("errors").GetArrayLength() == 0, answer.GetRawText());
        var draft = answer.GetProperty("done");
        await network.DataAsync(Third, "mutation ($id: ID!) { publishTraining(input: {id: $id, version: 1}) { training { id } } }",
            new { id = draft.Text("id") });
        return draft.Text("slug");
    }

    private async Task<string> LocationAsync(string slug)
    {
        var place = (await network.DataAsync(
            "", "query ($slug: String!) { training(slug: $slug) { location { longitude precision } } }", new { slug }))
            .GetProperty("training").GetProperty("location");
        return $"{place.Text("precision")} {place.GetProperty("longitude").GetDouble().ToString("0.##", CultureInfo.InvariantCulture)}";
    }
}
