using System.Text.Json;
using AngleSharp.Html.Parser;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Browser.Tests;

/// <summary>What search engines and shared links read: schema.org, Open Graph, canonical addresses, languages.</summary>
[Collection<Site>]
public sealed class LinkedDataTests(BrowserSite site)
{
    // schema.org's types with those of their properties (their parents' included) that we may use.
    private static readonly Dictionary<string, string[]> Vocabulary = new()
    {
        ["NGO"] =
        [
            "address",
            "alternateName",
            "areaServed",
            "description",
            "email",
            "foundingDate",
            "knowsAbout",
            "knowsLanguage",
            "location",
            "mainEntityOfPage",
            "memberOf",
            "name",
            "telephone",
            "url",
        ],
        ["Organization"] = ["name"],
        ["PostalAddress"] = ["addressCountry", "addressLocality", "addressRegion", "postalCode", "streetAddress"],
        ["Place"] = ["geo"],
        ["GeoCoordinates"] = ["latitude", "longitude"],
        ["ProfilePage"] = ["dateModified", "inLanguage"],
        ["WebSite"] = ["inLanguage", "name", "potentialAction", "url"],
        ["SearchAction"] = ["query-input", "target"],
    };

    [Fact]
    public async Task JSON_LD_uses_only_what_schema_org_knows()
    {
        foreach (
            var address in new[]
            {
                "/de/",
                "/de/organisationen/" + SitePages.Profile,
                "/tr/organisationen/" + SitePages.Complete,
                "/ar/organisationen/" + site.Hostile,
            }
        )
        {
            using var document = await ReadAsync(address);
            using var data = JsonDocument.Parse(document.QuerySelector("script[type='application/ld+json']")!.TextContent);
            Assert.Equal("https://schema.org", data.RootElement.GetProperty("@context").GetString());
            Check(data.RootElement);
        }
    }

    [Theory]
    [InlineData("/de/")]
    [InlineData("/fr/regionen/05315")]
    [InlineData("/en/organisationen/" + SitePages.Profile)]
    public async Task A_page_names_itself_its_languages_and_what_a_shared_link_shows(string address)
    {
        using var document = await ReadAsync(address);
        string Content(string property) => document.QuerySelector($"meta[property='{property}']")!.GetAttribute("content")!;
        Assert.Equal(site.Address + address, document.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(site.Address + address, Content("og:url"));
        Assert.All(new[] { "og:title", "og:description", "og:type", "og:site_name", "og:image" }, property =>
            Assert.NotEmpty(Content(property))
        );
        var languages = document
            .QuerySelectorAll("link[rel=alternate][hreflang]")
            .ToDictionary(link => link.GetAttribute("hreflang")!, link => link.GetAttribute("href")!);
        Assert.Equal(
            PageLanguage.All.Select(language => language.Tag == "kmr" ? "ku" : language.Tag)
                .Append("x-default").Order(StringComparer.Ordinal),
            languages.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(languages.Where(pair => pair.Key != "x-default"), pair =>
            Assert.StartsWith($"{site.Address}/{(pair.Key == "ku" ? "kmr" : pair.Key)}/", pair.Value, StringComparison.Ordinal)
        );
        using var image = await site.Client.GetAsync(new Uri(Content("og:image")), TestContext.Current.CancellationToken);
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_operator_s_own_pages_are_linked_where_they_are_set_and_not_pretended_where_they_are_not()
    {
        using var document = await ReadAsync("/de/");
        Assert.Equal(
            "https://www.example.org/impressum",
            document.QuerySelectorAll(".bottom a").Single(link => link.TextContent == "Impressum").GetAttribute("href")
        );
        Assert.DoesNotContain(document.QuerySelectorAll(".bottom a"), link => link.TextContent == "Datenschutz");
    }

    [Fact]
    public async Task A_translation_that_nobody_has_reviewed_says_so_on_every_page_and_a_reviewed_one_does_not()
    {
        foreach (var language in PageLanguage.All)
        {
            using var document = await ReadAsync($"/{language.Tag}/regionen");
            Assert.Equal(!Texts.Of(language).IsReviewed, document.QuerySelector(".notice") is not null);
        }

        Assert.True(Texts.Of(PageLanguage.Default).IsReviewed);
        Assert.False(Texts.Of(PageLanguage.Find("ar")!).IsReviewed);
    }

    [Fact]
    public async Task A_confirmed_entry_says_so_first_and_one_that_is_not_says_how_old_it_is()
    {
        using var confirmed = await ReadAsync("/de/organisationen/" + SitePages.Complete);
        Assert.StartsWith(
            "Die Organisation hat diese Angaben bestätigt: 20. November 2026.",
            confirmed.QuerySelector("h1 + .freshness.confirmed")!.TextContent.Trim(),
            StringComparison.Ordinal
        );
        using var other = await ReadAsync("/de/organisationen/" + SitePages.Profile);
        Assert.Contains(
            "Stand: 1. November 2026.",
            other.QuerySelector("h1 + .freshness:not(.confirmed)")!.TextContent,
            StringComparison.Ordinal
        );
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(string address) =>
        new HtmlParser().ParseDocument(await site.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

    private static void Check(JsonElement thing)
    {
        if (thing.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in thing.EnumerateArray()) Check(item);
        }

        if (thing.ValueKind != JsonValueKind.Object) return;
        var type = thing.GetProperty("@type").GetString()!;
        foreach (var property in thing.EnumerateObject())
        {
            if (property.Name[0] != '@') Assert.Contains(property.Name, Vocabulary[type]);
            Check(property.Value);
        }
    }
}
