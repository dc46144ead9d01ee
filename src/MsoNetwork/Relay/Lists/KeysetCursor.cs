using System.Buffers.Binary;
using System.Buffers.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Lists;

/// <summary>
/// The text of a place in a list: base64url of the list's fingerprint (4 bytes), the row's id (16) and the value of the order. Places are
/// of rows, not numbers, so that rows that come and go do not shift them.
/// </summary>
internal static class KeysetCursor
{
    /// <summary>Bytes that a value may have: the longest sort name of an organisation.</summary>
    public const int LongestValue = 2_000;

    private const int Fixed = 20;
    private static readonly int _longestText = Base64Url.GetEncodedLength(Fixed + LongestValue);

    public static string Write(uint list, Guid id, ReadOnlySpan<byte> value)
    {
        Span<byte> bytes = stackalloc byte[Fixed + LongestValue];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, list);
        id.TryWriteBytes(bytes[4..], bigEndian: true, out _);
        value.CopyTo(bytes[Fixed..]);
        return Base64Url.EncodeToString(bytes[..(Fixed + value.Length)]);
    }

    /// <summary>Reads a cursor of this list; anything else is refused.</summary>
    public static (Guid Id, byte[] Value) Read(string text, string argument, uint list)
    {
        if (text.Length > _longestText || !Base64Url.IsValid(text)) throw Broken(argument);
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < Fixed) throw Broken(argument);
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != list)
            throw NetworkException.Invalid(
                argument,
                $"{argument} is a cursor of another list: it goes on only with the orderBy and near that it came from. "
                    + "Begin again without it."
            );
        return (new Guid(bytes.AsSpan(4, 16), bigEndian: true), bytes[Fixed..]);
    }

    public static NetworkException Broken(string argument) =>
        NetworkException.Invalid(
            argument,
            $"{argument} is not a cursor of this list: take endCursor or startCursor of a page as it is, or begin again without it."
        );
}
