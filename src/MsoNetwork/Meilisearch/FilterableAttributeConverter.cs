using System.Text.Json;
using System.Text.Json.Serialization;

namespace MsoNetwork.Meilisearch;

/// <summary>Writes the two forms of an entry of filterableAttributes. Settings are never read.</summary>
internal sealed class FilterableAttributeConverter : JsonConverter<FilterableAttribute>
{
    public override FilterableAttribute Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, FilterableAttribute value, JsonSerializerOptions options)
    {
        if (value is not { Patterns: { } patterns, Filter: { } filter })
        {
            writer.WriteStringValue(value.Name);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("attributePatterns");
        foreach (var pattern in patterns) writer.WriteStringValue(pattern);
        writer.WriteEndArray();
        writer.WriteStartObject("features");
        writer.WriteBoolean("facetSearch", false);
        writer.WriteStartObject("filter");
        writer.WriteBoolean("equality", filter.Equality);
        writer.WriteBoolean("comparison", filter.Comparison);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
