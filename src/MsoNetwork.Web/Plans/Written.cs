using System.Buffers;
using System.Collections;
using System.Text.Json;
using MsoNetwork.Web.GraphQlHttp;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// A part of the answer as JSON. Where everything below a value is at hand, nodes would only be made to be written a moment later;
/// they are made when something in it is wrong, because only they know where.
/// </summary>
internal sealed class Written
{
    /// <summary>Bytes; a smaller part is copied, so that many of them do not take a buffer each.</summary>
    private const int Large = 4 * 1024;

    private const int LargestSpare = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spareOutput;
    [ThreadStatic]
    private static Utf8JsonWriter? spareWriter;

    private readonly ReadOnlyMemory<byte> _json;
    private ArrayBufferWriter<byte>? _lent;

    private Written(ReadOnlyMemory<byte> json, ArrayBufferWriter<byte>? lent) => (_json, _lent) = (json, lent);

    /// <summary>Null when nodes should be made of the value.</summary>
    public static Written? Write(PlanRun run, PlannedType type, object value)
    {
        var output = spareOutput ?? new ArrayBufferWriter<byte>(16 * 1024);
        var json = spareWriter ?? new Utf8JsonWriter(output, ResponseWriter.Options);
        (spareOutput, spareWriter) = (null, null); // whoever is asked for a value may write a part of its own
        output.ResetWrittenCount();
        json.Reset(output);
        try
        {
            if (!TryWrite(run, json, type, value)) return null;
            json.Flush();
            if (output.WrittenCount >= Large) return new Written(output.WrittenMemory, output);
            var written = new Written(output.WrittenSpan.ToArray(), null);
            spareOutput = output;
            return written;
        }
        catch (Exception)
        {
            return null; // resolvers throw what they like
        }
        finally
        {
            json.Reset(Stream.Null); // it must not hold what others go on with
            spareWriter = json;
        }
    }

    /// <summary>Puts it into the answer, once: its memory is the next one's.</summary>
    public void MoveTo(Utf8JsonWriter json)
    {
        json.WriteRawValue(_json.Span, skipInputValidation: true);
        if (_lent is { Capacity: <= LargestSpare }) spareOutput = _lent;
        _lent = null;
    }

    private static bool TryWrite(PlanRun run, Utf8JsonWriter json, PlannedType type, object? value)
    {
        if (type.Scalar is not null) value = type.Serialize(value);
        if (value is null)
        {
            if (type.Required) return false;
            json.WriteNullValue();
            return true;
        }

        if (type.Scalar is null) return type.Item is { } item ? TryWriteList(run, json, item, value) : TryWriteObject(run, json, type.Object!, value);
        ResponseWriter.WriteValue(json, value);
        return true;
    }

    private static bool TryWriteList(PlanRun run, Utf8JsonWriter json, PlannedType item, object value)
    {
        if (value is not IEnumerable entries) return false;
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            if (!TryWrite(run, json, item, entry)) return false;
        }

        json.WriteEndArray();
        return true;
    }

    private static bool TryWriteObject(PlanRun run, Utf8JsonWriter json, PlannedObject planned, object value)
    {
        if (planned.IsTypeOf?.Invoke(value) == false) return false;
        if (planned.IsConstant)
        {
            if (run.Constant(planned, value) is not { Json: { } known }) return false;
            json.WriteRawValue(known, skipInputValidation: true);
            return true;
        }

        json.WriteStartObject();
        foreach (var field in planned.Fields)
        {
            json.WritePropertyName(field.Name);
            if (!TryWrite(run, json, field.Type, field.Source!.Read(value))) return false;
        }

        json.WriteEndObject();
        return true;
    }
}
