using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using MsoNetwork.Tests.GraphQl;

namespace MsoNetwork.Tests.Digests;

/// <summary>Feeds of the searches that can be kept, for whoever wants no mail.</summary>
public sealed class SearchFeedTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", "organisationen", "")]
    [InlineData("fa", "organisationen", "?topics=education")]
    [InlineData("de", "organisationen", "?q=chor")]
    [InlineData("de", "gesuche", "")]
    [InlineData("en", "foerderung", "")]
    [InlineData("de", "neuigkeiten", "")]
    [InlineData("tr", "termine", "?q=deutsch")]
    public async Task A_search_is_an_Atom_feed_that_the_page_names_and_that_stays_the_same(string language, string list, string query)
    {
        using var answer = await site.Client.GetAsync($"/{language}/merken/{list}.atom{query}", Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Token);
        using var xml = XmlReader.Create(new StringReader(text));
        var feed = SyndicationFeed.Load(xml);
        Assert.Equal(feed.Items.Select(item => item.Id).Distinct().Count(), feed.Items.Count());
        Assert.All(feed.Items, item => Assert.NotEqual(default, item.LastUpdatedTime));
        if (list is "organisationen" && query.Length == 0) Assert.Equal(50, feed.Items.Count());
        if (list is "foerderung") Assert.NotEmpty(feed.Items);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/{language}/merken/{list}.atom{query}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var same = await site.Client.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        if (list is "neuigkeiten") return; // have a feed of their own
        var page = await site.Client.GetStringAsync($"/{language}/merken/{list}{query}", Token);
        Assert.Contains($"/{language}/merken/{list}.atom", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_stands_first_and_a_draft_never()
    {
        var lead = await site.LeadAsync();
        await site.TrainingAsync(lead, "Quittenkurs (erfunden)", "education");
        await site.DoAsync(lead, "createTraining", new { content = DraftOf("Quittenentwurf (erfunden)") }, "training { id }");
        var text = "";
        for (var look = 0; look < 300 && !text.Contains("Quittenkurs", StringComparison.Ordinal); look++) // the index follows in a moment
        {
            text = await site.Client.GetStringAsync("/de/merken/termine.atom?q=quitten", Token);
            await Task.Delay(100, Token);
        }

        Assert.Contains("Quittenkurs (erfunden)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quittenentwurf", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/de/merken/organisationen.atom?topics=quatsch", HttpStatusCode.BadRequest)]
    [InlineData("/de/merken/foerderung.atom?topics=education", HttpStatusCode.BadRequest)]
    [InlineData("/de/merken/termin.atom?ein-kurs", HttpStatusCode.NotFound)]
    [InlineData("/de/merken/quatsch.atom", HttpStatusCode.NotFound)]
    public async Task What_the_list_does_not_understand_is_told(string address, HttpStatusCode status)
    {
        using var answer = await site.Client.GetAsync(address, Token);
        Assert.Equal(status, answer.StatusCode);
    }

    private static object DraftOf(string title) => new
    {
        kind = "TRAINING",
        title,
        text = "Nur ein Entwurf (erfunden).",
        startsOn = DigestSteps.Day(9),
        startTime = "18:00",
        minutes = 60,
        online = true,
        language = "de",
    };
}
