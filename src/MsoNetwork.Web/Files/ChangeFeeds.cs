using System.Globalization;
using System.ServiceModel.Syndication;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;
using MsoNetwork.Web.Pages.Desk;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Files;

/// <summary>/changes.atom?region=…&amp;topic=…&amp;language=…: what is new, changed or gone in the directory, in plain words.</summary>
internal static class ChangeFeeds
{
    private const int Most = 50;
    private const int MostKeys = 20;

    public static void Map(IEndpointRouteBuilder site) => site.MapGet("/changes.atom", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, NewestChanges changes)
    {
        var query = context.Request.Query;
        var language = query["language"].ToString() is { Length: > 0 } tag ? PageLanguage.Find(tag) : PageLanguage.Default;
        var (regions, topics) = (query["region"].OfType<string>().ToArray(), query["topic"].OfType<string>().ToArray());
        if (language is null || regions.Length > MostKeys || topics.Length > MostKeys) return Results.NotFound();
        try
        {
            var newest = await changes.ReadAsync(new() { Regions = regions, Topics = topics }, Most, context.RequestAborted);
            var (t, origin) = (Texts.Of(language), SiteOrigin.Of(context));
            var self = $"{origin}{context.Request.Path}{context.Request.QueryString}";
            var feed = new SyndicationFeed(t["changes.feed"], t["changes.lead"], new Uri($"{origin}/{language.Tag}/organisationen"))
            {
                Id = self,
                Language = language.Tag,
                LastUpdatedTime = newest is [var last, ..] ? last.At : DateTimeOffset.UnixEpoch,
                Items = [.. newest.Select(change => Item(change, t, $"{origin}/{language.Tag}/organisationen"))],
            };
            return FeedAnswer.Of(context, feed, "application/atom+xml", each => each.GetAtom10Formatter(), t);
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.InvalidInput or ErrorCode.NotFound)
        {
            return Results.NotFound();
        }
    }

    private static SyndicationItem Item(NewestChange change, Texts t, string organisations)
    {
        var kind = change.Kind.ToString().ToLowerInvariant();
        var labels = change.Fields.Select(field => FieldTexts.Label(t, field[(field.LastIndexOf('.') + 1)..]))
            .Distinct(StringComparer.Ordinal);
        var item = new SyndicationItem
        {
            // RFC 4151: a position is never another change's in the same generation of the feed.
            Id = string.Create(
                CultureInfo.InvariantCulture,
                $"tag:{new Uri(organisations).Host},2026:changes/{change.Generation:N}/{change.Position}"),
            Title = new TextSyndicationContent(t[$"changes.{kind}", change.Name]),
            Summary = change.Kind switch
            {
                FeedKind.Updated when change.Fields.Count > 0 => new(t["changes.fields", string.Join(", ", labels)]),
                FeedKind.Merged or FeedKind.Removed => new(t[$"changes.{kind}Detail"]),
                _ => null,
            },
            PublishDate = change.At,
            LastUpdatedTime = change.At,
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(
            new Uri(change.Slug is null ? organisations : $"{organisations}/{change.Slug}")));
        return item;
    }
}
