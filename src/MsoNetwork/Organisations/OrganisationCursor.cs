using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.Organisations;

/// <summary>
/// A place in one order of the list: the order's value of a row and its id, so that rows that come and go do not shift it.
/// Text: base64url of order (1 byte), fingerprint of the point that distances are measured from (4 bytes), id (16), value.
/// </summary>
public sealed record OrganisationCursor(OrganisationOrder Order, uint Point, Guid Id, byte[] Value)
{
    /// <summary>Letters of the longest sort name that an organisation may have; all are ASCII.</summary>
    public const int LongestName = 2_000;

    private const int Fixed = 21;
    private static readonly int _longestText = Base64Url.GetEncodedLength(Fixed + LongestName);

    /// <summary>Distances compare only when they are measured from the same point.</summary>
    public static uint Fingerprint(NearPoint? near) => near is null ? 0 : Fingerprint(near.Centre.X, near.Centre.Y);

    public static OrganisationCursor Of(OrganisationOrder order, NearPoint? near, OrganisationEntry entry, double metres) => new(
        order,
        order == OrganisationOrder.Distance ? Fingerprint(near) : 0,
        entry.Id,
        order switch
        {
            OrganisationOrder.Name => Encoding.UTF8.GetBytes(entry.SortName),
            OrganisationOrder.Distance => Bytes(BitConverter.DoubleToInt64Bits(metres)),
            _ => Bytes(entry.UpdatedAt.UtcTicks),
        });

    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Fixed + LongestName];
            bytes[0] = (byte)Order;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], Point);
            Id.TryWriteBytes(bytes[5..], bigEndian: true, out _);
            Value.CopyTo(bytes[Fixed..]);
            return Base64Url.EncodeToString(bytes[..(Fixed + Value.Length)]);
        }
    }

    /// <summary>Reads a cursor for this order and point; anything else is refused.</summary>
    public static OrganisationCursor Parse(string text, string argument, OrganisationOrder order, NearPoint? near)
    {
        if (text.Length > _longestText || !Base64Url.IsValid(text)) throw Broken(argument);
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < Fixed || bytes[0] > (byte)OrganisationOrder.RecentlyUpdated)
            throw Broken(argument);
        var cursor = new OrganisationCursor(
            (OrganisationOrder)bytes[0],
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)),
            new Guid(bytes.AsSpan(5, 16), bigEndian: true),
            bytes[Fixed..]
        );
        if (cursor.Order != order || (order == OrganisationOrder.Distance && cursor.Point != Fingerprint(near)))
            throw NetworkException.Invalid(
                argument,
                $"{argument} is a cursor of another list: it goes on only with the orderBy and near that it came from."
            );
        var wellFormed =
            order == OrganisationOrder.Name
                ? cursor.Value.Length is > 0 and <= LongestName && cursor.Value.All(letter => letter is > 31 and < 128)
                : cursor.Value.Length == 8;
        if (!wellFormed || (order == OrganisationOrder.RecentlyUpdated && (ulong)cursor.Number > (ulong)DateTime.MaxValue.Ticks))
            throw Broken(argument);
        return cursor;
    }

    public string SortName => Encoding.UTF8.GetString(Value);

    public double Metres => BitConverter.Int64BitsToDouble(Number);

    public DateTimeOffset UpdatedAt => new(Number, TimeSpan.Zero);

    private long Number => BinaryPrimitives.ReadInt64BigEndian(Value);

    private static NetworkException Broken(string argument) =>
        NetworkException.Invalid(argument, $"{argument} is not a cursor of this API: take endCursor or startCursor of a page as it is.");

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static uint Fingerprint(double x, double y)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, x);
        BinaryPrimitives.WriteDoubleBigEndian(bytes[8..], y);
        return Relay.Fingerprint.Of(bytes);
    }
}
