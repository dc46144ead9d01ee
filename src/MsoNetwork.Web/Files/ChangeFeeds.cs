using System.Globalization;
using System.ServiceModel.Syndication;
using MsoNetwork.ChangeFeed;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
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

    private static async Task<IResult> AnswerAsync(
        HttpContext context, NewestChanges changes, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies)
    {
        var (tag, regions, topics) = (Keys(context, "language").FirstOrDefault(), Keys(context, "region"), Keys(context, "topic"));
        // Of a region's language ("de-DE") the pages speak the language.
        var language = tag is null ? PageLanguage.Default : PageLanguage.Find(tag.Split('-')[0].ToLowerInvariant());
        if (language is null) return Wrong($"language: it is one of {string.Join(", ", PageLanguage.All.Select(one => one.Tag))}.");
        if (regions.Length > MostKeys) return Wrong($"region: at most {MostKeys}.");
        if (topics.Length > MostKeys) return Wrong($"topic: at most {MostKeys}.");
        try
        {
            var newest = await changes.ReadAsync(new() { Regions = regions, Topics = topics }, Most, context.RequestAborted);
            var (t, origin) = (Texts.Of(language), SiteOrigin.Of(context));
            var self = $"{origin}{context.Request.Path}{context.Request.QueryString}";
            var (places, terms) = (await gazetteer.GetAsync(context.RequestAborted), await vocabularies.GetAsync(context.RequestAborted));
            var title = string.Join(" · ", [
                t["changes.feed"],
                .. regions.Select(key => places.ByKey(key)!.Name),
                .. topics.Select(key => terms[VocabularyName.Topics].ByKey(key)!.Label(language.Tag)),
            ]);
            var feed = new SyndicationFeed(title, t["changes.lead"], new Uri($"{origin}/{language.Tag}/organisationen"))
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
            var isTopic = refusal.Argument?.Contains("topics", StringComparison.Ordinal) == true;
            return Wrong($"{(isTopic ? "topic" : "region")}: {refusal.Message}");
        }
    }

    /// <summary>What is asked for by a name; one without a value is not there.</summary>
    private static string[] Keys(HttpContext context, string name) =>
        [.. context.Request.Query[name].OfType<string>().Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];

    private static IResult Wrong(string message) =>
        Results.Text(message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);

    private static SyndicationItem Item(NewestChange change, Texts t, string organisations)
    {
        var kind = change.Kind.ToString().ToLowerInvariant();
        var labels = change.Fields.Select(field => FieldTexts.PathLabel(t, field)).Distinct(StringComparer.Ordinal);
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
