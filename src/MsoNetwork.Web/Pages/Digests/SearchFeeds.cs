using System.ServiceModel.Syndication;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>/{language}/merken/{list}.atom?…: what a saved search would tell, for whoever wants no mail; nothing is kept for it.</summary>
internal static class SearchFeeds
{
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder site) => site.MapGet("/{language:language}/merken/{list}.atom", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, string language, string list, DigestSources sources)
    {
        if (SaveModel.SubjectOf(list) is not { } subject || subject == SearchSubject.Training) return Results.NotFound();
        var (source, aborted) = (sources[subject], context.RequestAborted);
        try
        {
            var read = await source.ReadAsync(context.Request.QueryString.Value?.TrimStart('?') ?? "", language, aborted);
            var items = await source.ShowAsync(await source.NewestAsync(read.Query, Most, aborted), language, aborted);
            // Without the mail's words a last day is only told by what names it.
            var newest = items.Where(item => item.News != DigestNews.Deadline || subject == SearchSubject.Funding)
                .OrderByDescending(item => item.At).ThenBy(item => item.Key, StringComparer.Ordinal).ToList();
            var page = $"{SiteOrigin.Of(context)}/{language}/{source.PathOf(read.Query)}";
            var t = DigestTexts.Of(language);
            var feed = new SyndicationFeed(read.Name, t["site.name"], new Uri(page))
            {
                Id = page,
                Language = language,
                LastUpdatedTime = newest is [var last, ..] ? last.At : DateTimeOffset.UnixEpoch,
                Items = [.. newest.Select(item => Item(item, t))],
            };
            return FeedAnswer.Of(context, feed, "application/atom+xml", each => each.GetAtom10Formatter(), t);
        }
        catch (NetworkException error) when (error.Code is ErrorCode.InvalidInput)
        {
            return Results.Text(error.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static SyndicationItem Item(DigestItem item, Texts t)
    {
        var told = new SyndicationItem
        {
            Id = $"{item.Link}#{Uri.EscapeDataString(item.Key)}",
            Title = new TextSyndicationContent(item.News == DigestNews.Off ? $"{t["training.cancelled"]} {item.Title}" : item.Title),
            Summary = new TextSyndicationContent(item.Detail),
            LastUpdatedTime = item.At,
            PublishDate = item.At,
        };
        told.Links.Add(SyndicationLink.CreateAlternateLink(item.Link));
        return told;
    }
}
