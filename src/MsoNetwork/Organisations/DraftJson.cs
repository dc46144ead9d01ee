using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MsoNetwork.Text;

namespace MsoNetwork.Organisations;

/// <summary>The values that an <see cref="OrganisationDraft"/> is made of, as JSON: what waits is kept so.</summary>
internal static class DraftJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new WithoutTurns() },
    };

    public static string Write(IDictionary<string, object?> values) => JsonSerializer.Serialize(values, Readable);

    /// <summary>As GraphQL hands inputs in: texts, numbers, yes or no, lists, and objects of texts by language.</summary>
    public static Dictionary<string, object?> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Values(document.RootElement);
    }

    private static Dictionary<string, object?> Values(JsonElement element) =>
        element.EnumerateObject().ToDictionary(one => one.Name, one => Value(one.Value), StringComparer.Ordinal);

    private static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt32(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => Values(element),
        _ => null,
    };

    // The desk reads it before anything of it is checked again.
    private sealed class WithoutTurns : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InvisibleSigns.WithoutTurns(value));
    }
}
