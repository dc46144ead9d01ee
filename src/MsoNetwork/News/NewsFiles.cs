using MsoNetwork.SeedFiles;

namespace MsoNetwork.News;

/// <summary>The folder news of the seeds.</summary>
/// <param name="Path">Of the folder; it may be missing.</param>
public sealed record NewsFolder(string Path);

/// <summary>A feed that is read.</summary>
/// <param name="Key">Its key among sources; changing it makes another source of it.</param>
/// <param name="Name">Who publishes it.</param>
/// <param name="Url">RSS 2.0 or Atom 1.0.</param>
/// <param name="Topics">Keys of TOPICS that all its entries have.</param>
/// <param name="Region">Where they are for; null for everybody.</param>
public sealed record NewsFeed(string Key, string Name, Uri Url, IReadOnlyList<string> Topics, string? Region);

/// <summary>seeds/news: entries written by hand, and feeds that are read.</summary>
public sealed class NewsFiles
{
    public const string EntriesFile = "entries.yaml";
    public const string FeedsFile = "feeds.yaml";

    /// <param name="folder">Where the files are.</param>
    /// <exception cref="SeedFileException">A file cannot be used; the message says where and what would be right.</exception>
    public NewsFiles(NewsFolder folder)
    {
        Entries = [.. Of(folder, EntriesFile, "entries").Select(Entry)];
        Feeds = [.. Of(folder, FeedsFile, "feeds").Select(Feed)];
    }

    public IReadOnlyList<NewsItem> Entries { get; }

    public IReadOnlyList<NewsFeed> Feeds { get; }

    private static IReadOnlyList<YamlPart> Of(NewsFolder folder, string file, string key)
    {
        var path = Path.Combine(folder.Path, file);
        if (!File.Exists(path)) return [];
        var all = YamlPart.Read(path);
        return all.Ended(all.Find(key)?.Items() ?? []);
    }

    private static NewsItem Entry(YamlPart part) => part.Ended(new NewsItem(
        part.Get("id").Text(),
        part.Get("publisher").Text(),
        part.Get("title").Text(),
        part.Find("url") is { } url ? Address(url).AbsoluteUri : null,
        part.Get("day").Day(),
        part.Find("summary")?.Text(),
        part.Words("topics"),
        part.Find("region")?.Text()));

    private static NewsFeed Feed(YamlPart part) => part.Ended(new NewsFeed(
        part.Get("id").Text(), part.Get("name").Text(), Address(part.Get("url")), part.Words("topics"), part.Find("region")?.Text()));

    private static Uri Address(YamlPart part) =>
        Uri.TryCreate(part.Text(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw part.Wrong($"\"{part.Text()}\" is no address; write it as https://example.org/feed.");
}
