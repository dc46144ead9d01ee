using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using MsoNetwork.Errors;
using MsoNetwork.Text;

namespace MsoNetwork.DirectorySearch;

/// <summary>The engines that can answer. Postgres is our own index over the registry, there without anything else to install.</summary>
public enum SearchEngineName
{
    Postgres,
    Meilisearch,
}

/// <summary>
/// A hit's place: its rank with the engine that gave it and its id. The other engine, and one whose ranks have changed, goes on
/// behind the organisation with this id where it ranks it now. Text: base64url of engine (1 byte), rank (8), id (16), fingerprint of
/// what was typed (4).
/// </summary>
public readonly record struct SearchCursor(SearchEngineName Engine, long Rank, Guid Id, uint Typed = 0)
{
    private const int Size = 29;

    /// <summary>Of a text, however it is spelt.</summary>
    public static uint Fingerprint(string typed) => Relay.Fingerprint.Of(Encoding.UTF8.GetBytes(Folding.SortKey(typed)));

    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            bytes[0] = (byte)Engine;
            BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Rank);
            Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[25..], Typed);
            return Base64Url.EncodeToString(bytes);
        }
    }

    /// <summary>Reads a cursor of a search for this query; anything else is refused.</summary>
    public static SearchCursor Parse(string text, string argument, UnderstoodQuery query)
    {
        if (
            text.Length > 60
            || !Base64Url.IsValid(text)
            || Base64Url.DecodeFromChars(text) is not { Length: Size } bytes
            || bytes[0] > (byte)SearchEngineName.Meilisearch
        )
            throw NetworkException.Invalid(
                argument,
                $"{argument} is not a cursor of a search: take endCursor or an edge's cursor as it is."
            );
        var cursor = new SearchCursor(
            (SearchEngineName)bytes[0],
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1)),
            new Guid(bytes.AsSpan(9, 16), bigEndian: true),
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(25))
        );
        if (cursor.Typed != Fingerprint(query.Text))
            throw NetworkException.Invalid(
                argument,
                $"{argument} is a cursor of another search: it goes on only with the query that it came from."
            );
        return cursor;
    }
}
