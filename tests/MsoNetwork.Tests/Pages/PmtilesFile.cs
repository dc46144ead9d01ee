using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MsoNetwork.Tests.Pages;

/// <summary>
/// Writes a small PMTiles archive (version 3): every tile down to zoom 12 is the same one, with land, a river, two streets that have an
/// invented name, and a town with a name in several languages.
/// </summary>
public static class PmtilesFile
{
    private const int HeaderBytes = 127;
    private const int Extent = 4096;
    private const ulong TilesToZoom12 = ((1UL << 26) - 1) / 3; // 4^0 + … + 4^12

    /// <param name="path">Where to.</param>
    /// <param name="spoil">Changes the header's bytes.</param>
    /// <param name="length">Cuts the file off there.</param>
    public static string Write(string path, Action<byte[]>? spoil = null, int? length = null)
    {
        var tile = Gzipped(Tile());
        var directory = Gzipped([.. Varint(1), .. Varint(0), .. Varint(TilesToZoom12), .. Varint((ulong)tile.Length), .. Varint(1)]);
        var metadata = Gzipped("""{"vector_layers":[{"id":"earth"},{"id":"water"},{"id":"roads"},{"id":"places"}]}"""u8.ToArray());
        var header = new byte[HeaderBytes];
        "PMTiles"u8.CopyTo(header);
        header[7] = 3;
        var at = (ulong)HeaderBytes;
        foreach (var (place, size) in new[] { (8, directory.Length), (24, metadata.Length), (40, 0), (56, tile.Length) })
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(place), at);
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(place + 8), (ulong)size);
            at += (ulong)size;
        }

        (header[96], header[97], header[98], header[99], header[100], header[101]) = (1, 2, 2, 1, 0, 12);
        foreach (var (place, degrees) in new[] { (102, 5.8), (106, 50.3), (110, 9.5), (114, 52.6), (119, 7.5), (123, 51.5) })
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(place), (int)(degrees * 1e7));
        spoil?.Invoke(header);
        byte[] file = [.. header, .. directory, .. metadata, .. tile];
        File.WriteAllBytes(path, file[..(length ?? file.Length)]);
        return path;
    }

    private static byte[] Tile() =>
    [
        .. Layer("earth", (3, [(0, 0), (Extent, 0), (Extent, Extent), (0, Extent)], [])),
        .. Layer("water", (2, [(0, 900), (1500, 1200), (Extent, 900)], [("kind", "river")])),
        .. Layer("roads",
            (2, [(0, 2000), (Extent, 2000)], [("kind", "major_road"), ("name", "Erfundene Allee")]),
            (2, [(2000, 0), (2000, Extent)], [("kind", "highway"), ("name", "A 999")])),
        .. Layer("places",
            (1, [(1000, 3000)], [("kind", "locality"), ("name", "Erfundenstadt"), ("name:tr", "Uydurmaşehir"), ("name:ar", "مدينة")])),
    ];

    private static byte[] Layer(string name, params (int Kind, (int X, int Y)[] Corners, (string Key, string Value)[] Texts)[] features)
    {
        var keys = features.SelectMany(feature => feature.Texts).Select(text => text.Key).Distinct().ToList();
        var values = features.SelectMany(feature => feature.Texts).Select(text => text.Value).Distinct().ToList();
        return Field(3,
        [
            .. Field(1, Encoding.UTF8.GetBytes(name)),
            .. features.SelectMany(feature => Field(2, Feature(feature.Kind, feature.Corners,
                [.. feature.Texts.SelectMany(text => (int[])[keys.IndexOf(text.Key), values.IndexOf(text.Value)])]))),
            .. keys.SelectMany(key => Field(3, Encoding.UTF8.GetBytes(key))),
            .. values.SelectMany(value => Field(4, Field(1, Encoding.UTF8.GetBytes(value)))),
            .. Number(5, Extent),
            .. Number(15, 2),
        ]);
    }

    private static byte[] Feature(int kind, (int X, int Y)[] corners, int[] tags)
    {
        var (geometry, x, y) = (new List<uint>(), 0, 0);
        for (var i = 0; i < corners.Length; i++)
        {
            if (i < 2) geometry.Add(i == 0 ? 9u : (uint)(((corners.Length - 1) << 3) | 2)); // move to one; lines to the others
            geometry.AddRange([ZigZag(corners[i].X - x), ZigZag(corners[i].Y - y)]);
            (x, y) = corners[i];
        }

        if (kind == 3) geometry.Add(15); // closed
        return
        [
            .. Field(2, [.. tags.SelectMany(tag => Varint((ulong)tag))]),
            .. Number(3, (ulong)kind),
            .. Field(4, [.. geometry.SelectMany(number => Varint(number))]),
        ];
    }

    private static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));

    private static byte[] Number(int field, ulong number) => [.. Varint((ulong)(field << 3)), .. Varint(number)];

    private static byte[] Field(int field, byte[] content) =>
        [.. Varint((ulong)((field << 3) | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number > 127; number >>= 7) bytes.Add((byte)((number & 127) | 128));
        return [.. bytes, (byte)number];
    }

    private static byte[] Gzipped(byte[] content)
    {
        using var gzipped = new MemoryStream();
        using (var gzip = new GZipStream(gzipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return gzipped.ToArray();
    }
}
