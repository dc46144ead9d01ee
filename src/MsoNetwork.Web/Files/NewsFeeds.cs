using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using MsoNetwork.News;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Files;

/// <summary>/news.atom and /news.rss?topic=…&amp;region=…: news to subscribe to. They are German, as what they name is.</summary>
internal static class NewsFeeds
{
    private const string Title = "MSO-Netz NRW: Neuigkeiten";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/news.atom", context => AnswerAsync(context, "application/atom+xml", feed => new Atom10FeedFormatter(feed)));
        site.MapGet(
            "/news.rss", context => AnswerAsync(context, "application/rss+xml", feed => new Rss20FeedFormatter(feed, false)));
    }

    private static async Task AnswerAsync(
        HttpContext context, string mediaType, Func<SyndicationFeed, SyndicationFeedFormatter> format)
    {
        var (services, aborted) = (context.RequestServices, context.RequestAborted);
        var (topicKey, regionKey) = (context.Request.Query["topic"].ToString(), context.Request.Query["region"].ToString());
        var vocabularies = await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(aborted);
        var gazetteer = await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(aborted);
        var topic = vocabularies[VocabularyName.Topics].ByKey(topicKey);
        var region = gazetteer.ByKey(regionKey);
        if ((topicKey.Length > 0 && topic is null) || (regionKey.Length > 0 && region is null))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var page = services.GetRequiredService<NewsStore>().Page(topic, region, PageRequest.Check(50, null, null, null));
        var entries = (await page.EdgesAsync(aborted)).Select(edge => edge.Row).ToList();
        var origin = SiteOrigin.Of(context);
        string[] about = [Title, .. topic is null ? [] : new[] { topic.Label("de") }, .. region is null ? [] : new[] { region.Name }];
        var self = new Uri(origin + context.Request.Path + context.Request.QueryString);
        var feed = new SyndicationFeed(
            string.Join(" · ", about), Title, new Uri(origin + "/de/neuigkeiten"), self.AbsoluteUri,
            entries.Select(entry => entry.SeenAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            entries.Select(entry => Item(entry, origin)))
        {
            Language = "de",
        };
        feed.Authors.Add(new SyndicationPerson(null, "MSO-Netz NRW", null));
        feed.Links.Add(SyndicationLink.CreateSelfLink(self, mediaType));
        context.Response.ContentType = mediaType + "; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=600";
        using var bytes = new MemoryStream();
        await using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Async = true }))
            format(feed).WriteTo(xml);
        await context.Response.Body.WriteAsync(bytes.ToArray(), aborted);
    }

    private static SyndicationItem Item(NewsEntry entry, string origin)
    {
        var day = new DateTimeOffset(entry.Day, TimeOnly.MinValue, TimeSpan.Zero);
        var item = new SyndicationItem
        {
            Id = "urn:uuid:" + entry.Id,
            Title = new TextSyndicationContent(entry.Title),
            Summary = new TextSyndicationContent(entry.Summary is null ? entry.Publisher : $"{entry.Publisher}: {entry.Summary}"),
            PublishDate = day,
            LastUpdatedTime = day,
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(entry.Url ?? origin + "/de/neuigkeiten")));
        foreach (var topic in entry.Topics) item.Categories.Add(new SyndicationCategory(topic));
        return item;
    }
}
