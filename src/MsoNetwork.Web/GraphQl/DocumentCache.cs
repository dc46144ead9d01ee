using Microsoft.Extensions.Caching.Memory;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Valid documents by their text, so that a question asked again is neither parsed nor validated again.</summary>
internal sealed class DocumentCache(NetworkSchema schema) : IDisposable
{
    /// <summary>Characters of all documents together. A parsed document takes some twenty times its text: 40 MB at most.</summary>
    private const long Characters = 1_000_000;

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = Characters });

    public ValueTask<PreparedDocument> GetAsync(string text) =>
        _documents.TryGetValue(text, out PreparedDocument? known) ? new ValueTask<PreparedDocument>(known!) : PrepareAsync(text);

    public void Dispose() => _documents.Dispose();

    private async ValueTask<PreparedDocument> PrepareAsync(string text)
    {
        var prepared = await PreparedDocument.PrepareAsync(text, schema);
        if (prepared.Errors is null) _documents.Set(text, prepared, new MemoryCacheEntryOptions { Size = text.Length });
        return prepared;
    }
}
