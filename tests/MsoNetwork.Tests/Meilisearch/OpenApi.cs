using System.Text.Json.Nodes;
using Json.Schema;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// Meilisearch's interface description, read from beside the checkout (or from MSONET_MEILISEARCH_OPENAPI) and never part of the
/// repository. OpenAPI 3.1's schemas are JSON Schema 2020-12.
/// </summary>
internal sealed class OpenApi
{
    private static readonly Lazy<OpenApi?> Loaded = new(Load);

    private readonly JsonObject _document;
    private readonly JsonObject _schemas;
    private readonly Dictionary<string, JsonSchema> _compiled = [];
    private readonly Lock _compiling = new();

    private OpenApi(JsonObject document)
    {
        _document = document;
        _schemas = document["components"]!["schemas"]!.AsObject();
        Correct();
    }

    /// <summary>Null where the file is missing.</summary>
    public static OpenApi? Instance => Loaded.Value;

    /// <summary>What is wrong with a request; empty when it is as described.</summary>
    public IReadOnlyList<string> Check(string method, string pathAndQuery, string? body)
    {
        var split = pathAndQuery.Split('?', 2);
        if (Operation(method, split[0]) is not { } operation)
            return [$"There is no {method} {split[0]}."];
        var known = operation["parameters"]
            ?.AsArray()
            .Where(parameter => (string)parameter!["in"]! == "query")
            .Select(parameter => (string)parameter!["name"]!)
            .ToHashSet()
            ?? [];
        var wrong = (split.Length < 2 ? [] : split[1].Split('&'))
            .Select(pair => pair.Split('=')[0])
            .Where(name => !known.Contains(name))
            .Select(name => $"There is no parameter {name}.")
            .ToList();
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema is null != body is null) wrong.Add(schema is null ? "A body is not expected." : "A body is missing.");
        if (schema is not null && body is not null) wrong.AddRange(Errors(schema, body));
        return wrong;
    }

    private static OpenApi? Load()
    {
        var path = Environment.GetEnvironmentVariable("MSONET_MEILISEARCH_OPENAPI")
            ?? new[]
            {
                Path.Combine(Repository.Root, "..", "shared", "data", "meilisearch-openapi.json"),
                "/work/shared/data/meilisearch-openapi.json",
            }.FirstOrDefault(File.Exists);
        return path is null ? null : new OpenApi(JsonNode.Parse(File.ReadAllBytes(path))!.AsObject());
    }

    /// <summary>
    /// Unknown fields are refused by the server, whatever the file says; and facets are a list, not an object with patterns.
    /// </summary>
    private void Correct()
    {
        _schemas["AttributePatterns"] = JsonNode.Parse("""{"type": "array", "items": {"type": "string"}}""");
        foreach (var schema in _schemas.Select(entry => entry.Value).OfType<JsonObject>())
        {
            if (schema.ContainsKey("properties") && !schema.ContainsKey("additionalProperties") && !schema.ContainsKey("allOf"))
                schema["additionalProperties"] = false;
        }
    }

    private JsonNode? Operation(string method, string path)
    {
        var parts = path.Trim('/').Split('/');
        foreach (var (template, operations) in _document["paths"]!.AsObject())
        {
            var expected = template.Trim('/').Split('/');
            if (
                expected.Length != parts.Length
                || !expected.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'))
            )
                continue;
            if (operations![method.ToLowerInvariant()] is { } operation)
                return operation;
        }

        return null;
    }

    private IEnumerable<string> Errors(JsonNode schema, string body)
    {
        var key = schema.ToJsonString();
        JsonSchema? compiled;
        lock (_compiling)
        {
            if (!_compiled.TryGetValue(key, out compiled))
            {
                var whole = new JsonObject
                {
                    ["allOf"] = new JsonArray(schema.DeepClone()),
                    ["components"] = new JsonObject { ["schemas"] = _schemas.DeepClone() },
                };
                _compiled.Add(key, compiled = JsonSchema.FromText(whole.ToJsonString()));
            }
        }

        var result = compiled.Evaluate(JsonNode.Parse(body), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (result.IsValid) return [];
        return result.Details.Where(detail => detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
    }
}
