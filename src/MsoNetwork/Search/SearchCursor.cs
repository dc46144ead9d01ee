using System.Buffers.Binary;
using System.Buffers.Text;

namespace MsoNetwork.Search;

/// <summary>
/// A hit's place: its rank with the engine that gave it and its id. The other engine, and one whose ranks have changed, goes on
/// behind the organisation with this id where it ranks it now. Text: base64url of engine (1 byte), rank (8), id (16).
/// </summary>
public readonly record struct SearchCursor(SearchEngineName Engine, long Rank, Guid Id)
{
    private const int Size = 25;

    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            bytes[0] = (byte)Engine;
            BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Rank);
            Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
            return Base64Url.EncodeToString(bytes);
        }
    }

    public static SearchCursor Parse(string text, string argument)
    {
        if (text.Length > 60 || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: Size } bytes || bytes[0] > (byte)SearchEngineName.Meilisearch)
            throw NetworkException.Invalid(argument, $"{argument} is not a cursor of a search: take endCursor or an edge's cursor as it is.");
        return new SearchCursor((SearchEngineName)bytes[0], BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1)), new Guid(bytes.AsSpan(9), bigEndian: true));
    }
}
