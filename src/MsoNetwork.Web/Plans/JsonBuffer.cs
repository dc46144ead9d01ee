using System.Buffers;
using System.Text.Json;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// A writer of JSON with its memory, used again by the same thread. Parts of an answer are made of parts, so there may be several.
/// </summary>
internal sealed class JsonBuffer : IDisposable
{
    /// <summary>Bytes; a larger one is let go.</summary>
    private const int Largest = 256 * 1024;

    private const int MostSpares = 4;

    [ThreadStatic]
    private static Stack<JsonBuffer>? spares;

    private readonly ArrayBufferWriter<byte> _output = new(16 * 1024);
    private readonly Utf8JsonWriter _json;

    private JsonBuffer() => _json = new Utf8JsonWriter(_output, ResponseWriter.Options);

    /// <summary>What was written, flushed; until it is disposed of.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            _json.Flush();
            return _output.WrittenMemory;
        }
    }

    public Utf8JsonWriter Json => _json;

    public static JsonBuffer Take() => spares?.TryPop(out var spare) == true ? spare : new JsonBuffer();

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        _json.Reset(_output); // first: it may hold memory that nothing was written into
        _output.ResetWrittenCount();
        spares ??= new(MostSpares);
        if (_output.Capacity <= Largest && spares.Count < MostSpares) spares.Push(this);
    }
}
