using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>Trainings as a list, a month and a map, and in somebody else's page.</summary>
[Collection<Site>]
public sealed class TrainingViewsTests(BrowserSite site) : IAsyncLifetime
{
    private const float Patience = 60_000; // milliseconds: drawing without a graphics card, beside other tests

    private static readonly DateTime First = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(40).AddHours(17);

    // Two at one place, one in another town, one online; written once.
    public async ValueTask InitializeAsync()
    {
        const string Insert = """
            WITH made AS (
                INSERT INTO trainings (id, slug, organisation_id, kind, language, title, text, topics, target_groups, languages, level,
                    first_start, minutes, except_days, online, place_key, postcode, cost_cents, material_titles, material_links, state,
                    version, created_at, updated_at, published_at)
                SELECT gen_random_uuid(), slug, (SELECT id FROM organisations WHERE slug = 'migrafrica'), 'Workshop', 'de', title,
                    'Erfunden.', '{}', '{}', '{}', 'Any', @first, 90, '{}', online, place, postcode, 0, '{}', '{}', 'Published', 1, now(),
                    now(), now()
                FROM (VALUES ('karte-eins', 'Karte eins (erfunden)', false, '05315000', '50667'),
                    ('karte-zwei', 'Karte zwei (erfunden)', false, '05315000', '50667'),
                    ('karte-drei', 'Karte drei (erfunden)', false, '05913000', NULL),
                    ('karte-online', 'Karte online (erfunden)', true, '05315000', NULL)) AS row (slug, title, online, place, postcode)
                WHERE NOT EXISTS (SELECT FROM trainings AS t WHERE t.slug = row.slug) RETURNING id)
            INSERT INTO training_dates (training_id, planned, start, minutes, starts_at, ends_at, cancelled)
            SELECT id, @first, @first, 90, @first AT TIME ZONE 'Europe/Berlin', @first AT TIME ZONE 'Europe/Berlin' + interval '90 minutes',
                false FROM made
            """;
        await using var command = site.Database.CreateCommand(Insert);
        command.Parameters.AddWithValue("first", DateTime.SpecifyKind(First, DateTimeKind.Unspecified));
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("de", 1280)]
    [InlineData("ar", 360)]
    public async Task The_map_draws_what_is_somewhere_and_a_point_says_what_is_there(string language, int width)
    {
        await using var visit = await site.VisitAsync(width);
        var page = visit.Page;
        await page.GotoAsync($"{site.Address}/{language}/termine?q=karte&kinds=WORKSHOP");
        await page.Locator(".views a").Nth(2).ClickAsync();
        await visit.ArrivesAsync("**/termine/karte?**");
        var panel = page.Locator("[data-map]");
        await Expect(panel).ToHaveAttributeAsync("data-state", "ready", new() { Timeout = Patience });
        await Expect(panel).ToHaveAttributeAsync("data-shown", "3", new() { Timeout = Patience });
        await AccessibilityTests.CheckAsync(visit, $"training map {language} {width}");
        if (language != "de") return;
        await page.Locator(".map-points button").First.FocusAsync();
        var label = await page.Locator(".map-points button").First.GetAttributeAsync("aria-label");
        Assert.Contains("Karte drei (erfunden)", label!, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".maplibregl-popup")).ToContainTextAsync("Karte drei (erfunden)", new() { Timeout = Patience });
        await Expect(page.Locator(".maplibregl-popup")).ToContainTextAsync("Nur der Ort ist bekannt.");
    }

    [Fact]
    public async Task Without_scripts_the_map_is_the_list()
    {
        await using var visit = await site.VisitAsync(360, scripts: false);
        await visit.Page.GotoAsync($"{site.Address}/de/termine/karte");
        await Expect(visit.Page.Locator("[data-map]")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".hits")).ToContainTextAsync("Karte eins (erfunden)");
        await Expect(visit.Page.Locator(".views a[aria-current]")).ToHaveTextAsync("Karte");
    }

    [Fact]
    public async Task The_widget_lists_trainings_by_date_and_finds_them_by_words()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var elsewhere = builder.Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet("/", () => Results.Content($"""
            <!doctype html><html lang="de"><head><title>Stadtteil</title><script type="module" src="{site.Address}/widget/v1.js" async></script></head>
            <body><main><h1>Stadtteil</h1><h2>Kurse</h2><mso-network show="trainings" region="05315" online="false" free kinds="workshop"></mso-network></main></body></html>
            """, "text/html; charset=utf-8"));
        await elsewhere.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await site.VisitAsync(360);
        var page = visit.Page;
        await page.GotoAsync(elsewhere.Urls.First());
        var items = page.Locator("mso-network li[part=item]");
        await Expect(items.Filter(new() { HasText = "Karte eins (erfunden)" })).ToHaveCountAsync(1);
        await Expect(items.Filter(new() { HasText = "Karte drei (erfunden)" })).ToHaveCountAsync(0);
        await Expect(items.First.Locator("time")).ToContainTextAsync("17:00");
        Assert.StartsWith(
            $"{site.Address}/de/termine/", (await items.First.Locator("a").GetAttributeAsync("href"))!, StringComparison.Ordinal);
        await page.Locator("mso-network input").FillAsync("karte zwei");
        await page.Locator("mso-network input").PressAsync("Enter");
        await Expect(items.First).ToContainTextAsync("Karte zwei (erfunden)");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
