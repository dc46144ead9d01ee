using System.Text.Json;

namespace GraphQlPlans;

/// <summary>What a plan has answered.</summary>
public static class PlannedData
{
    /// <summary>Whether it is a plan's answer in which every field is null.</summary>
    public static bool IsEmpty(object? data) => data is ObjectNode node && node.Slots.All(value => value is null);

    /// <summary>Writes it as JSON, straight from its nodes.</summary>
    /// <param name="json">Where to; its names are encoded beforehand with JavaScriptEncoder.UnsafeRelaxedJsonEscaping.</param>
    /// <param name="value">A node, a serialized value, or null.</param>
    /// <param name="writeValue">Writes what a scalar was serialized to.</param>
    public static void Write(Utf8JsonWriter json, object? value, Action<Utf8JsonWriter, object?> writeValue)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case ObjectNode node:
                json.WriteStartObject();
                var (fields, values) = (node.Plan.Fields, node.Slots);
                for (var slot = 0; slot < values.Length; slot++)
                {
                    json.WritePropertyName(fields[slot].Name);
                    Write(json, values[slot], writeValue);
                }

                json.WriteEndObject();
                break;
            case ListNode list:
                json.WriteStartArray();
                foreach (var item in list.Slots) Write(json, item, writeValue);
                json.WriteEndArray();
                break;
            default:
                writeValue(json, value);
                break;
        }
    }
}
