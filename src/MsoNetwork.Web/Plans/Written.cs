using System.Collections;
using System.Text.Json;
using MsoNetwork.Relay;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// A part of the answer as JSON. Where everything below a value is at hand, nodes would only be made to be written a moment later;
/// they are made when something in it is wrong, because only they know where.
/// </summary>
internal sealed class Written
{
    /// <summary>Bytes; a smaller part is copied, so that many of them do not take a buffer each.</summary>
    private const int Large = 4 * 1024;

    private readonly ReadOnlyMemory<byte> _json;
    private JsonBuffer? _lent;

    private Written(ReadOnlyMemory<byte> json, JsonBuffer? lent) => (_json, _lent) = (json, lent);

    /// <summary>Null when nodes should be made of the value.</summary>
    public static Written? Write(PlanRun run, PlannedType type, object value)
    {
        var buffer = JsonBuffer.Take();
        var lent = false;
        try
        {
            if (!TryWrite(run, buffer.Json, type, value, ofKept: false)) return null;
            var json = buffer.Written;
            lent = json.Length >= Large;
            return lent ? new Written(json, buffer) : new Written(json.ToArray(), null);
        }
        catch (Exception)
        {
            return null; // resolvers throw what they like
        }
        finally
        {
            if (!lent) buffer.Dispose();
        }
    }

    /// <summary>Puts it into the answer, once: its memory is the next one's.</summary>
    public void MoveTo(Utf8JsonWriter json)
    {
        json.WriteRawValue(_json.Span, skipInputValidation: true);
        _lent?.Dispose();
        _lent = null;
    }

    private static bool TryWrite(PlanRun run, Utf8JsonWriter json, PlannedType type, object? value, bool ofKept)
    {
        if (type.Scalar is not null) value = type.Serialize(value);
        if (value is null)
        {
            if (type.Required) return false;
            json.WriteNullValue();
            return true;
        }

        if (type.Scalar is null)
            return type.Item is { } item ? TryWriteList(run, json, item, value) : TryWriteObject(run, json, type.Object!, value, ofKept);
        ResponseWriter.WriteValue(json, value);
        return true;
    }

    private static bool TryWriteList(PlanRun run, Utf8JsonWriter json, PlannedType item, object value)
    {
        if (value is not IEnumerable entries) return false;
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            if (!TryWrite(run, json, item, entry, ofKept: false)) return false;
        }

        json.WriteEndArray();
        return true;
    }

    private static bool TryWriteObject(PlanRun run, Utf8JsonWriter json, PlannedObject planned, object value, bool ofKept)
    {
        if (planned.IsTypeOf?.Invoke(value) == false) return false;
        if (planned.IsConstant)
        {
            if (run.Constant(planned, value) is not { Json: { } known }) return false;
            json.WriteRawValue(known, skipInputValidation: true);
            return true;
        }

        // Its seat is itself once more: beside it is room for one piece.
        if (!ofKept && value is KeptObject { IsKept: true } kept && KeptPiece.Of(run, planned, kept).Json is { } piece)
        {
            json.WriteRawValue(piece, skipInputValidation: true);
            return true;
        }

        return TryWriteFields(run, json, planned, value);
    }

    internal static bool TryWriteFields(PlanRun run, Utf8JsonWriter json, PlannedObject planned, object value)
    {
        json.WriteStartObject();
        foreach (var field in planned.Fields)
        {
            json.WritePropertyName(field.Name);
            var read = field.Source!.Read(value);
            if (!TryWrite(run, json, field.Type, read, ofKept: ReferenceEquals(read, value))) return false;
        }

        json.WriteEndObject();
        return true;
    }
}
