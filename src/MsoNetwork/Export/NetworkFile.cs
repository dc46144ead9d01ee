using System.Text;
using System.Xml;
using MsoNetwork.Networks;

namespace MsoNetwork.Export;

/// <summary>Networks as files for the tools that integration centres use: Gephi, yEd, Cytoscape, Kumu, spreadsheets.</summary>
public static partial class NetworkFile
{
    /// <summary>Elements between two writes to the outside: some tens of kilobytes.</summary>
    private const int Batch = 200;

    private static string Kind(NetworkEdge edge) => GraphQL.StringExtensions.ToConstantCase(edge.Kind.ToString());

    /// <summary>
    /// The writer's text goes on in pieces, so that a network of any size needs little memory and nobody blocks a thread.
    /// </summary>
    private static async Task StreamAsync(Stream output, Func<XmlWriter, IEnumerable<int>> write, CancellationToken cancellationToken)
    {
        using var piece = new MemoryStream();
        await using var xml = XmlWriter.Create(
            piece,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(false),
                Indent = true,
                IndentChars = " ",
                CheckCharacters = false,
                Async = true,
            }
        );
        var written = 0;
        foreach (var _ in write(xml))
        {
            if (++written % Batch == 0) await SendAsync(xml, piece, output, cancellationToken);
        }

        await SendAsync(xml, piece, output, cancellationToken);
    }

    private static async Task SendAsync(XmlWriter xml, MemoryStream piece, Stream output, CancellationToken cancellationToken)
    {
        await xml.FlushAsync();
        await output.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellationToken);
        piece.SetLength(0);
    }

    private static string Clean(string text) => Workbook.Clean(text);
}
