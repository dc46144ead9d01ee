using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Export;
using MsoNetwork.Networks;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Networks;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Files;

/// <summary>GET /network/…: networks as files, of any size, with the arguments of the field network as parameters.</summary>
internal sealed class NetworkExport(
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    NetworkStore networks,
    TimeProvider time,
    EntityTag entityTag,
    ExportAnswer answer
)
{
    private const string Drawing = "/network/drawing.json";

    private static readonly TimeSpan WithoutMeasures = TimeSpan.FromSeconds(30);

    private static readonly string[] Parameters = ["region", "kinds", "topics", "at", "includeOutside", "depth", "ever", "offices"];

    public void Map(IEndpointRouteBuilder site)
    {
        Map(site, "/network/export.gexf", "application/gexf+xml", NetworkFile.WriteGexfAsync);
        Map(site, "/network/export.graphml", "application/graphml+xml", NetworkFile.WriteGraphMlAsync);
        Map(site, "/network/nodes.csv", "text/csv", NetworkFile.WriteNodesAsync);
        Map(site, "/network/edges.csv", "text/csv", NetworkFile.WriteEdgesAsync);
        Map(site, "/network/export.xlsx", MediaTypes.Workbook, NetworkFile.WriteWorkbookAsync);
        site.MapGet(Drawing, DrawAsync).WithMetadata(RequestWeight.Page);
        MapPicture(site, "/network/picture.svg", "image/svg+xml", NetworkFile.WriteSvgAsync);
        MapPicture(site, "/network/picture.png", "image/png", NetworkFile.WritePngAsync);
    }

    private void Map(IEndpointRouteBuilder site, string path, string mediaType, Func<Network, Stream, CancellationToken, Task> write) =>
        site.MapGet(path, context => answer.WriteAsync(context, mediaType, async () =>
            {
                var filter = await FilterAsync(new ExportRequest(context.Request.Query, Parameters).Checked(), context.RequestAborted);
                return new AskedExport(Name(filter, path), async token =>
                {
                    var network = await networks.GetAsync(filter, token);
                    return new FileWriter((output, ending) => write(network, output, ending), Holding(network));
                });
            })).WithMetadata(RequestWeight.Export);

    private void MapPicture(
        IEndpointRouteBuilder site, string path, string mediaType, Func<Network, PictureWords, Stream, CancellationToken, Task> write) =>
        site.MapGet(path, context => answer.WriteAsync(context, mediaType, async () =>
            {
                var asked = new ExportRequest(context.Request.Query, [.. Parameters, "labels"]).Checked();
                var filter = await FilterAsync(asked, context.RequestAborted);
                var language = PageLanguage.Find(OrganisationExport.CheckedLanguage("labels", asked.One("labels"))) ?? PageLanguage.Default;
                var places = await gazetteer.GetAsync(context.RequestAborted);
                var terms = await vocabularies.GetAsync(context.RequestAborted);
                var origin = SiteOrigin.Of(context);
                return new AskedExport(Name(filter, path), async token =>
                {
                    var network = await networks.GetAsync(filter, token);
                    NetworkFile.CheckDrawable(network);
                    var words = PictureTexts.Of(network, language, places, terms, origin);
                    return new FileWriter((output, ending) => write(network, words, output, ending));
                });
            })).WithMetadata(RequestWeight.Export);

    // While measures are missing the file is still going to change, with the same version of the registry.
    private static Func<bool>? Holding(Network network)
    {
        if (network.IsComplete) return null;
        var until = Environment.TickCount64 + (long)WithoutMeasures.TotalMilliseconds;
        return () => !network.IsComplete && Environment.TickCount64 < until;
    }

    // A part of a page, and small: made anew for each.
    private Task DrawAsync(HttpContext context) => ExportAnswer.InWordsAsync(context, async () =>
    {
        var tag = await entityTag.GetAsync(context.RequestAborted);
        var filter = await FilterAsync(new ExportRequest(context.Request.Query, Parameters).Checked(), context.RequestAborted);
        var network = await networks.GetAsync(filter, context.RequestAborted);
        NetworkFile.CheckDrawable(network);
        var headers = context.Response.Headers;
        headers.CacheControl = network.IsComplete ? "public, max-age=10, must-revalidate" : "no-store";
        if (network.IsComplete) headers.ETag = tag;
        if (network.IsComplete && EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        headers.ContentDisposition = $"attachment; filename=\"{Name(filter, Drawing)}\"";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await NetworkFile.WriteDrawingAsync(network, context.Response.Body, context.RequestAborted);
    });

    private static string Name(NetworkFilter filter, string path)
    {
        var part = Path.GetFileNameWithoutExtension(path) is var name and not "export" ? "-" + name : "";
        return $"network-{filter.Region}{part}{Path.GetExtension(path)}";
    }

    private async Task<NetworkFilter> FilterAsync(ExportRequest asked, CancellationToken cancellationToken)
    {
        var ever = asked.YesOrNo("ever") ?? false;
        if (ever && asked.One("at") is not null)
            throw NetworkException.Invalid("ever", "ever asks for ties of all times, at for those of one day: give one of them.");
        var filter = NetworkFilter.Check(
            await gazetteer.GetAsync(cancellationToken),
            (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics],
            asked.One("region") ?? throw NetworkException.Invalid(
                    "region",
                    "The parameter region is needed, once: a key (AGS prefix) such as 05, 053, 05315 or 05315000."
                ),
            asked.Many("kinds")?.Select(name => ExportRequest.Value<NetworkTieKind>("kinds", name)).ToArray(),
            asked.Many("topics"),
            asked.One("at") is not { } at ? time.Today()
                : DateOnly.TryParseExact(at, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                : throw NetworkException.Invalid("at", "at is a day like 2026-11-30."),
            asked.YesOrNo("includeOutside") ?? false,
            asked.One("depth") is not { } depth ? null
                : int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) ? steps
                : throw NetworkException.Invalid("depth", "depth is a whole number."),
            time.Today()
        );
        return filter with { Ever = ever, Offices = asked.YesOrNo("offices") ?? true };
    }
}
