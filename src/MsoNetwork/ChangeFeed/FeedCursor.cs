using System.Buffers.Binary;
using System.Buffers.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.ChangeFeed;

/// <summary>
/// A place in the feed, for clients base64url of 24 bytes: the filter's fingerprint (4), the feed's generation (8), a position (8), and
/// when the change there was published (4, the last bits of its microseconds), by which a place in a database that was restored is told
/// from the same number here.
/// </summary>
/// <param name="Filter">Fingerprint of the filter.</param>
/// <param name="Generation">Of the feed.</param>
/// <param name="Position">All up to it was read.</param>
/// <param name="Check">Of the change there.</param>
internal readonly record struct FeedCursor(uint Filter, ulong Generation, long Position, uint Check)
{
    private const int Bytes = 24;
    private const long Most = long.MaxValue / 2; // nobody gets there, and what is reckoned with it fits

    public static ulong GenerationOf(Guid generation) => BinaryPrimitives.ReadUInt64BigEndian(generation.ToByteArray(bigEndian: true));

    /// <param name="publishedAt">Null where there is no such change (any more).</param>
    public static uint CheckOf(DateTime? publishedAt) =>
        publishedAt is { } at ? (uint)(at.Ticks / TimeSpan.TicksPerMicrosecond & uint.MaxValue) : 0;

    public static FeedCursor Read(string text, string argument)
    {
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || !Base64Url.IsValid(text)) throw Broken(argument);
        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length != Bytes || BinaryPrimitives.ReadInt64BigEndian(bytes[12..]) is < 0 or > Most)
            throw Broken(argument);
        return new FeedCursor(
            BinaryPrimitives.ReadUInt32BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Filter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], Generation);
        BinaryPrimitives.WriteInt64BigEndian(bytes[12..], Position);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[20..], Check);
        return Base64Url.EncodeToString(bytes);
    }

    private static NetworkException Broken(string argument) => NetworkException.Invalid(
        argument, $"{argument} is not a cursor of changes: take endCursor or a change's cursor as it is, or begin again without it.");
}
