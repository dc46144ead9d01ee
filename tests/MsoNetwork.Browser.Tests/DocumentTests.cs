using System.Net;
using System.Text.Json;
using MsoNetwork.Browser.Tests.Audits;
using MsoNetwork.Web.Pages.Api;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>The pages as documents: valid, linked, guarded by headers. These need no browser.</summary>
[Collection<Site>]
public sealed class DocumentTests(BrowserSite site)
{
    [Fact]
    public async Task Every_page_parses_without_errors_and_every_link_answers()
    {
        var crawl = await SiteCrawl.OfAsync(site);
        Assert.Empty(crawl.Wrong);
        Assert.True(crawl.Known > 100, $"Only {crawl.Known} links.");
    }

    [Fact]
    public async Task A_validator_finds_every_page_s_HTML_right()
    {
        var pages = new List<string>();
        foreach (
            var address in SitePages
                .Paths.Select(path => "/de/" + path)
                .Concat(PageLanguage.All.SelectMany(language => SitePages.InEveryLanguage.Select(path => $"/{language.Tag}/{path}")))
                .Append("/de/organisationen/" + site.Hostile)
        )
        {
            using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
            pages.Add(
                JsonSerializer.Serialize(
                    new { name = address, html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) }
                )
            );
        }

        Assert.Empty(await Audit.RunAsync("validate.mjs", [], pages));
    }

    [Theory]
    [InlineData("/de/")]
    [InlineData("/de/organisationen")]
    [InlineData("/de/nirgendwo")]
    public async Task Every_page_has_a_strict_policy(string address)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9,de;q=0.8", null, "/en/")]
    [InlineData("de-DE", "language=en", "/en/")]
    [InlineData("xx", "language=xx", "/de/")]
    [InlineData("", null, "/de/")]
    public async Task Who_comes_without_a_language_gets_the_chosen_one_or_the_browser_s_or_German(
        string accepts,
        string? cookie,
        string expected
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", accepts);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("../../%0d%0aX: y")]
    public async Task Choosing_a_language_never_leads_elsewhere(string to)
    {
        using var answer = await site.Client.GetAsync("/language/en?to=" + Uri.EscapeDataString(to), TestContext.Current.CancellationToken);
        Assert.StartsWith("/en/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/organisationen?km=abc&sort=9&after=zz&near=%00")]
    [InlineData("/de/organisationen?regions=99&topics=&topics=%F0%9F%98%80")]
    [InlineData("/de/organisationen?km=-1&near=12345678901234567890")]
    public async Task Wrong_parameters_give_a_readable_page(string address)
    {
        using var answer = await site.Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_API_page_s_examples_work()
    {
        foreach (var query in ApiExample.All.Select(example => example.Query))
        {
            using var answer = await site.Client.GetAsync(
                "/graphql?query=" + Uri.EscapeDataString(query),
                TestContext.Current.CancellationToken
            );
            var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.False(json.TryGetProperty("errors", out _), json.ToString());
            Assert.DoesNotContain("\"totalCount\":0", json.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_site_map_names_every_active_organisation_once()
    {
        var map = await site.Client.GetStringAsync("/sitemap/organisations-1.xml", TestContext.Current.CancellationToken);
        await using var command = site.Database.CreateCommand("SELECT count(*) FROM organisations WHERE status = 'Active'");
        Assert.Equal(
            (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!,
            System.Xml.Linq.XDocument.Parse(map).Root!.Elements().Count()
        );
    }

    [Fact]
    public async Task The_site_map_names_regions_and_the_networks_of_districts_and_all_that_it_names_may_be_listed()
    {
        var map = System.Xml.Linq.XDocument.Parse(
            await site.Client.GetStringAsync("/sitemap/pages.xml", TestContext.Current.CancellationToken)
        );
        var pages = map.Root!.Elements().Select(url => url.Value[site.Address.Length..]).ToList();
        // the state, 5 government districts, 53 districts
        Assert.Equal(59, pages.Count(page => page.EndsWith("/netzwerk", StringComparison.Ordinal)));
        Assert.Equal(pages.Count, pages.Distinct().Count());
        foreach (
            var page in (string[])
                ["/de/", "/de/gesuche", "/de/regionen/05/netzwerk", "/de/regionen/05315/netzwerk", "/de/regionen/05358004"]
        )
        {
            Assert.Contains(page, pages);
            Assert.DoesNotContain(
                "noindex",
                await site.Client.GetStringAsync(page, TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_contact_is_a_vCard_with_short_lines_and_escaped_texts()
    {
        var card = await site.Client.GetStringAsync(
            $"/de/organisationen/{site.Hostile}/kontakt.vcf",
            TestContext.Current.CancellationToken
        );
        Assert.StartsWith("BEGIN:VCARD\r\nVERSION:4.0\r\n", card, StringComparison.Ordinal);
        Assert.EndsWith("END:VCARD\r\n", card, StringComparison.Ordinal);
        Assert.All(card.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
    }
}
