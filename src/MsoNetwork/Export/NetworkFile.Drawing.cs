using System.Text.Encodings.Web;
using System.Text.Json;
using MsoNetwork.Errors;
using MsoNetwork.Import;
using MsoNetwork.Networks;
using MsoNetwork.Organisations;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    /// <summary>
    /// What a drawing needs, as JSON: nodes that have ties, with their places (see <see cref="NetworkLayout"/>), label, group, municipality
    /// and number of partners; edges by the nodes' places in the list, with kind, weight and days (no start: nobody knows it); and who is
    /// alone, by name.
    /// </summary>
    /// <exception cref="NetworkException">The network has too many organisations with ties for a drawing.</exception>
    public static async Task WriteDrawingAsync(Network network, Stream output, CancellationToken cancellationToken)
    {
        CheckDrawable(network);
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        var places = new Dictionary<Guid, int>();
        foreach (var node in network.Drawn)
        {
            places.Add(node.Member.Id, places.Count);
            json.WriteStartObject();
            json.WriteString("slug", node.Member.Slug);
            json.WriteString("name", node.Member.Name);
            json.WriteString("label", node.Member.Label);
            json.WriteString("municipality", node.Member.Municipality);
            json.WriteNumber("x", Math.Round(network.Places[node.Index].X, 3));
            json.WriteNumber("y", Math.Round(network.Places[node.Index].Y, 3));
            json.WriteNumber("degree", node.Degree);
            json.WriteNumber("group", network.Group(node));
            json.WriteBoolean("outside", node.IsOutside);
            if (node.Member.Status == OrganisationStatus.Dissolved) json.WriteBoolean("dissolved", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("alone");
        foreach (var node in network.Nodes.Where(node => node.Degree == 0)) json.WriteStringValue(node.Member.Name);
        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in network.Edges)
        {
            json.WriteStartObject();
            json.WriteNumber("from", places[edge.From.Id]);
            json.WriteNumber("to", places[edge.To.Id]);
            json.WriteString("kind", Kind(edge));
            json.WriteNumber("weight", edge.Weight);
            if (edge is { IsUndated: false, Start: { } start }) json.WriteString("start", CsvCells.Text(start));
            if (edge.End is { } end) json.WriteString("end", CsvCells.Text(end));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
