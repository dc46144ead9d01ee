using System.ServiceModel.Syndication;
using System.Text;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>
/// What calendars and readers subscribe to: the trainings of a filter (the list's own parameters), of an organisation, or one of them as
/// iCalendar; those of a filter as Atom and RSS. The same trainings are the same bytes, and have the same ETag.
/// </summary>
internal static class TrainingFeeds
{
    private const string Calendar = "text/calendar; charset=utf-8";
    private const int MostNews = 100;

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/{language:language}/termine/kalender.ics", CalendarAsync);
        site.MapGet("/{language:language}/termine/{slug}/termin.ics", OneAsync);
        site.MapGet("/{language:language}/organisationen/{slug}/termine.ics", OfOrganisationAsync);
        MapNews("atom", feed => feed.GetAtom10Formatter());
        MapNews("rss", feed => feed.GetRss20Formatter());

        void MapNews(string kind, Func<SyndicationFeed, SyndicationFeedFormatter> format) => site.MapGet(
            "/{language:language}/termine/feed." + kind,
            (HttpContext context, string language, Registry registry, TrainingLists lists, TimeProvider time) =>
                NewsAsync(context, language, registry, lists, time, $"application/{kind}+xml", format));
    }

    private static async Task<IResult> CalendarAsync(
        HttpContext context, string language, Registry registry, TrainingLists lists, TimeProvider time)
    {
        try
        {
            var (gazetteer, filter) = await FilterAsync(context, registry, time);
            var t = Texts.Of(PageLanguage.Find(language)!);
            return Same(context, Write(context, language, gazetteer, t["trainings.title"], await lists.OfFeedAsync(
                filter, context.RequestAborted)), Calendar);
        }
        catch (NetworkException error) when (error.Code == ErrorCode.InvalidInput)
        {
            return Results.Text(error.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> OfOrganisationAsync(
        HttpContext context, string language, string slug, Registry registry, TrainingLists lists, OrganisationLoaders organisations)
    {
        var entry = await organisations.BySlug.Load(slug, found => found).GetResultAsync(context.RequestAborted);
        if (entry is null) return Results.NotFound();
        var (gazetteer, _) = await registry.ReferenceAsync(context.RequestAborted);
        var filter = new TrainingFilter { Organisations = [GlobalId.Encode("Organisation", entry.Id)] };
        var trainings = await lists.OfFeedAsync(filter, context.RequestAborted);
        return Same(context, Write(context, language, gazetteer, entry.Name, trainings), Calendar);
    }

    private static async Task<IResult> OneAsync(HttpContext context, string language, string slug, Registry registry, TrainingLists lists)
    {
        var (gazetteer, _) = await registry.ReferenceAsync(context.RequestAborted);
        var training = await lists.BySlug.Load(slug, found => found).GetResultAsync(context.RequestAborted);
        if (training is null or { State: TrainingState.Draft }) return Results.NotFound();
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{slug}.ics\"";
        return Same(context, Write(context, language, gazetteer, training.Title, [training]), Calendar);
    }

    private static async Task<IResult> NewsAsync(
        HttpContext context, string language, Registry registry, TrainingLists lists, TimeProvider time, string mediaType,
        Func<SyndicationFeed, SyndicationFeedFormatter> format)
    {
        try
        {
            var (gazetteer, filter) = await FilterAsync(context, registry, time);
            var t = Texts.Of(PageLanguage.Find(language)!);
            var page = $"{SiteOrigin.Of(context)}/{language}/termine";
            var newest = (await lists.OfFeedAsync(filter, context.RequestAborted))
                .OrderByDescending(one => one.UpdatedAt).ThenBy(one => one.Id).Take(MostNews).ToList();
            var providers = await Providers.OfAsync(registry, gazetteer, newest, context.RequestAborted);
            var feed = new SyndicationFeed(t["trainings.title"], t["trainings.lead"], new Uri(page))
            {
                Id = page,
                Language = language,
                LastUpdatedTime = newest is [var last, ..] ? last.UpdatedAt : DateTimeOffset.UnixEpoch,
                Items = [.. newest.Select(one => Item(one, $"{page}/{one.Slug}", providers(one), t, gazetteer))],
            };
            return FeedAnswer.Of(context, feed, mediaType, format, t);
        }
        catch (NetworkException error) when (error.Code == ErrorCode.InvalidInput)
        {
            return Results.Text(error.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static SyndicationItem Item(Training training, string address, string? provider, Texts t, Gazetteer gazetteer)
    {
        var dates = training.Dates.Where(date => !date.Cancelled).Take(10).Select(date => TrainingView.TimeOf(date.Start, date.End, t));
        var off = training.State == TrainingState.Cancelled ? t["training.cancelled"] + " " : "";
        string[] lines = [off + string.Join("; ", dates), $"{provider}, {TrainingView.WhereOf(training, gazetteer, t)}", training.Text];
        var item = new SyndicationItem
        {
            Id = $"urn:uuid:{training.Id:D}",
            Title = new TextSyndicationContent(off + training.Title),
            Summary = new TextSyndicationContent(string.Join("\n\n", lines)),
            LastUpdatedTime = training.UpdatedAt,
            PublishDate = training.PublishedAt ?? training.CreatedAt,
        };
        item.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(address)));
        return item;
    }

    private static async Task<(Gazetteer, TrainingFilter)> FilterAsync(HttpContext context, Registry registry, TimeProvider time)
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(context.RequestAborted);
        var form = TrainingForm.Read(context.Request.Query, gazetteer, vocabularies, []);
        return (gazetteer, form.Filter(time.Today()));
    }

    private static string Write(HttpContext context, string language, Gazetteer gazetteer, string name, IReadOnlyList<Training> trainings)
    {
        var (origin, t) = (SiteOrigin.Of(context), Texts.Of(PageLanguage.Find(language)!));
        return TrainingCalendar.Write(name, trainings, training => $"{origin}/{language}/termine/{training.Slug}",
            training => TrainingView.WhereOf(training, gazetteer, t));
    }

    private static IResult Same(HttpContext context, string text, string mediaType) =>
        FeedAnswer.Of(context, Encoding.UTF8.GetBytes(text), mediaType);
}
