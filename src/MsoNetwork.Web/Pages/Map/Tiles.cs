using System.Text;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Printing;
using MsoNetwork.Regions;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// GET /tiles/…: the map's vector tiles, and GET /de/karte.svg: the same map as a picture. Organisations take the search page's parameters
/// and find whom its list finds; regions take none.
/// </summary>
internal sealed class Tiles(NpgsqlDataSource database, EntityTag entityTag, MapQuestions questions, MapPictures pictures, KeptFiles files)
{
    public const string MediaType = "application/vnd.mapbox-vector-tile";

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/tiles/{z}/{x}/{y}.mvt", (HttpContext context, string z, string x, string y) =>
            KeptFiles.AnswerAsync(context, () => OrganisationsAsync(context, TilePlace.Parse(z, x, y)))
        );
        site.MapGet("/tiles/regions/{z}/{x}/{y}.mvt", (HttpContext context, string z, string x, string y) =>
            KeptFiles.AnswerAsync(context, () => RegionsAsync(context, TilePlace.Parse(z, x, y)))
        );
        site.MapGet("/tiles/extent.json", context => KeptFiles.AnswerAsync(context, () => ExtentAsync(context)));
        site.MapGet("/{language:language}/karte.svg", (HttpContext context, string language) =>
            KeptFiles.AnswerAsync(context, () => PictureAsync(context, PageLanguage.Find(language)!))
        );
        site.MapGet("/{language:language}/karte/{at}", (HttpContext context, string language, string at) =>
            KeptFiles.AnswerAsync(context, async () =>
                await PlaceOnMap.AnswerAsync(context, PageLanguage.Find(language)!, at, database, await QuestionAsync(context)))
        );
    }

    private async Task OrganisationsAsync(HttpContext context, TilePlace tile)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var question = await questions.ReadAsync(context.Request.Query, version, context.RequestAborted);
        await files.WriteAsync(context, version, $"{tile} {question.Name}", MediaType, () =>
            OrganisationTiles.ReadAsync(database, question.Conditions, tile, context.RequestAborted)
        );
    }

    private async Task RegionsAsync(HttpContext context, TilePlace tile)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } parameter)
            throw NetworkException.Invalid(parameter.Length <= 60 ? parameter : parameter[..60], "Tiles of regions take no parameters.");
        await files.WriteAsync(context, await entityTag.GetAsync(context.RequestAborted), $"{tile} regions", MediaType, () =>
            RegionTiles.ReadAsync(database, tile, context.RequestAborted)
        );
    }

    private async Task ExtentAsync(HttpContext context)
    {
        var view = await MapView.ReadAsync(database, await QuestionAsync(context), context.RequestAborted);
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsJsonAsync(view, context.RequestAborted);
    }

    private async Task PictureAsync(HttpContext context, PageLanguage language)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var question = await questions.ReadAsync(context.Request.Query, version, context.RequestAborted);
        var (gazetteer, _) = await context.RequestServices.GetRequiredService<Registry>().ReferenceAsync(context.RequestAborted);
        await files.WriteAsync(context, version, $"picture {language.Tag} {question.Name}", "image/svg+xml", async () =>
        {
            var picture = await pictures.OfAsync(question, gazetteer, null, context.RequestAborted);
            var t = Texts.Of(language);
            return picture is null ? [] : Encoding.UTF8.GetBytes(PictureSvg.Text(
                picture.Explained(t["map.label"], marker => MarkerShapes.Word(marker, t))
            ));
        });
    }

    private async Task<MapQuestion> QuestionAsync(HttpContext context) =>
        await questions.ReadAsync(context.Request.Query, await entityTag.GetAsync(context.RequestAborted), context.RequestAborted);
}
