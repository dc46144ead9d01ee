using System.Globalization;
using System.Xml;
using MsoNetwork.Import;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    // Every reader knows 1.2; of 1.3 it takes the attribute kind of edges, which Gephi reads in any version.
    private const string Gexf = "http://www.gexf.net/1.2draft";

    private static readonly (string Id, string Title, string Type)[] GexfNodeValues =
    [
        ("slug", "slug", "string"),
        ("kind", "kind", "string"),
        ("municipality", "municipality", "string"),
        ("district", "district", "string"),
        ("topics", "topics", "string"),
        ("status", "status", "string"),
        ("degree", "degree", "integer"),
        ("betweenness", "betweenness", "double"),
        ("core", "core", "integer"),
        ("component", "component", "integer"),
        ("community", "community", "integer"),
        ("outside", "outside", "boolean"),
    ];

    private static readonly (string Id, string Title, string Type)[] GexfEdgeValues =
    [
        ("kind", "kind", "string"),
        ("directed", "directed", "boolean"),
        ("titles", "titles", "string"),
        ("bridge", "bridge", "boolean"),
    ];

    /// <summary>
    /// GEXF 1.2 (gexf.net): an edge for each pair and kind, with weight and the days from which and to which it goes on. All edges are
    /// directed, as most tools read no mixture; whether the direction means something, the attribute directed says.
    /// </summary>
    public static Task WriteGexfAsync(Network network, Stream output, CancellationToken cancellationToken) =>
        StreamAsync(output, xml => GexfParts(network, xml), cancellationToken);

    private static IEnumerable<int> GexfParts(Network network, XmlWriter xml)
    {
        xml.WriteStartElement("gexf", Gexf);
        xml.WriteAttributeString("version", "1.2");
        xml.WriteStartElement("meta", Gexf);
        xml.WriteElementString("creator", Gexf, "MsoNetwork");
        xml.WriteElementString(
            "description",
            Gexf,
            FormattableString.Invariant($"Region {network.Filter.Region} on {network.Filter.At:yyyy-MM-dd}")
        );
        xml.WriteEndElement();
        xml.WriteStartElement("graph", Gexf);
        xml.WriteAttributeString("mode", "dynamic");
        xml.WriteAttributeString("defaultedgetype", "directed");
        xml.WriteAttributeString("timeformat", "date");
        GexfAttributes(xml, "node", GexfNodeValues);
        GexfAttributes(xml, "edge", GexfEdgeValues);
        xml.WriteStartElement("nodes", Gexf);
        foreach (var node in network.Nodes)
        {
            xml.WriteStartElement("node", Gexf);
            xml.WriteAttributeString("id", node.Member.Slug);
            xml.WriteAttributeString("label", Clean(node.Member.Name));
            GexfValues(xml, Values(node));
            xml.WriteEndElement();
            yield return 1;
        }

        xml.WriteEndElement();
        xml.WriteStartElement("edges", Gexf);
        var id = 0;
        foreach (var edge in network.Edges)
        {
            xml.WriteStartElement("edge", Gexf);
            xml.WriteAttributeString("id", (id++).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("source", edge.From.Slug);
            xml.WriteAttributeString("target", edge.To.Slug);
            xml.WriteAttributeString("kind", Kind(edge));
            xml.WriteAttributeString("weight", edge.Weight.ToString(CultureInfo.InvariantCulture));
            if (edge.Start is not null) xml.WriteAttributeString("start", CsvCells.Text(edge.Start));
            if (edge.End is not null) xml.WriteAttributeString("end", CsvCells.Text(edge.End));
            GexfValues(xml,
            [
                ("kind", Kind(edge)), ("directed", edge.IsDirected), ("titles", Clean(string.Join(" | ", edge.Titles))),
                ("bridge", edge.IsBridge),
            ]);
            xml.WriteEndElement();
            yield return 1;
        }

        xml.WriteEndDocument();
    }

    private static void GexfAttributes(XmlWriter xml, string of, (string Id, string Title, string Type)[] attributes)
    {
        xml.WriteStartElement("attributes", Gexf);
        xml.WriteAttributeString("class", of);
        foreach (var (id, title, type) in attributes)
        {
            xml.WriteStartElement("attribute", Gexf);
            xml.WriteAttributeString("id", id);
            xml.WriteAttributeString("title", title);
            xml.WriteAttributeString("type", type);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void GexfValues(XmlWriter xml, IEnumerable<(string Name, object? Value)> values)
    {
        xml.WriteStartElement("attvalues", Gexf);
        foreach (var (name, value) in values)
        {
            if (value is null) continue;
            xml.WriteStartElement("attvalue", Gexf);
            xml.WriteAttributeString("for", name);
            xml.WriteAttributeString("value", CsvCells.Text(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>What each file says of an organisation, beside id and name.</summary>
    private static IEnumerable<(string Name, object? Value)> Values(NetworkNode node) =>
        [
            ("slug", node.Member.Slug),
            ("kind", node.Member.Kind),
            ("municipality", node.Member.Municipality),
            ("district", node.Member.District),
            ("topics", string.Join(" | ", node.Member.Topics)),
            ("status", node.Member.Status.ToString().ToUpperInvariant()),
            ("degree", node.Degree),
            ("betweenness", node.Betweenness),
            ("core", node.Core),
            ("component", node.Component),
            ("community", node.Community),
            ("outside", node.IsOutside),
        ];
}
