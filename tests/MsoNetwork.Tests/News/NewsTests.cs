using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;
using MsoNetwork.News;
using MsoNetwork.SeedFiles;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.Moderation;

namespace MsoNetwork.Tests.News;

/// <summary>News as table, pages, API and feeds; of the seeds, by hand, and from a feed.</summary>
public sealed class NewsTests(RunningSite site) : IClassFixture<RunningSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/de/neuigkeiten", "Neue Förderung für Migrantenselbstorganisationen")]
    [InlineData("/de/neuigkeiten?topic=funding&place=Kreis+D%C3%BCren", "14. Februar 2012")]
    [InlineData("/tr/neuigkeiten", "Haberler")]
    [InlineData("/de/neuigkeiten?topic=nix&place=Atlantis&after=nix", "Atlantis")]
    [InlineData("/de/regionen/05358", "/de/neuigkeiten?region=05358")]
    public async Task A_page_shows_what_others_published(string path, string says)
    {
        using var browser = new FormBrowser(site);
        var page = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(says, WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_pages_through_news_finds_each_again_and_names_a_wrong_key()
    {
        var first = await site.AskAsync("""
            { news(first: 1, topic: "funding", region: "05") { totalCount pageInfo { endCursor hasNextPage }
              nodes { id title day publisher url summary topics { key } region { key } } } }
            """);
        var news = first.Data.GetProperty("news");
        Assert.True(news.GetProperty("totalCount").GetInt32() >= 4);
        var cursor = news.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var next = await site.AskAsync($$"""{ news(first: 1, after: "{{cursor}}", topic: "funding", region: "05") { nodes { id } } }""");
        var id = news.GetProperty("nodes")[0].GetProperty("id").GetString();
        Assert.NotEqual(id, next.Data.GetProperty("news").GetProperty("nodes")[0].GetProperty("id").GetString());
        var again = await site.AskAsync($$"""{ node(id: "{{id}}") { ... on NewsEntry { title } } }""");
        Assert.Equal(news.GetProperty("nodes")[0].GetProperty("title").GetString(),
            again.Data.GetProperty("node").GetProperty("title").GetString());
        Assert.Equal("topic", (await site.AskAsync("""{ news(topic: "nix") { totalCount } }""")).Argument);
        Assert.Equal("region", (await site.AskAsync("""{ news(region: "99") { totalCount } }""")).Argument);
    }

    [Theory]
    [InlineData("/news.atom")]
    [InlineData("/news.rss")]
    [InlineData("/news.atom?topic=funding&region=05315")]
    public async Task A_feed_can_be_subscribed_to(string path)
    {
        using var answer = await site.Client.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var xml = XmlReader.Create(new StringReader(await answer.Content.ReadAsStringAsync(Token)));
        var feed = SyndicationFeed.Load(xml);
        Assert.Contains(feed.Items, item => item.Title.Text.Contains("Teilhabe- und Integrationsgesetz", StringComparison.Ordinal));
        Assert.Equal(feed.Items.Count(), feed.Items.Select(item => item.Id).Distinct().Count());
        Assert.All(feed.Items, item => Assert.NotEmpty(item.Links));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/news.atom?region=99", Token)).StatusCode);
    }

    [Fact]
    public async Task The_same_feed_again_changes_nothing_and_what_changed_is_changed()
    {
        var title = "Frist am Freitag";
        await using var server = await FeedServer.StartAsync(context =>
        {
            if (context.Request.Headers.IfNoneMatch == $"\"{title.Length}\"")
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            context.Response.Headers.ETag = $"\"{title.Length}\"";
            return context.Response.WriteAsync(
                "<rss version=\"2.0\"><channel><title>T</title><link>https://example.org</link><description>D</description>"
                + $"<item><guid>1</guid><title>{title}</title><link>https://example.org/1</link></item></channel></rss>");
        });
        var feed = new NewsFeed("again", "Probe", server.Address, ["funding"], "05315");
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        var fetch = Fetch(download);
        Assert.Equal((1, null), Outcome(await fetch.RunAsync(feed, Token)));
        Assert.Equal((0, null), Outcome(await fetch.RunAsync(feed, Token)));
        title = "Die Frist ist länger";
        Assert.Equal((1, null), Outcome(await fetch.RunAsync(feed, Token)));
        Assert.Equal(1L, await CountAsync("again"));
        Assert.Equal(["/feed ", "/feed \"16\"", "/feed \"16\""], server.Asked);
        var here = await site.AskAsync("""{ news(region: "05315000") { nodes { title } } }""");
        Assert.Contains("Die Frist ist länger", here.Text, StringComparison.Ordinal);
        var elsewhere = await site.AskAsync("""{ news(region: "05358") { nodes { title } } }""");
        Assert.DoesNotContain("Die Frist ist länger", elsewhere.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_fails_is_noted_and_its_entries_stay()
    {
        var text = "<rss version=\"2.0\"><channel><title>T</title><link>https://example.org</link><description>D</description>"
            + "<item><guid>1</guid><title>Bleibt</title></item></channel></rss>";
        await using var server = await FeedServer.StartAsync(context => context.Response.WriteAsync(text));
        var feed = new NewsFeed("stays", "Probe", server.Address, [], null);
        using var download = new FeedDownload(FeedServer.IsHere, TimeSpan.FromMinutes(5));
        await Fetch(download).RunAsync(feed, Token);
        text = "<html>Wartung</html>";
        Assert.NotNull((await Fetch(download).RunAsync(feed, Token)).Failure);
        Assert.Equal(1L, await CountAsync("stays"));
        await using var command = site.Database.CreateCommand("SELECT failure FROM news_sources WHERE key = 'stays'");
        Assert.StartsWith("This is no RSS or Atom feed", (string)(await command.ExecuteScalarAsync(Token))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_hand_the_same_address_is_one_entry_and_what_is_wrong_is_named()
    {
        var add = site.Services.GetRequiredService<AddNews>();
        var input = new NewsInput("Tag der Vereine", "Stadt Köln", "2026-11-20", "https://example.org/tag", null, ["networking"], "05315");
        Assert.True(await add.RunAsync(input, Token));
        Assert.False(await add.RunAsync(input, Token));
        Assert.True(await add.RunAsync(input with { Title = "Tag der Vereine <b>verlegt</b>" }, Token));
        Assert.Contains("Tag der Vereine verlegt", (await site.AskAsync("{ news { nodes { title } } }")).Text, StringComparison.Ordinal);
        foreach (var (wrong, argument) in new[]
        {
            (input with { Day = "20.11.2026" }, "day"),
            (input with { Url = "javascript:x()" }, "url"),
            (input with { Topics = ["nix"] }, "topics"),
            (input with { Region = "99" }, "region"),
            (input with { Title = "<script>x</script>" }, "title"),
        })
            Assert.Equal(argument, (await Assert.ThrowsAsync<NetworkException>(() => add.RunAsync(wrong, Token))).Argument);
    }

    [Fact]
    public void The_first_entries_are_the_law_of_2012_and_the_page_of_2014_and_a_wrong_file_says_where()
    {
        var files = new NewsFiles(new NewsFolder(Path.Combine(Repository.Root, "seeds", "news")));
        Assert.Equal([new DateOnly(2012, 2, 14), new DateOnly(2014, 10, 1)], files.Entries.Take(2).Select(entry => entry.Day));
        var folder = Directory.CreateTempSubdirectory("msonet-news-").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, NewsFiles.FeedsFile), "feeds:\n  - { id: a, name: A, url: example.org/feed, topics: [] }\n");
            var wrong = Assert.Throws<SeedFileException>(() => new NewsFiles(new NewsFolder(folder)));
            Assert.StartsWith(
                "feeds.yaml, line 2, feeds[1].url: \"example.org/feed\" is no address", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int, string?) Outcome(FetchedFeed fetched) => (fetched.Changed, fetched.Failure);

    private FetchNews Fetch(FeedDownload download) => new(
        site.Services.GetRequiredService<NewsFiles>(), download, site.Database, site.Services.GetRequiredService<TimeProvider>());

    private async Task<long> CountAsync(string source)
    {
        await using var command = site.Database.CreateCommand("SELECT count(*) FROM news WHERE source = $1");
        command.Parameters.Add(new() { Value = source });
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
