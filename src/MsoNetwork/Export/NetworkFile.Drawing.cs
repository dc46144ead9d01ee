using System.Text.Encodings.Web;
using System.Text.Json;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    /// <summary>
    /// What a drawing needs, as JSON: nodes with their places (see <see cref="NetworkLayout"/>), group (-1: alone), municipality and number
    /// of partners, and edges by the nodes' places in the list, with kind, weight and days.
    /// </summary>
    /// <exception cref="NetworkException">The network has too many organisations for a drawing.</exception>
    public static async Task WriteDrawingAsync(Network network, Stream output, CancellationToken cancellationToken)
    {
        CheckDrawable(network);
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        foreach (var node in network.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("slug", node.Member.Slug);
            json.WriteString("name", node.Member.Name);
            json.WriteString("municipality", node.Member.Municipality);
            json.WriteNumber("x", Math.Round(network.Places[node.Index].X, 3));
            json.WriteNumber("y", Math.Round(network.Places[node.Index].Y, 3));
            json.WriteNumber("degree", node.Degree);
            json.WriteNumber("group", network.Group(node));
            json.WriteBoolean("outside", node.IsOutside);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in network.Edges)
        {
            json.WriteStartObject();
            json.WriteNumber("from", network.Index(edge.From));
            json.WriteNumber("to", network.Index(edge.To));
            json.WriteString("kind", Kind(edge));
            json.WriteNumber("weight", edge.Weight);
            if (edge.Known is { } start) json.WriteString("start", CsvCells.Text(start));
            if (edge.End is { } end) json.WriteString("end", CsvCells.Text(end));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
