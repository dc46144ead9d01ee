using System.Globalization;
using System.Xml;
using MsoNetwork.Import;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    private const string GraphMl = "http://graphml.graphdrawing.org/xmlns";

    private static readonly (string Id, string Type)[] GraphMlEdgeValues =
        [("kind", "string"), ("weight", "int"), ("start", "string"), ("end", "string"), ("titles", "string"), ("bridge", "boolean"),
            ("directed", "boolean")];

    /// <summary>GraphML (graphml.graphdrawing.org): the same as the GEXF, days as text; all edges directed, see there.</summary>
    public static Task WriteGraphMlAsync(Network network, Stream output, CancellationToken cancellationToken) =>
        StreamAsync(output, xml => GraphMlParts(network, xml), cancellationToken);

    private static IEnumerable<int> GraphMlParts(Network network, XmlWriter xml)
    {
        xml.WriteStartElement("graphml", GraphMl);
        GraphMlKeys(
            xml,
            "node",
            "n-",
            GexfNodeValues.Select(value => (value.Id, value.Type == "integer" ? "int" : value.Type)).Prepend(("label", "string"))
        );
        GraphMlKeys(xml, "edge", "e-", GraphMlEdgeValues);
        xml.WriteStartElement("graph", GraphMl);
        xml.WriteAttributeString("id", "network");
        xml.WriteAttributeString("edgedefault", "directed");
        foreach (var node in network.Nodes)
        {
            xml.WriteStartElement("node", GraphMl);
            xml.WriteAttributeString("id", node.Member.Slug);
            GraphMlValues(xml, "n-", Values(node).Prepend(("label", Clean(node.Member.Name))));
            xml.WriteEndElement();
            yield return 1;
        }

        var id = 0;
        foreach (var edge in network.Edges)
        {
            xml.WriteStartElement("edge", GraphMl);
            xml.WriteAttributeString("id", "e" + (id++).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("source", edge.From.Slug);
            xml.WriteAttributeString("target", edge.To.Slug);
            GraphMlValues(xml, "e-",
            [
                ("kind", Kind(edge)), ("weight", edge.Weight), ("start", edge.Start), ("end", edge.End),
                ("titles", Clean(string.Join(" | ", edge.Titles))), ("bridge", edge.IsBridge),
                ("directed", edge.IsDirected),
            ]);
            xml.WriteEndElement();
            yield return 1;
        }

        xml.WriteEndDocument();
    }

    private static void GraphMlKeys(XmlWriter xml, string of, string prefix, IEnumerable<(string Id, string Type)> keys)
    {
        foreach (var (id, type) in keys)
        {
            xml.WriteStartElement("key", GraphMl);
            xml.WriteAttributeString("id", prefix + id);
            xml.WriteAttributeString("for", of);
            xml.WriteAttributeString("attr.name", id);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }
    }

    private static void GraphMlValues(XmlWriter xml, string prefix, IEnumerable<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (value is null) continue;
            xml.WriteStartElement("data", GraphMl);
            xml.WriteAttributeString("key", prefix + name);
            xml.WriteString(CsvCells.Text(value));
            xml.WriteEndElement();
        }
    }
}
