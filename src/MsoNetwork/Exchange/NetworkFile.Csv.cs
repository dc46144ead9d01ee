using System.Globalization;
using System.Text;
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
        // With the mark, as spreadsheets take a file without it for Windows-1252.
        await using var writer = new StreamWriter(output, new UTF8Encoding(true), 32 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        foreach (var row in rows)
        {
            await writer.WriteLineAsync(string.Join(',', row.Select(Cell)).AsMemory(), cancellationToken);
        }
    }

    // A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text (OWASP, CSV injection).
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
