using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQlPlans;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Writes answers as JSON straight from the nodes of a plan or of GraphQL.NET.</summary>
internal static class ResponseWriter
{
    /// <summary>
    /// More errors of one document than anybody reads; an answer must not be larger than its cause. What was executed tells all: a null
    /// without its error would look like "there is none".
    /// </summary>
    private const int MostErrors = 10;

    // Letters stay readable; with nosniff and a JSON media type nothing takes the answer for HTML.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private static readonly JsonSerializerOptions Values = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonConverterBigInteger() },
    };

    public static void Write(IBufferWriter<byte> output, ExecutionResult result, bool withData, string requestId, long cost = 0)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        if (result.Errors is { Count: > 0 } errors)
        {
            json.WriteStartArray("errors");
            foreach (var error in result.Executed ? errors : errors.Take(MostErrors)) WriteError(json, Problem.Of(error), error, requestId);
            json.WriteEndArray();
        }

        if (withData)
        {
            json.WritePropertyName("data");
            if (result.Data is ExecutionNode node) WriteNode(json, node);
            else PlannedData.Write(json, result.Data, WriteValue);
        }

        WriteExtensions(json, result, result.Executed ? cost : 0);
        json.WriteEndObject();
    }

    private static void WriteExtensions(Utf8JsonWriter json, ExecutionResult result, long cost)
    {
        // An error of one mutation can take the data of those before with it: the answer then says at least that they were done.
        var done = result.Errors is { Count: > 0 } ? result.Extensions?.GetValueOrDefault(MutationFields.Done) : null;
        if (done is null && cost == 0) return;
        json.WriteStartObject("extensions");
        if (cost > 0) json.WriteNumber("cost", cost);
        if (done is not null)
        {
            json.WritePropertyName(MutationFields.Done);
            JsonSerializer.Serialize(json, done, Values);
        }

        json.WriteEndObject();
    }

    public static void Write(IBufferWriter<byte> output, Problem problem, string requestId)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        WriteError(json, problem, null, requestId);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, Problem problem, ExecutionError? error, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("message", problem.Message);
        if (error?.Locations is { Count: > 0 } locations)
        {
            json.WriteStartArray("locations");
            foreach (var location in locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line", location.Line);
                json.WriteNumber("column", location.Column);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (error?.Path is { } path)
        {
            json.WritePropertyName("path");
            JsonSerializer.Serialize(json, path, Values);
        }

        json.WriteStartObject("extensions");
        json.WriteString("code", problem.Protocol ?? Problem.Name(problem.Code));
        json.WriteStartArray("codes");
        json.WriteStringValue(Problem.Name(problem.Code));
        if ((problem.Protocol ?? problem.Ecosystem) is { } other) json.WriteStringValue(other);
        json.WriteEndArray();
        json.WriteString("requestId", requestId);
        if (problem.Argument is not null) json.WriteString("argument", problem.Argument);
        if (problem.Limit is var (most, asked))
        {
            json.WriteNumber("limit", most);
            json.WriteNumber("actual", asked);
        }

        if (problem.ResetAt is { } reset) json.WriteString("resetAt", reset.UtcDateTime);

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, ExecutionNode node)
    {
        switch (node)
        {
            case ValueExecutionNode:
                WriteValue(json, node.Result);
                break;
            case ObjectExecutionNode { SubFields: { } fields }:
                json.WriteStartObject();
                foreach (var field in fields)
                {
                    json.WritePropertyName(field.Name!);
                    WriteNode(json, field);
                }

                json.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                json.WriteStartArray();
                foreach (var item in items) WriteNode(json, item);
                json.WriteEndArray();
                break;
            case ArrayExecutionNode { SerializedResult: { } list }:
                JsonSerializer.Serialize(json, list, Values);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>Writes what a scalar was serialized to.</summary>
    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            default: JsonSerializer.Serialize(json, value, value.GetType(), Values); break;
        }
    }
}
