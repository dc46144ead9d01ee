using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Site;
using Npgsql;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// GET /tiles/…: the map's vector tiles, and GET /de/karte.svg: the same map as a picture. Organisations take the search page's parameters
/// and find whom its list finds; regions take none.
/// Tiles of one version are kept, and a client that has one is told so (304).
/// </summary>
internal sealed class Tiles(NpgsqlDataSource database, EntityTag entityTag, MapQuestions questions, MapPictures pictures) : IDisposable
{
    public const string MediaType = "application/vnd.mapbox-vector-tile";
    private const long KeptBytes = 16 * 1024 * 1024;

    private readonly MemoryCache _tiles = new(new MemoryCacheOptions { SizeLimit = KeptBytes });

    public void Dispose() => _tiles.Dispose();

    public void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/tiles/{z}/{x}/{y}.mvt", (HttpContext context, string z, string x, string y) =>
            AnswerAsync(context, () => OrganisationsAsync(context, TilePlace.Parse(z, x, y)))
        );
        site.MapGet("/tiles/regions/{z}/{x}/{y}.mvt", (HttpContext context, string z, string x, string y) =>
            AnswerAsync(context, () => RegionsAsync(context, TilePlace.Parse(z, x, y)))
        );
        site.MapGet("/tiles/extent.json", context => AnswerAsync(context, () => ExtentAsync(context)));
        site.MapGet("/{language:language}/karte.svg", (HttpContext context, string language) =>
            AnswerAsync(context, () => PictureAsync(context, PageLanguage.Find(language)!))
        );
        site.MapGet("/{language:language}/karte/{at}", (HttpContext context, string language, string at) =>
            AnswerAsync(context, async () =>
                await PlaceOnMap.AnswerAsync(context, PageLanguage.Find(language)!, at, database, await QuestionAsync(context)))
        );
    }

    private async Task OrganisationsAsync(HttpContext context, TilePlace tile)
    {
        var version = await entityTag.GetAsync(context.RequestAborted);
        var question = await questions.ReadAsync(context.Request.Query, version, context.RequestAborted);
        await WriteAsync(context, version, $"{tile} {question.Name}", () =>
            OrganisationTiles.ReadAsync(database, question.Conditions, tile, context.RequestAborted)
        );
    }

    private async Task RegionsAsync(HttpContext context, TilePlace tile)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } parameter)
            throw NetworkException.Invalid(parameter.Length <= 60 ? parameter : parameter[..60], "Tiles of regions take no parameters.");
        await WriteAsync(context, await entityTag.GetAsync(context.RequestAborted), $"{tile} regions", () =>
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
        await WriteAsync(context, version, $"picture {language.Tag} {question.Name}", async () =>
        {
            var picture = await pictures.OfAsync(question, gazetteer, context.RequestAborted);
            return picture is null ? [] : Encoding.UTF8.GetBytes(picture.ToSvg(Texts.Of(language)["map.label"]));
        }, "image/svg+xml");
    }

    private async Task<MapQuestion> QuestionAsync(HttpContext context) =>
        await questions.ReadAsync(context.Request.Query, await entityTag.GetAsync(context.RequestAborted), context.RequestAborted);

    private async Task WriteAsync(HttpContext context, string version, string name, Func<Task<byte[]>> read, string mediaType = MediaType)
    {
        // The name is in the tag because the hits of words follow the registry's version a moment later.
        var tag = $"{version[..^1]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12]}\"";
        context.Response.Headers.CacheControl = "public, max-age=10, must-revalidate";
        context.Response.Headers.ETag = tag;
        if (EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var key = $"{version} {name}";
        if (!_tiles.TryGetValue(key, out byte[]? content))
        {
            content = await read();
            _tiles.Set(key, content, new MemoryCacheEntryOptions { Size = (2 * key.Length) + content.Length + 100 });
        }

        context.Response.ContentType = mediaType;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception error) when (!context.Response.HasStarted && Problem.Known(error) is not null)
        {
            var problem = Problem.Known(error)!;
            context.Response.Headers.ETag = default;
            context.Response.Headers.CacheControl = "no-store";
            await GraphQlEndpoint.WriteProblemAsync(
                context,
                problem.Code == ErrorCode.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest,
                MediaTypes.Json,
                problem
            );
        }
    }
}
