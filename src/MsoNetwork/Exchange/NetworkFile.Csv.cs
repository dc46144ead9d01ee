using System.Globalization;
using MsoNetwork.Cooperations;

namespace MsoNetwork.Exchange;

public static partial class NetworkFile
{
    /// <summary>One row an organisation; the columns Label and Id are those that Kumu and Gephi expect.</summary>
    public static Task WriteNodesAsync(Network network, Stream output, CancellationToken cancellationToken) => RowsAsync(output,
        network.Nodes.Select(node => Values(node).Select(value => value.Value).Prepend(node.Member.Name).Prepend(node.Member.Slug))
            .Prepend(GexfNodeValues.Select(value => (string?)value.Id).Prepend("Label").Prepend("Id")), cancellationToken);

    /// <summary>One row a pair and kind; From and To for Kumu, which Gephi takes as Source and Target too.</summary>
    public static Task WriteEdgesAsync(Network network, Stream output, CancellationToken cancellationToken) => RowsAsync(output,
        network.Edges.Select(edge => (IEnumerable<string?>)
        [
            edge.From.Slug, edge.To.Slug, edge.From.Name, edge.To.Name, edge.IsDirected ? "directed" : "undirected", Kind(edge), edge.Weight.ToString(CultureInfo.InvariantCulture),
            Text(edge.Start), Text(edge.End), string.Join(" | ", edge.Titles), edge.IsBridge ? "true" : "false",
        ]).Prepend(["Source", "Target", "From", "To", "Type", "Kind", "Weight", "Start", "End", "Titles", "Bridge"]), cancellationToken);

    private static async Task RowsAsync(Stream output, IEnumerable<IEnumerable<string?>> rows, CancellationToken cancellationToken)
    {
        await using var cells = new CsvCells(output);
        foreach (var row in rows) await cells.RowAsync(row, cancellationToken);
    }
}
