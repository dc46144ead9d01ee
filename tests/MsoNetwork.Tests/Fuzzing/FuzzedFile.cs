using System.IO.Compression;
using System.Text;

namespace MsoNetwork.Tests.Fuzzing;

/// <summary>Files as people and others upload them: tables, workbooks, calendars and pictures, whole and broken.</summary>
internal sealed class FuzzedFile(Dice dice, IReadOnlyList<(string Name, byte[] Content)> whole)
{
    private static readonly string[] Columns =
    [
        "name", "town", "external_id", "postcode", "street", "latitude", "longitude", "topics", "email", "website", "description_de",
        "status", "x",
    ];

    public (string Name, byte[] Content) Make()
    {
        var (name, content) = dice.Of(whole);
        return dice.Below(8) switch
        {
            0 => (name, content),
            1 => (name, []),
            2 => (name, dice.Bytes(dice.Below(2000))),
            3 or 4 => ("liste.csv", Table()),
            5 when name.EndsWith(".xlsx", StringComparison.Ordinal) => (name, Workbook(content)),
            6 => (dice.Of(whole).Name, content),
            _ => (name, dice.Changed(content)),
        };
    }

    private byte[] Table()
    {
        var separator = dice.Of([",", ";", "\t", ","]);
        var columns = Columns.Where(_ => !dice.OneIn(3)).ToList();
        var text = new StringBuilder(string.Join(separator, columns)).Append('\n');
        for (var row = dice.Below(5); row >= 0; row--)
        {
            var values = columns.Select(_ => dice.OneIn(4) ? "Köln" : dice.OddText());
            text.AppendJoin(separator, values.Select(Cell)).Append('\n');
        }

        var bytes = RawRequest.Utf8(text.ToString());
        return dice.Below(6) switch { 0 => [0xFF, 0xFE, .. bytes], 1 => Encoding.Unicode.GetBytes(text.ToString()), _ => bytes };
    }

    private string Cell(string value) => dice.OneIn(3) ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // A whole archive with one part that is not what it should be.
    private byte[] Workbook(byte[] content)
    {
        using var made = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(content)))
        using (var target = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            var victim = dice.Below(source.Entries.Count);
            foreach (var (at, part) in source.Entries.Index())
            {
                if (at == victim && dice.OneIn(4)) continue;
                using var read = part.Open();
                using var copy = new MemoryStream();
                read.CopyTo(copy);
                using var write = target.CreateEntry(part.FullName).Open();
                write.Write(at != victim ? copy.ToArray() : dice.OneIn(6) ? new byte[20_000_000] : dice.Changed(copy.ToArray()));
            }
        }

        return made.ToArray();
    }
}
