using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Automatic persisted queries, the protocol of Apollo's and urql's links: a client sends the SHA-256 of its document alone; when nobody
/// has sent the text yet, it sends both once. Each process keeps valid documents only, as many as fit; who finds his gone sends it again.
/// </summary>
internal sealed class PersistedQueries : IDisposable
{
    /// <summary>Characters of all texts together, 8 MB at most.</summary>
    public const long Characters = 4_000_000;

    /// <summary>A short text counts as this many, so that no more than 10,000 are kept.</summary>
    public const int LeastCharacters = 400;

    private readonly MemoryCache _texts = new(new MemoryCacheOptions { SizeLimit = Characters, TrackStatistics = true });

    /// <summary>How many texts are kept.</summary>
    public int Kept => _texts.Count;

    /// <summary>As they count: see <see cref="LeastCharacters"/>.</summary>
    public long KeptCharacters => _texts.GetCurrentStatistics()!.CurrentEstimatedSize!.Value;

    /// <summary>The request with its document, which may be kept already.</summary>
    /// <exception cref="RequestRefused">The hash is none, belongs to another text, or is not known.</exception>
    public GraphQlRequest Completed(GraphQlRequest request)
    {
        if (request.Hash is not { } hash) return request;
        if (request.Query is { } text)
            return hash == HashOf(text) ? request
                : throw RequestRefused.Invalid("extensions", "sha256Hash is not the SHA-256 of the query, that is of its UTF-8 bytes.");
        return _texts.TryGetValue(hash, out string? known) ? request with { Query = known } : throw Unknown;
    }

    /// <summary>Keeps the text of a valid document.</summary>
    public void Keep(GraphQlRequest request)
    {
        if (request is { Hash: { } hash, Query: { } text } && !_texts.TryGetValue(hash, out _))
            _texts.Set(hash, text, new MemoryCacheEntryOptions { Size = Math.Max(text.Length, LeastCharacters) });
    }

    public void Dispose() => _texts.Dispose();

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Message and code are the protocol's: clients look for one or the other.
    private static RequestRefused Unknown => new(
        StatusCodes.Status400BadRequest,
        new Problem(ErrorCode.NotFound, "PersistedQueryNotFound") { Protocol = "PERSISTED_QUERY_NOT_FOUND" });
}
