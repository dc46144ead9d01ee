using Ganss.Xss;
using Markdig;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;
using MsoNetwork.SeedFiles;

namespace MsoNetwork.Guides;

/// <summary>The folder guides of the seeds.</summary>
/// <param name="Path">Of the folder; it may be missing, then there are none.</param>
public sealed record GuideFolder(string Path);

/// <summary>Guides: Markdown with a head of YAML, KEY.de.md and where somebody wrote it KEY.en.md. Read once.</summary>
public sealed class GuideFiles
{
    private const string German = ".de.md";
    private const string English = ".en.md";
    private const string Fence = "---\n";

    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string> { "h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em" },
        AllowedAttributes = new HashSet<string> { "href" },
        UriAttributes = new HashSet<string> { "href" },
        AllowedSchemes = new HashSet<string> { "https" },
    });

    /// <param name="folder">Where the files are.</param>
    /// <exception cref="SeedFileException">A file cannot be used; the message says where and what would be right.</exception>
    public GuideFiles(GuideFolder folder)
    {
        if (!Directory.Exists(folder.Path)) return;
        All = [.. Directory.GetFiles(folder.Path, "*" + German).Select(Read).OrderBy(guide => guide.Position)];
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<Guide> All { get; } = [];

    public Guide? ByKey(string key) => All.FirstOrDefault(guide => guide.Key == key);

    /// <summary>Those that help to meet a criterion of funding.</summary>
    public IEnumerable<Guide> Of(string criterion) => All.Where(guide => guide.Criteria.Contains(criterion));

    private static Guide Read(string file)
    {
        var (head, text) = Parts(file);
        var other = file[..^German.Length] + English;
        (string Title, string Summary, string Html)? english = null;
        if (File.Exists(other))
        {
            var (part, translated) = Parts(other);
            english = part.Ended((part.Get("title").Text(), part.Get("summary").Text(), Html(translated)));
        }

        return head.Ended(new Guide
        {
            Key = Path.GetFileName(file)[..^German.Length],
            Title = new(head.Get("title").Text(), english?.Title),
            Summary = new(head.Get("summary").Text(), english?.Summary),
            Html = new(Html(text), english?.Html),
            Position = head.Get("position").Number(),
            Need = head.Get("need").Text(),
            Criteria = head.Words("criteria"),
            Sources = [.. head.Get("sources").Entries().Select(entry => Source(entry.Part))],
        });
    }

    private static GuideSource Source(YamlPart part) => part.Ended(new GuideSource(
        part.Get("name").Text(),
        part.Get("url").Text(),
        part.Find("read")?.Day(),
        part.Find("de") is { } german ? new(german.Text(), part.Find("en")?.Text()) : null));

    private static (YamlPart Head, string Text) Parts(string file)
    {
        var all = File.ReadAllText(file).ReplaceLineEndings("\n");
        var end = all.StartsWith(Fence, StringComparison.Ordinal) ? all.IndexOf("\n" + Fence, StringComparison.Ordinal) : -1;
        if (end < 0)
            throw new SeedFileException($"{Path.GetFileName(file)}, line 1: a guide begins with a head between two lines of \"---\".");
        return (YamlPart.Of(Path.GetFileName(file), new StringReader(all[..(end + 1)])), all[(end + 1 + Fence.Length)..]);
    }

    private static string Html(string markdown)
    {
        lock (Sanitizer) return Sanitizer.Sanitize(Markdig.Markdown.ToHtml(markdown, Markdown));
    }
}

/// <summary>This room's registration.</summary>
public static class GuideServices
{
    public static IServiceCollection AddGuides(this IServiceCollection services) => services
        .AddSingleton<GuideFiles>()
        .AddSingleton(new NodeSource("Guide", (provider, key, _) =>
            ValueTask.FromResult<object?>(provider.GetRequiredService<GuideFiles>().ByKey(key))));
}
