using System.Buffers;
using System.Text.Json;

namespace MsoNetwork.Meilisearch;

/// <summary>Collects documents into JSON arrays of a bounded size: Meilisearch takes 100 MB, memory should stay small.</summary>
internal sealed class DocumentBatches(int mostBytes = DocumentBatches.MostBytes)
{
    public const int MostBytes = 8_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Documents in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the batch should be sent before another document is added.</summary>
    public bool IsFull => _buffer.WrittenCount >= mostBytes;

    public void Add(IndexedDocument document)
    {
        _buffer.Write(Count++ == 0 ? "["u8 : ","u8);
        using var writer = new Utf8JsonWriter(_buffer);
        JsonSerializer.Serialize(writer, document, Wire.Default.IndexedDocument);
    }

    /// <summary>The array, and an empty batch after it.</summary>
    public byte[] Take()
    {
        _buffer.Write("]"u8);
        var batch = _buffer.WrittenSpan.ToArray();
        _buffer.Clear();
        Count = 0;
        return batch;
    }
}
