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
    EntityTag entityTag
) : IDisposable
{
    private readonly SemaphoreSlim _drawing = new(1, 1);

    public void Dispose() => _drawing.Dispose();

    private static readonly string[] Parameters = ["region", "kinds", "topics", "at", "includeOutside", "depth", "ever", "offices"];

    public void Map(IEndpointRouteBuilder site)
    {
        Map(site, "/network/export.gexf", "application/gexf+xml", NetworkFile.WriteGexfAsync);
        Map(site, "/network/export.graphml", "application/graphml+xml", NetworkFile.WriteGraphMlAsync);
        Map(site, "/network/nodes.csv", "text/csv", NetworkFile.WriteNodesAsync);
        Map(site, "/network/edges.csv", "text/csv", NetworkFile.WriteEdgesAsync);
        Map(site, "/network/export.xlsx", MediaTypes.Workbook, NetworkFile.WriteWorkbookAsync);
        Map(site, "/network/drawing.json", "application/json", NetworkFile.WriteDrawingAsync);
        MapPicture(site, "/network/picture.svg", "image/svg+xml", NetworkFile.WriteSvgAsync);
        MapPicture(site, "/network/picture.png", "image/png", NetworkFile.WritePngAsync);
    }

    private void Map(IEndpointRouteBuilder site, string path, string mediaType, Func<Network, Stream, CancellationToken, Task> write) =>
        site.MapGet(path, context => ExportRequest.AnswerAsync(context, entityTag, mediaType, async () =>
            {
                var filter = await FilterAsync(new ExportRequest(context.Request.Query, Parameters).Checked(), context.RequestAborted);
                var network = await networks.GetAsync(filter, context.RequestAborted);
                if (path == "/network/drawing.json") NetworkFile.CheckDrawable(network);
                // While measures are missing the file is still going to change, with the same version of the registry.
                return (Name(filter, path), network.IsComplete, (output, token) => write(network, output, token));
            })).WithMetadata(path == "/network/drawing.json" ? RequestWeight.Page : RequestWeight.Export);

    private void MapPicture(
        IEndpointRouteBuilder site, string path, string mediaType, Func<Network, PictureWords, Stream, CancellationToken, Task> write) =>
        site.MapGet(path, context => ExportRequest.AnswerAsync(context, entityTag, mediaType, async () =>
            {
                var asked = new ExportRequest(context.Request.Query, [.. Parameters, "labels"]).Checked();
                var filter = await FilterAsync(asked, context.RequestAborted);
                var language = PageLanguage.Find(OrganisationExport.CheckedLanguage("labels", asked.One("labels"))) ?? PageLanguage.Default;
                var network = await networks.GetAsync(filter, context.RequestAborted);
                NetworkFile.CheckDrawable(network);
                var words = PictureTexts.Of(
                    network,
                    language,
                    await gazetteer.GetAsync(context.RequestAborted),
                    await vocabularies.GetAsync(context.RequestAborted),
                    SiteOrigin.Of(context)
                );
                return (Name(filter, path), true, (output, token) => DrawAsync(() => write(network, words, output, token), token));
            })).WithMetadata(RequestWeight.Export);

    // A picture takes a second of a processor and tens of megabytes while it is made.
    private async Task DrawAsync(Func<Task> draw, CancellationToken cancellationToken)
    {
        await _drawing.WaitAsync(cancellationToken);
        try
        {
            await draw();
        }
        finally
        {
            _drawing.Release();
        }
    }

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
