using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    private static readonly string[] EdgeHeadings =
    [
        "Source",
        "Target",
        "From",
        "To",
        "Type",
        "Kind",
        "Weight",
        "Start",
        "End",
        "Titles",
        "Bridge",
    ];

    // Label and Id are the columns that Kumu and Gephi expect.
    private static IEnumerable<string> NodeHeadings => GexfNodeValues.Select(value => value.Id).Prepend("Label").Prepend("Id");

    /// <summary>CSV: one row an organisation.</summary>
    public static Task WriteNodesAsync(Network network, Stream output, CancellationToken cancellationToken) =>
        CsvAsync(output, NodeHeadings, Nodes(network), cancellationToken);

    /// <summary>CSV: one row a pair and kind; From and To for Kumu, which Gephi takes as Source and Target too.</summary>
    public static Task WriteEdgesAsync(Network network, Stream output, CancellationToken cancellationToken) =>
        CsvAsync(output, EdgeHeadings, Edges(network), cancellationToken);

    /// <summary>An Excel workbook with both.</summary>
    /// <exception cref="NetworkException">They are more than a sheet has rows.</exception>
    public static Task WriteWorkbookAsync(Network network, Stream output, CancellationToken cancellationToken) =>
        Workbook.WriteAsync(
            output,
            [
                new Sheet("organisations", [.. NodeHeadings], Nodes(network).ToAsyncEnumerable()),
                new Sheet("ties", EdgeHeadings, Edges(network).ToAsyncEnumerable()),
            ],
            cancellationToken
        );

    private static IEnumerable<IEnumerable<object?>> Nodes(Network network) =>
        network.Nodes.Select(node => Values(node).Select(value => value.Value).Prepend(node.Member.Name).Prepend(node.Member.Slug));

    private static IEnumerable<IEnumerable<object?>> Edges(Network network) => network.Edges.Select(edge => (object?[])
    [
        edge.From.Slug, edge.To.Slug, edge.From.Name, edge.To.Name, edge.IsDirected ? "directed" : "undirected", Kind(edge), edge.Weight,
        edge.Start, edge.End, string.Join(" | ", edge.Titles), edge.IsBridge,
    ]);

    private static async Task CsvAsync(
        Stream output,
        IEnumerable<string> headings,
        IEnumerable<IEnumerable<object?>> rows,
        CancellationToken cancellationToken
    )
    {
        await using var cells = new CsvCells(output);
        await cells.RowAsync(headings, cancellationToken);
        foreach (var row in rows) await cells.RowAsync(row, cancellationToken);
    }
}
