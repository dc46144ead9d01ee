using System.Security.Cryptography;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using MsoNetwork.Feeds;
using MsoNetwork.Time;

namespace MsoNetwork.News;

/// <summary>Reads RSS 2.0 and Atom 1.0. What comes from outside is bounded and becomes plain text.</summary>
public static class FeedReader
{
    /// <summary>Entries taken of one feed, the first ones.</summary>
    public const int Most = 200;

    private const int LongestTitle = 300;
    private const int LongestSummary = 600;
    private const int LongestId = 500;

    /// <param name="feed">Whose it is.</param>
    /// <param name="bytes">The document.</param>
    /// <param name="today">For entries without a day, and for days to come.</param>
    /// <exception cref="FeedRefusedException">It is no feed.</exception>
    public static IReadOnlyList<NewsItem> Read(NewsFeed feed, byte[] bytes, DateOnly today)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = FeedDownload.MostBytes,
        };
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(bytes), settings);
            var found = SyndicationFeed.Load(xml);
            return [.. found.Items.Take(Most).Select(item => Item(feed, item, today)).OfType<NewsItem>().DistinctBy(item => item.Id)];
        }
        catch (Exception wrong) when (wrong is XmlException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FeedRefusedException($"This is no RSS or Atom feed: {wrong.Message}");
        }
    }

    private static NewsItem? Item(NewsFeed feed, SyndicationItem item, DateOnly today)
    {
        var links = item.Links.Where(link => link.RelationshipType is null or "" or "alternate").Select(link => PlainText.Link(link.Uri));
        var url = links.FirstOrDefault(link => link is not null);
        if (PlainText.Of(item.Title?.Text, LongestTitle) is not { } title) return null;
        var summary = PlainText.Of(item.Summary?.Text ?? (item.Content as TextSyndicationContent)?.Text, LongestSummary);
        var day = Day(item) is { } said && said <= today ? said : today;
        return new(IdOf(item.Id ?? url ?? title), feed.Name, title, url, day, summary, feed.Topics, feed.Region);
    }

    private static string IdOf(string id) =>
        id.Length <= LongestId ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    // A day in a form that nobody knows is read only when it is asked for.
    private static DateOnly? Day(SyndicationItem item)
    {
        try
        {
            return item.PublishDate != default ? BerlinDay.Of(item.PublishDate)
                : item.LastUpdatedTime != default ? BerlinDay.Of(item.LastUpdatedTime) : null;
        }
        catch (Exception wrong) when (wrong is XmlException or FormatException)
        {
            return null;
        }
    }
}
