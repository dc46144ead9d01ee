using System.Net;
using System.Text.Json;
using MsoNetwork.Tests.Cooperations;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>The language of a whole request, and how it is told back.</summary>
public sealed class AskedLanguageTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Query =
        "{ term(vocabulary: TOPICS, key: \"education\") { label own: label(language: \"fr\") localisedLabel { language text } } }";

    [Theory]
    [InlineData("en", "en", "Education")]
    [InlineData("en-GB,de;q=0.5", "en", "Education")]
    [InlineData("xx, tr;q=0.3, en;q=0.8", "en", "Education")]
    [InlineData("en;q=0, tr", "tr", "Eğitim")]
    [InlineData("prs", "fa", "آموزش")] // Dari
    [InlineData("*", "de", "Bildung")]
    [InlineData("xx", "de", "Bildung")]
    [InlineData("not a list;;", "de", "Bildung")]
    [InlineData(null, "de", "Bildung")]
    public async Task The_header_chooses_the_language_of_what_no_argument_chooses(string? accepted, string language, string label)
    {
        foreach (var get in (bool[])[true, false])
        {
            var answer = await AskAsync(Query, get, accepted);
            var term = answer.Data.GetProperty("term");
            Assert.Equal(
                (label, "Éducation", language, label, language),
                (term.Text("label"), term.Text("own"), term.GetProperty("localisedLabel").Text("language"),
                    term.GetProperty("localisedLabel").Text("text"), answer.Headers["Content-Language"]));
            if (get) Assert.Contains("Accept-Language", answer.Headers["Vary"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_extension_comes_before_the_header()
    {
        var answer = await AskAsync(Query, get: false, "en", "ku");
        Assert.Equal(("Perwerde", "kmr"), (answer.Data.GetProperty("term").Text("label"), answer.Headers["Content-Language"]));
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("")]
    public async Task A_language_that_we_do_not_speak_is_refused_where_it_is_named(string language)
    {
        var answer = await AskAsync(Query, get: false, "en", language);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Contains("kmr", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_language_has_a_tag_of_its_own()
    {
        // While the site has not read all that its seeds wrote, a tag is its own, and is replaced once.
        Answer? english = null;
        await Waiting.UntilAsync(async () =>
        {
            english = await AskAsync(Query, get: true, "en", known: english?.Headers["ETag"]);
            return english.Status == HttpStatusCode.NotModified;
        }, "what has not changed is sent again and again");
        var german = await AskAsync(Query, get: true, "de", known: english!.Headers["ETag"]);
        Assert.Equal(HttpStatusCode.OK, german.Status);
        Assert.NotEqual(german.Headers["ETag"], english.Headers["ETag"]);
    }

    [Fact]
    public async Task Facets_descriptions_and_addresses_follow_it()
    {
        const string Asked = "{ searchOrganisations(query: \"kultur\", first: 1) { nodes { url } facets { name buckets { label key } } } "
            + "region(key: \"05315\") { url } }";
        var answer = await AskAsync(Asked, get: true, "en");
        Assert.Contains("\"label\":\"Education\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal($"{site.Client.BaseAddress}en/regionen/05315", answer.Data.GetProperty("region").Text("url"));
        var url = answer.Data.GetProperty("searchOrganisations").GetProperty("nodes")[0].Text("url");
        Assert.Equal(HttpStatusCode.OK, (await site.Client.GetAsync(new Uri(url), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public void The_api_speaks_the_languages_of_the_pages() =>
        Assert.Equal(PageLanguage.All.Select(language => language.Tag), Languages.Spoken);

    private async Task<Answer> AskAsync(string query, bool get, string? accepted, string? named = null, string? known = null)
    {
        using var request = new HttpRequestMessage(
            get ? HttpMethod.Get : HttpMethod.Post, "/graphql" + (get ? "?query=" + Uri.EscapeDataString(query) : ""));
        if (!get)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { query, extensions = named is null ? null : new { language = named } });
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        request.Headers.Add("Accept", "application/graphql-response+json");
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        if (known is not null) request.Headers.Add("If-None-Match", known);
        return await site.SendAsync(request);
    }
}
