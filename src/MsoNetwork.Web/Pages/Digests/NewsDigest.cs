using Microsoft.AspNetCore.WebUtilities;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.News;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.News;
using MsoNetwork.Web.Pages.Site;
using PageAddress = MsoNetwork.Inbox.PageAddress;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>News by the topic and region of /de/neuigkeiten.</summary>
internal sealed class NewsDigest(Registry registry, NewsStore news, PageAddress address, TimeProvider time)
    : DigestSource(SearchSubject.News)
{
    // What is older is no news, also where it comes late.
    private const int Days = 90;

    public override async Task<ReadSearch> ReadAsync(string query, string language, CancellationToken cancellationToken)
    {
        var (topic, region) = await ChosenAsync(query, cancellationToken);
        var t = DigestTexts.Of(language);
        string[] words = [.. new[] { topic?.Label(language), region?.Name }.OfType<string>()];
        return new ReadSearch(
            NewsModel.Query(topic, region), words.Length == 0 ? t["news.title"] : $"{t["news.title"]}: {string.Join(" · ", words)}");
    }

    public override async Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var (topic, region) = await ChosenAsync(query, cancellationToken);
        var (since, found) = (time.Today().AddDays(-Days), new List<Found>());
        for (string? after = null; ;)
        {
            var page = news.Page(topic, region, PageRequest.Check(PageSize.Most, after, null, null));
            var entries = (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Row).ToList();
            found.AddRange(entries.Where(one => one.Day >= since).Select(one => new Found($"{one.Id:N}", DigestNews.New, $"{one.Id:N}")));
            if (entries is not [.., var last] || last.Day < since || !await page.HasNextPageAsync(cancellationToken)) return found;
            after = await page.EndCursorAsync(cancellationToken);
        }
    }

    public override async Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        var t = DigestTexts.Of(language);
        var ids = found.Select(one => Guid.Parse(one.Of)).ToList();
        var entries = await news.ById.Load(ids, one => ids.Select(one).OfType<NewsEntry>().ToList()).GetResultAsync(cancellationToken);
        return
        [
            .. entries.Select(entry => new DigestItem(
                DigestNews.New, entry.Title, $"{entry.Publisher}, {t.Date(entry.Day)}",
                Uri.TryCreate(entry.Url, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" ? at
                    : address(language, "neuigkeiten"))
            {
                Key = $"{entry.Id:N}",
                At = entry.SeenAt,
            }),
        ];
    }

    public override string PathOf(string query) => query.Length == 0 ? "neuigkeiten" : $"neuigkeiten?{query}";

    private async Task<(Term? Topic, RegionEntry? Region)> ChosenAsync(string query, CancellationToken cancellationToken)
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(cancellationToken);
        var asked = new QueryCollection(QueryHelpers.ParseQuery(query));
        var (topic, region, problems) = NewsModel.Read(asked, gazetteer, vocabularies);
        return problems.Count == 0 ? (topic, region)
            : throw NetworkException.Invalid("query", $"The list of news knows no {problems[0].About}.");
    }
}
