using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>The files that a region's pages offer.</summary>
/// <param name="Page">The page.</param>
/// <param name="Region">Key of the region.</param>
/// <param name="Network">The query for what is shown of the network.</param>
internal sealed record NetworkFiles(SitePage Page, string Region, string Network)
{
    /// <summary>Address and text of each.</summary>
    public IEnumerable<(string Address, string Text)> All =>
    [
        ($"/organisations/list.xlsx?regions={Region}&offices=false&labels={Page.Language.Tag}", Page.T["file.list"]),
        ($"/organisations/export.xlsx?regions={Region}&offices=false&labels={Page.Language.Tag}", Page.T["file.xlsx"]),
        ($"/organisations/export.csv?regions={Region}&offices=false&labels={Page.Language.Tag}", Page.T["file.csv"]),
        ($"/organisations/export.geojson?regions={Region}&offices=false&labels={Page.Language.Tag}", Page.T["file.geojson"]),
        ("/network/export.xlsx" + Network, Page.T["file.network"]),
        ("/network/nodes.csv" + Network, Page.T["file.nodes"]),
        ("/network/edges.csv" + Network, Page.T["file.edges"]),
        ("/network/export.gexf" + Network, Page.T["file.gexf"]),
        ("/network/export.graphml" + Network, Page.T["file.graphml"]),
    ];
}
