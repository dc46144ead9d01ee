using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Export;
using MsoNetwork.Networks;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Files;

/// <summary>GET /network/…: networks as files, of any size, with the arguments of the field network as parameters.</summary>
internal sealed class NetworkExport(
    ReferenceSnapshot<Gazetteer> gazetteer,
    ReferenceSnapshot<VocabularySet> vocabularies,
    NetworkStore networks,
    TimeProvider time,
    EntityTag entityTag
)
{
    private static readonly string[] Parameters = ["region", "kinds", "topics", "at", "includeOutside", "depth", "ever", "offices"];

    public void Map(IEndpointRouteBuilder site)
    {
        Map(site, "/network/export.gexf", "application/gexf+xml", NetworkFile.WriteGexfAsync);
        Map(site, "/network/export.graphml", "application/graphml+xml", NetworkFile.WriteGraphMlAsync);
        Map(site, "/network/nodes.csv", "text/csv", NetworkFile.WriteNodesAsync);
        Map(site, "/network/edges.csv", "text/csv", NetworkFile.WriteEdgesAsync);
        Map(site, "/network/export.xlsx", MediaTypes.Workbook, NetworkFile.WriteWorkbookAsync);
        Map(site, "/network/picture.svg", "image/svg+xml", NetworkFile.WriteSvgAsync);
        Map(site, "/network/drawing.json", "application/json", NetworkFile.WriteDrawingAsync);
    }

    private void Map(IEndpointRouteBuilder site, string path, string mediaType, Func<Network, Stream, CancellationToken, Task> write) =>
        site.MapGet(path, context => ExportRequest.AnswerAsync(context, entityTag, mediaType, async () =>
            {
                var filter = await FilterAsync(context.Request.Query, context.RequestAborted);
                var network = await networks.GetAsync(filter, context.RequestAborted);
                var part = Path.GetFileNameWithoutExtension(path) is "export" ? "" : "-" + Path.GetFileNameWithoutExtension(path);
                // While measures are missing the file is still going to change, with the same version of the registry.
                if (path is "/network/picture.svg" or "/network/drawing.json")
                    NetworkFile.CheckDrawable(network);
                return ($"network-{filter.Region}{part}{Path.GetExtension(path)}", network.IsComplete, (output, token) =>
                    write(network, output, token)
                );
            }));

    private async Task<NetworkFilter> FilterAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        var asked = new ExportRequest(query, Parameters).Checked();
        var ever = asked.YesOrNo("ever") ?? false;
        if (ever && query.ContainsKey("at"))
            throw NetworkException.Invalid("ever", "ever asks for ties of all times, at for those of one day: give one of them.");
        var filter = NetworkFilter.Check(
            await gazetteer.GetAsync(cancellationToken),
            (await vocabularies.GetAsync(cancellationToken))[VocabularyName.Topics],
            query["region"] is [{ } region]
                ? region
                : throw NetworkException.Invalid(
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
                : throw NetworkException.Invalid("depth", "depth is a whole number.")
        );
        return filter with { Ever = ever, Offices = asked.YesOrNo("offices") ?? true };
    }
}
