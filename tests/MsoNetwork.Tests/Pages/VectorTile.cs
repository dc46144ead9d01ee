using System.Text;

namespace MsoNetwork.Tests.Pages;

/// <summary>A feature of a vector tile: its layer and its properties (texts, whole numbers, booleans).</summary>
public sealed record TileFeature(string Layer, IReadOnlyDictionary<string, object> Properties);

/// <summary>Reads as much of the Mapbox Vector Tile format (version 2, protocol buffers) as the tests look at.</summary>
public static class VectorTile
{
    public static List<TileFeature> Read(ReadOnlySpan<byte> tile)
    {
        var features = new List<TileFeature>();
        foreach (var (field, _, layer) in Fields(tile))
        {
            if (field == 3) ReadLayer(layer, features);
        }

        return features;
    }

    private static void ReadLayer(byte[] layer, List<TileFeature> features)
    {
        var fields = Fields(layer);
        var name = Encoding.UTF8.GetString(fields.First(one => one.Field == 1).Bytes);
        var keys = fields.Where(one => one.Field == 3).Select(one => Encoding.UTF8.GetString(one.Bytes)).ToList();
        var values = fields.Where(one => one.Field == 4).Select(one => Value(one.Bytes)).ToList();
        foreach (var (_, _, feature) in fields.Where(one => one.Field == 2))
        {
            var tags = Numbers(Fields(feature).First(one => one.Field == 2).Bytes);
            features.Add(new TileFeature(name, tags.Chunk(2).ToDictionary(pair => keys[(int)pair[0]], pair => values[(int)pair[1]])));
        }
    }

    private static object Value(byte[] value)
    {
        var (field, number, bytes) = Fields(value)[0];
        return field switch
        {
            1 => Encoding.UTF8.GetString(bytes),
            4 or 5 => (long)number,
            6 => (long)(number >> 1) ^ -(long)(number & 1),
            7 => number != 0,
            _ => throw new FormatException($"A value of kind {field}."),
        };
    }

    private static List<ulong> Numbers(byte[] packed)
    {
        var numbers = new List<ulong>();
        for (var at = 0; at < packed.Length;) numbers.Add(Number(packed, ref at));
        return numbers;
    }

    private static List<(int Field, ulong Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, ulong, byte[])>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0: fields.Add(((int)(key >> 3), Number(message, ref at), [])); break;
                case 2:
                    var length = (int)Number(message, ref at);
                    fields.Add(((int)(key >> 3), 0, message.Slice(at, length).ToArray()));
                    at += length;
                    break;
                default: throw new FormatException($"A field of wire type {key & 7}.");
            }
        }

        return fields;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 127) << shift;
            if (part < 128) return number;
        }
    }
}
