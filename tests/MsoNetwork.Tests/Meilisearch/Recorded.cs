using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// What a real Meilisearch 1.50.0 was asked and answered (meilisearch_recorded_1.50.0.jsonl beside this file; long bodies are cut there and
/// marked so, keys are replaced).
/// </summary>
internal sealed partial record Recorded(
    string Scene, string Method, string Path, JsonElement Request, HttpStatusCode Status, JsonElement Response)
{
    private static readonly Lazy<Recorded[]> Read = new(() =>
    [
        .. File
            .ReadLines(System.IO.Path.Combine(
                Repository.Root, "tests", "MsoNetwork.Tests", "Meilisearch", "meilisearch_recorded_1.50.0.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => new Recorded(
                line.GetProperty("scene").GetString()!,
                line.GetProperty("method").GetString()!,
                line.GetProperty("path").GetString()!,
                line.GetProperty("request"),
                (HttpStatusCode)line.GetProperty("status").GetInt32(),
                line.GetProperty("response"))),
    ]);

    public static IReadOnlyList<Recorded> All => Read.Value;

    /// <summary>The answer as it came, byte by byte the same JSON.</summary>
    public HttpResponseMessage Answer() => new(Status)
    {
        Content = new StringContent(
            Response.ValueKind == JsonValueKind.Null ? "" : Response.GetRawText(), Encoding.UTF8, "application/json"),
    };

    /// <summary>The recorded answer to exactly this request; null where none is recorded.</summary>
    public static Recorded? Of(string method, string path, string? body) => All.FirstOrDefault(one =>
        one.Method == method && one.Path == path && Same(one.Request, body));

    /// <summary>What a request is made of: method, path without names and numbers, and the names in its body.</summary>
    public static IEnumerable<string> FormOf(string method, string path, JsonElement? body)
    {
        var kind = $"{method} {Names().Replace(path, "/indexes/*").TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')}";
        return NamesIn(body, kind).Prepend(kind);
    }

    private static IEnumerable<string> NamesIn(JsonElement? body, string at) => body switch
    {
        { ValueKind: JsonValueKind.Object } one when !at.EndsWith(".synonyms", StringComparison.Ordinal) => one.EnumerateObject()
            .SelectMany(property => NamesIn(property.Value, $"{at}.{property.Name}").Prepend($"{at}.{property.Name}")),
        { ValueKind: JsonValueKind.Array } many when !at.Contains("/documents", StringComparison.Ordinal) =>
            many.EnumerateArray().SelectMany(one => NamesIn(one, at)),
        _ => [],
    };

    [GeneratedRegex("/indexes/[^/?]+")]
    private static partial Regex Names();

    private static bool Same(JsonElement recorded, string? body) =>
        body is null ? recorded.ValueKind == JsonValueKind.Null
        : recorded.ValueKind != JsonValueKind.Null && JsonElement.DeepEquals(recorded, JsonDocument.Parse(body).RootElement);
}
