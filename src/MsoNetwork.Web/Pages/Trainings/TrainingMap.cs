using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>
/// GET /tiles/trainings/…: vector tiles of trainings, and what of them is at a place. They take the list's parameters and show what the
/// list finds, without what is online; everybody sees the same.
/// </summary>
internal sealed class TrainingMap(
    NpgsqlDataSource database, EntityTag entityTag, KeptFiles files, IServiceScopeFactory scopes, TimeProvider time)
{
    private const int MostHits = 1_000_000;

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/tiles/trainings/{z}/{x}/{y}.mvt", (HttpContext context, string z, string x, string y) =>
            KeptFiles.AnswerAsync(context, () => TileAsync(context, TilePlace.Parse(z, x, y))));
        site.MapGet("/tiles/trainings/extent.json", context => KeptFiles.AnswerAsync(context, () => ExtentAsync(context)));
        site.MapGet("/{language:language}/termine/karte/{at}", (HttpContext context, string language, string at) =>
            KeptFiles.AnswerAsync(context, () => PlaceAsync(context, PageLanguage.Find(language)!, at)));
    }

    private async Task TileAsync(HttpContext context, TilePlace tile)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var (question, _) = await QuestionAsync(context);
        await files.WriteAsync(context, version, $"{tile} trainings {question.Name}", Tiles.MediaType, () =>
            OrganisationTiles.ReadAsync(database, question.Conditions, tile, context.RequestAborted, question.Rows));
    }

    private async Task ExtentAsync(HttpContext context)
    {
        var (question, _) = await QuestionAsync(context);
        var view = await MapView.ReadAsync(database, question, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsJsonAsync(view, context.RequestAborted);
    }

    private async Task PlaceAsync(HttpContext context, PageLanguage language, string at)
    {
        var ((place, metres), (question, form)) = (PlaceOnMap.Read(at), await QuestionAsync(context));
        var (found, count) = await TrainingsOnMap.AtAsync(database, question.Conditions, place, metres, context.RequestAborted);
        var t = Texts.Of(language);
        ShownAtPlace Shown(TrainingAtPlace one) => new(
            one.Title, one.Slug, $"/{language.Tag}/termine/{one.Slug}",
            $"{TrainingView.TimeOf(one.Start, one.End, t)} · {(one.Vague ? $"{one.Town} · {t["map.townOnly"]}" : one.Town)}",
            t["trainingKind." + one.Kind], []);
        var near = string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:0.####},{place.Longitude:0.####}");
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsJsonAsync(
            new PlaceAnswer(t.Count("trainings.count", count), found.Select(Shown), count > found.Count)
            {
                All = (form.WithoutPlace with { Near = near, Km = 1 }).Address(language),
            },
            context.RequestAborted);
    }

    private async Task<(MapQuestion Question, TrainingForm Form)> QuestionAsync(HttpContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<Registry>();
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(context.RequestAborted);
        var form = TrainingForm.Read(context.Request.Query, gazetteer, vocabularies, []) with { After = null };
        // What is over leaves the map with the hour, so that a tile can be kept.
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var filter = form.Filter(time.Today());
        var criteria = new TrainingCriteria(filter, Viewer.Nobody, gazetteer, vocabularies, now);
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddHH} {form.Address(PageLanguage.Default)}");
        var question = new MapQuestion(criteria.Conditions, name)
        {
            Rows = TrainingsOnMap.Rows,
            Circle = criteria.Near is { } near ? new MapCircle(near.Centre.Y, near.Centre.X, near.Metres / 1000) : null,
            Regions = filter.Regions ?? [],
        };
        if (form.Text.Length == 0) return (question, form);
        var search = scope.ServiceProvider.GetRequiredService<SearchTrainings>();
        var found = await search.RunAsync(form.Text, filter, MostHits, null, facets: false, context.RequestAborted);
        var ids = found.Answer.Hits.Select(hit => hit.Id).Order().ToArray();
        criteria.Conditions.Add($"t.id = ANY({criteria.Conditions.Parameter(ids)})");
        var hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(ids.AsSpan())))[..16];
        return (question with { Name = $"{name}#{hash}" }, form);
    }
}
