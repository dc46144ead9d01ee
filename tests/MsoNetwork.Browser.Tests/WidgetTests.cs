using System.IO.Compression;
using System.Net;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>mso-network in a page of another origin that allows our script and our API, and nothing else.</summary>
[Collection<Site>]
public sealed class WidgetTests(BrowserSite site) : IAsyncLifetime
{
    private const int MostBytes = 30_000;
    private readonly WebApplication _elsewhere = Elsewhere();
    private string _body = "";

    private string Host => _elsewhere.Urls.First();

    public async ValueTask InitializeAsync()
    {
        _elsewhere.MapGet("/", (string? lang, HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src {site.Address}; connect-src {site.Address}; "
                + "require-trusted-types-for 'script'";
            return Results.Content($"""
                <!doctype html><html lang="{lang ?? "de"}"><head><title>Stadtteil</title><script type="module" src="{site.Address}/widget/v1.js" async></script></head>
                <body><main><h1>Stadtteil</h1><h2>Vereine</h2>{_body}</main></body></html>
                """, "text/html; charset=utf-8");
        });
        await _elsewhere.StartAsync();
    }

    public ValueTask DisposeAsync() => _elsewhere.DisposeAsync();

    [Theory]
    [InlineData(360, false, "de")]
    [InlineData(1280, true, "ar")]
    [InlineData(320, true, "uk")]
    public async Task Several_stand_in_a_strict_page_with_nothing_for_axe_to_find(int width, bool dark, string language)
    {
        _body =
            """<mso-network topics="education" first="2"></mso-network><mso-network near="50667" radius="5" theme="device" first="2"></mso-network>""";
        await using var visit = await OpenAsync(width, dark, language);
        await Expect(visit.Page.Locator("mso-network li[part=item]")).ToHaveCountAsync(4);
        var found = await visit.Page.RunAxe();
        await visit.Page.ScreenshotAsync(new() { Path = AccessibilityTests.Screenshot($"widget {width} {language}"), FullPage = true });
        Assert.Empty(
            found.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")
        );
        Assert.Equal(language == "ar" ? "rtl" : "ltr", await visit.Page.Locator("mso-network #root").First.GetAttributeAsync("dir"));
        Assert.All(await visit.Page.Locator("mso-network a[part=link]").AllAsync(), async link =>
            Assert.StartsWith(
                $"{site.Address}/{language}/organisationen",
                (await link.GetAttributeAsync("href"))!,
                StringComparison.Ordinal
            )
        );
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.All(visit.Elsewhere, address => Assert.StartsWith(Host, address, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
        Assert.Empty(await visit.Page.Context.CookiesAsync());
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
    }

    [Fact]
    public async Task Searching_more_and_changed_attributes_work_with_the_keyboard_alone()
    {
        _body = """<mso-network first="3"></mso-network>""";
        await using var visit = await OpenAsync();
        var items = visit.Page.Locator("mso-network li[part=item]");
        await Expect(items).ToHaveCountAsync(3);
        await visit.Page.Locator("mso-network .more button").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(items).ToHaveCountAsync(6);
        await Expect(items.Nth(3).Locator("a")).ToBeFocusedAsync();
        await visit.Page.Locator("mso-network input").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("Allerweltshaus");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(items.First).ToContainTextAsync("Allerweltshaus");
        await visit.Page.EvaluateAsync("document.querySelector('mso-network').setAttribute('query', 'xyzzyqwert')");
        await Expect(visit.Page.Locator("mso-network [role=status]")).ToHaveTextAsync("Dazu haben wir nichts gefunden.");
        await visit.Page.EvaluateAsync("document.querySelector('mso-network').setAttribute('lang', 'fr')");
        await Expect(visit.Page.Locator("mso-network [role=status]")).ToHaveTextAsync("Nous n’avons rien trouvé.");
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_is_told_in_a_sentence_and_can_be_asked_again()
    {
        _body = """<mso-network first="2"></mso-network>""";
        await using var visit = await site.VisitAsync();
        await visit.Page.RouteAsync("**/graphql?*", route => route.AbortAsync());
        await visit.Page.GotoAsync(Host + "/");
        await Expect(visit.Page.Locator("mso-network [role=status]")).ToHaveTextAsync("Das Verzeichnis antwortet gerade nicht.");
        await visit.Page.UnrouteAsync("**/graphql?*");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Noch einmal versuchen" }).ClickAsync();
        await Expect(visit.Page.Locator("mso-network li[part=item]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_wrong_attribute_is_told_in_a_sentence()
    {
        _body = """<mso-network near="Atlantis"></mso-network>""";
        await using var visit = await OpenAsync();
        await Expect(visit.Page.Locator("mso-network [role=status]"))
            .ToHaveTextAsync("Das Verzeichnis ist auf dieser Seite falsch eingestellt.");
    }

    [Fact]
    public async Task Texts_full_of_markup_are_shown_as_texts()
    {
        _body = """<mso-network query="pwned" first="1"></mso-network>""";
        await using var visit = await OpenAsync();
        await Expect(visit.Page.Locator("mso-network li[part=item] a")).ToContainTextAsync("<script>window.pwned=1</script>");
        Assert.Null(await visit.Page.EvaluateAsync<int?>("window.pwned ?? null"));
    }

    [Fact]
    public async Task The_script_is_small_open_to_other_origins_and_asked_for_again_after_an_hour()
    {
        var token = TestContext.Current.CancellationToken;
        using var answer = await site.Client.GetAsync("/widget/v1.js", token);
        Assert.Equal(
            (HttpStatusCode.OK, "*", TimeSpan.FromHours(1)),
            (answer.StatusCode, answer.Headers.GetValues("Access-Control-Allow-Origin").Single(), answer.Headers.CacheControl!.MaxAge)
        );
        using var gzipped = new MemoryStream();
        await using (var gzip = new GZipStream(gzipped, CompressionLevel.Optimal, leaveOpen: true))
            await gzip.WriteAsync(await answer.Content.ReadAsByteArrayAsync(token), token);
        Assert.InRange(gzipped.Length, 1, MostBytes);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/widget/v1.js");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await site.Client.SendAsync(again, token);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_page_about_embedding_makes_the_lines_with_and_without_scripts(bool scripts)
    {
        await using var visit = await site.VisitAsync(scripts: scripts);
        var page = visit.Page;
        await page.GotoAsync("/de/einbinden", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByLabel("Kreis oder Stadt").SelectOptionAsync("05315");
        await page.GetByLabel("Suchwort am Anfang").FillAsync("\"><xyzzyqwert");
        if (!scripts) await page.GetByRole(AriaRole.Button, new() { Name = "Zeilen erzeugen" }).ClickAsync();
        await Expect(page.Locator("#snippet")).ToContainTextAsync("query=\"&quot;&gt;&lt;xyzzyqwert\" region=\"05315\"");
        await Expect(page.Locator("#snippet")).ToContainTextAsync($"src=\"{site.Address}/widget/v1.js\"");
        if (scripts) await Expect(page.Locator("mso-network [role=status]")).ToContainTextAsync("nichts gefunden");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_address_chooses_is_in_the_form_the_lines_and_the_preview_of_the_page_about_embedding(bool scripts)
    {
        await using var visit = await site.VisitAsync(scripts: scripts);
        var page = visit.Page;
        var chosen = new Dictionary<string, string>
        {
            ["query"] = "Verein",
            ["topics"] = "education,music",
            ["target-groups"] = "women",
            ["languages"] = "tr",
            ["region"] = "05315",
            ["near"] = "Köln",
            ["radius"] = "30",
            ["first"] = "2",
            ["lang"] = "en",
            ["theme"] = "dark",
        };
        await page.GotoAsync(
            "/de/einbinden?" + string.Join('&', chosen.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}")),
            new() { WaitUntil = WaitUntilState.NetworkIdle }
        );
        foreach (var (name, value) in chosen)
        {
            await Expect(page.Locator("#snippet")).ToContainTextAsync($" {name}=\"{value}\"");
            await Expect(page.Locator("mso-network")).ToHaveAttributeAsync(name, value);
            await Expect(page.Locator($"form.settings [name={name}]")).ToHaveValueAsync(value);
        }

        await page.GetByLabel("Sprache der Organisation").SelectOptionAsync("ar");
        if (!scripts)
            await page.GetByRole(AriaRole.Button, new() { Name = "Zeilen erzeugen" }).ClickAsync();
        await Expect(page.Locator("#snippet"))
            .ToContainTextAsync(" topics=\"education,music\" target-groups=\"women\" languages=\"ar\" region=\"05315\"");
        await Expect(page.Locator("mso-network")).ToHaveAttributeAsync("languages", "ar");
    }

    private async Task<Visit> OpenAsync(int width = 1280, bool dark = false, string language = "de")
    {
        var visit = await site.VisitAsync(width, dark);
        await visit.Page.GotoAsync($"{Host}/?lang={language}");
        return visit;
    }

    private static WebApplication Elsewhere()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var elsewhere = builder.Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        return elsewhere;
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
