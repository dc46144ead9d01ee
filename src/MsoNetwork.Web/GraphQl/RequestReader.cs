using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.Net.Http.Headers;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Reads the parameters of a request as GraphQL over HTTP defines them, and refuses whatever is ambiguous.</summary>
internal static class RequestReader
{
    private static readonly GraphQLSerializer Serializer = new();
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static async ValueTask<GraphQlRequest> FromBodyAsync(HttpRequest request)
    {
        CheckContentType(request.ContentType);
        CheckContentEncoding(request.Headers.ContentEncoding);
        if (request.ContentLength > Limits.BodyBytes) throw TooLarge(request.ContentLength.Value);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > Limits.BodyBytes) throw TooLarge(read.Buffer.Length);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return FromJson(read.Buffer.IsSingleSegment ? read.Buffer.First : read.Buffer.ToArray());
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    public static GraphQlRequest FromQueryString(IQueryCollection parameters)
    {
        var query = One(parameters, "query");
        var variables = One(parameters, "variables") is { Length: > 0 } text
            ? Parsed(Encoding.UTF8.GetBytes(text), "variables", root => Object(root, "variables"))
            : Inputs.Empty;
        var (hash, language) = One(parameters, "extensions") is { Length: > 0 } extensions
            ? Parsed(Encoding.UTF8.GetBytes(extensions), "extensions", Extensions)
            : default;
        return new GraphQlRequest(query ?? (hash is null ? throw MissingQuery() : null), One(parameters, "operationName"), variables)
        {
            Hash = hash,
            Language = language,
        };
    }

    private static GraphQlRequest FromJson(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) throw RequestRefused.Invalid("query", "The body is empty; it must be a JSON object with a \"query\".");
        return Parsed(body, "body", root =>
        {
            if (root.ValueKind == JsonValueKind.Array)
                throw RequestRefused.Invalid("body", "The body is a list. Batches are not answered: send one request at a time.");
            if (root.ValueKind != JsonValueKind.Object)
                throw MissingQuery();
            var (hash, language) = root.TryGetProperty("extensions", out var extensions) ? Extensions(extensions) : default;
            return new GraphQlRequest(
                Text(root, "query") ?? (hash is null ? throw MissingQuery() : null),
                Text(root, "operationName"),
                root.TryGetProperty("variables", out var variables) ? Object(variables, "variables") : Inputs.Empty)
            {
                Hash = hash,
                Language = language,
            };
        });
    }

    /// <summary>What we know of the extensions; others are ignored.</summary>
    private static (string? Hash, string? Language) Extensions(JsonElement extensions) => extensions.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.Object => (Hash(extensions), Text(extensions, "language")),
        _ => throw RequestRefused.Invalid("extensions", "\"extensions\" must be a JSON object or null."),
    };

    private static string? Hash(JsonElement extensions)
    {
        if (!extensions.TryGetProperty("persistedQuery", out var persisted) || persisted.ValueKind == JsonValueKind.Null) return null;
        return persisted.ValueKind == JsonValueKind.Object
            && persisted.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.GetDouble() == 1
            && persisted.TryGetProperty("sha256Hash", out var hash) && hash.ValueKind == JsonValueKind.String
            && hash.GetString() is { Length: 64 } text && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw RequestRefused.Invalid("extensions", "persistedQuery has version 1 and a sha256Hash of 64 hex digits.");
    }

    private static T Parsed<T>(ReadOnlyMemory<byte> json, string argument, Func<JsonElement, T> read)
    {
        if (!Utf8.IsValid(json.Span))
            throw RequestRefused.Invalid(argument, $"The {argument} is not valid UTF-8. Send JSON encoded as UTF-8.");
        // No text in a database may contain it, so it is better refused here than there.
        if (HasNul(json.Span))
            throw RequestRefused.Invalid(argument, $"The {argument} contains the character U+0000, which no text may contain.");
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $" (line {line + 1}, byte {error.BytePositionInLine + 1})" : "";
            throw RequestRefused.Invalid(
                argument,
                $"The {argument} is not valid JSON{place}: one object is expected, no key in it twice, nested at most {Strict.MaxDepth} "
                    + "deep."
            );
        }
        catch (Exception error) when (error is InvalidOperationException or NotImplementedException or OverflowException)
        {
            throw RequestRefused.Invalid(argument, $"The {argument} contains half a surrogate pair or a number without a value.");
        }
    }

    /// <summary>Whether an escape means U+0000; behind another backslash the same letters are a text.</summary>
    private static bool HasNul(ReadOnlySpan<byte> json)
    {
        for (int start = 0, found; (found = json[start..].IndexOf("\\u0000"u8)) >= 0; start += found + 1)
        {
            var before = json[..(start + found)];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0) return true;
        }

        return false;
    }

    private static Inputs Object(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => WholeNumbers.In(Serializer.ReadNode<Inputs>(element)!),
        JsonValueKind.Null => Inputs.Empty,
        _ => throw RequestRefused.Invalid(name, $"\"{name}\" must be a JSON object or null."),
    };

    private static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var element)
            ? null
            : element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Null => null,
                _ => throw RequestRefused.Invalid(name, $"\"{name}\" must be a string."),
            };

    private static string? One(IQueryCollection parameters, string name)
    {
        var values = parameters[name];
        if (values.Count > 1) throw RequestRefused.Invalid(name, $"\"{name}\" is given {values.Count} times in the address; give it once.");
        return values.Count == 0 ? null : values[0];
    }

    private static void CheckContentType(string? contentType)
    {
        if (contentType == "application/json")
            return;
        var right =
            MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
        if (!right)
            throw new RequestRefused(
                StatusCodes.Status415UnsupportedMediaType,
                ErrorCode.InvalidInput,
                "Send the body with Content-Type: application/json, encoded as UTF-8."
            );
    }

    private static void CheckContentEncoding(string? encoding)
    {
        if (string.IsNullOrEmpty(encoding) || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)) return;
        throw new RequestRefused(
            StatusCodes.Status415UnsupportedMediaType,
            ErrorCode.InvalidInput,
            "The body is encoded; send it as it is, without Content-Encoding."
        )
        {
            AcceptEncoding = "identity",
        };
    }

    private static RequestRefused MissingQuery() =>
        RequestRefused.Invalid("query", "The request needs a \"query\": a string with a GraphQL document.");

    private static RequestRefused TooLarge(long bytes) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            Problem.Known(Limits.Exceeded("The body has", bytes, Limits.BodyBytes, "bytes"))! with { Ecosystem = "BAD_REQUEST" });
}
