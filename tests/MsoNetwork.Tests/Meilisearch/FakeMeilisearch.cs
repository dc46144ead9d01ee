using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

/// <summary>
/// A stand-in that keeps indexes and tasks as the documented interface has them, finds what <see cref="MeilisearchModel"/> says, answers in
/// the documented shapes with fields that nobody asked for, and holds every request against the interface description.
/// </summary>
internal sealed class FakeMeilisearch : HttpMessageHandler
{
    private readonly List<JsonObject> _tasks = [];
    private readonly Lock _lock = new();

    public static readonly Uri Url = new("http://meilisearch.test:7700");

    /// <summary>What came, in order: method, path with query, body.</summary>
    public List<(string Method, string Path, string? Body)> Requests { get; } = [];

    /// <summary>Documents by index and id.</summary>
    public Dictionary<string, Dictionary<string, JsonNode>> Indexes { get; } = [];

    /// <summary>An index's documents as JSON, also while somebody writes.</summary>
    public List<string> DocumentsOf(string index)
    {
        lock (_lock)
            return Indexes.TryGetValue(index, out var documents) ? [.. documents.Values.Select(document => document.ToJsonString())] : [];
    }

    public Dictionary<string, JsonNode> Settings { get; } = [];

    /// <summary>The order of all hits of any search, where a test says it; else the model's of the index asked.</summary>
    public List<Guid> Hits { get; } = [];

    private readonly Dictionary<string, MeilisearchModel> _models = [];

    public JsonObject FacetDistribution { get; set; } = [];

    /// <summary>The uids of the keys that were made and are still there.</summary>
    public HashSet<string> Keys { get; } = [];

    private readonly Dictionary<string, HashSet<string>> _actions = []; // of the keys that were made, by key

    public string Version { get; set; } = "1.53.0";

    /// <summary>A task that this says a code for fails: by method, path and body.</summary>
    public Func<string, string, string?, string?> Fails { get; set; } = (_, _, _) => null;

    /// <summary>Runs after each request was done.</summary>
    public Func<string, string, Task> Then { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>A response instead of the usual one.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public MeilisearchClient Client(TimeProvider? time = null, string? key = "key") =>
        MeilisearchClient.Create(Url, key, time ?? TimeProvider.System, this);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string code) =>
        Json(
            $$"""{"message":"About {{code}}.","code":"{{code}}","type":"invalid_request","link":"https://docs.meilisearch.com/errors#{{code}}"}""",
            status
        );

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        Assert.Empty(OpenApi.Instance?.Check(method, path, body) ?? []);
        if (body is not null) Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
        HttpResponseMessage response;
        lock (_lock)
        {
            Requests.Add((method, path, body));
            response = Instead(request) ?? NotAllowed(request.Headers.Authorization?.Parameter, method, path) ?? Refusal(method, path, body)
                ?? Answer(method, path.Split('?')[0].Trim('/').Split('/'), path, body);
        }

        await Then(method, path);
        return response;
    }

    /// <summary>What a key must be allowed for a request, as the documentation of each path has it; null for nothing.</summary>
    public static string? ActionOf(string method, string path) => (method, path.Split('?')[0].Trim('/').Split('/')) switch
    {
        (_, ["health"]) => null,
        (_, ["version"]) => "version",
        (_, ["multi-search"]) => "search",
        (_, ["swap-indexes"]) => "indexes.swap",
        (_, ["tasks", ..]) => "tasks.get",
        ("POST", ["indexes"]) => "indexes.create",
        ("DELETE", ["indexes", _]) => "indexes.delete",
        (_, ["indexes", _, "stats"]) => "stats.get",
        (_, ["indexes", _, "settings"]) => "settings.update",
        ("POST", ["indexes", _, "documents"]) => "documents.add",
        (_, ["indexes", _, "documents", ..]) => "documents.delete",
        _ => $"{method} {path}",
    };

    private HttpResponseMessage? NotAllowed(string? key, string method, string path) =>
        key is not null && _actions.TryGetValue(key, out var actions) && ActionOf(method, path) is { } action && !actions.Contains(action)
            ? Error(HttpStatusCode.Forbidden, "invalid_api_key") : null;

    /// <summary>What a real server refused, it refuses here too, in its words. What depends on its state is left to the stand-in.</summary>
    private static HttpResponseMessage? Refusal(string method, string path, string? body)
    {
        if (method == "GET") return null;
        if (Recorded.Of(method, path, body) is { Status: >= HttpStatusCode.BadRequest and not HttpStatusCode.NotFound } refused)
            return refused.Answer();
        return method == "POST" && path == "/keys" && IsScopedWithGlobalAction(JsonNode.Parse(body!)!)
            ? Recorded.All.First(one => one.Response.ToString().Contains("index_scoped_api_key_with_global_action")).Answer()
            : null;
    }

    private static bool IsScopedWithGlobalAction(JsonNode key) =>
        !key["indexes"]!.AsArray().Any(index => (string)index! == "*")
        && key["actions"]!.AsArray().Any(action => (string)action! == "version" || ((string)action!).StartsWith("keys."));

    private HttpResponseMessage Answer(string method, string[] path, string whole, string? body) => (method, path) switch
    {
        ("GET", ["health"]) => Json("""{"status":"available"}"""),
        ("GET", ["version"]) => Json($$"""{"commitSha":"unknown","commitDate":"unknown","pkgVersion":"{{Version}}"}"""),
        ("GET", ["indexes", var index, "stats"]) => Indexes.TryGetValue(index, out var documents)
            ? Json($$"""{"numberOfDocuments":{{documents.Count}},"isIndexing":false,"fieldDistribution":{},"indexSize":25165824}""")
            : Error(HttpStatusCode.NotFound, "index_not_found"),
        ("GET", ["tasks", var task]) => TaskOf(int.Parse(task, System.Globalization.CultureInfo.InvariantCulture)),
        ("POST", ["multi-search"]) => Json(Search(JsonNode.Parse(body!)!["queries"]!.AsArray())),
        ("DELETE", ["keys", var key]) => new HttpResponseMessage(Keys.Remove(key) ? HttpStatusCode.NoContent : HttpStatusCode.NotFound),
        ("POST", ["keys"]) => Json(Key(JsonNode.Parse(body!)!), HttpStatusCode.Created),
        _ => Accept(method, path, whole, body),
    };

    private HttpResponseMessage TaskOf(int number)
    {
        var task = _tasks[number];
        var answer = task.ToJsonString();
        if ((string)task["status"]! == "processing") task["status"] = task["error"] is null ? "succeeded" : "failed";
        return Json(answer);
    }

    private HttpResponseMessage Accept(string method, string[] path, string whole, string? body)
    {
        var code = Fails(method, whole, body) ?? Do(method, path, body);
        _tasks.Add(
            new JsonObject
            {
                ["uid"] = _tasks.Count,
                ["batchUid"] = 1,
                ["indexUid"] = path.ElementAtOrDefault(1),
                ["status"] = "processing",
                ["type"] = "somethingNew",
                ["canceledBy"] = null,
                ["details"] = new JsonObject(),
                ["error"] = code is null
                    ? null
                    : new JsonObject
                    {
                        ["message"] = $"About {code}.",
                        ["code"] = code,
                        ["type"] = "invalid_request",
                        ["link"] = "https://docs.meilisearch.com",
                    },
                ["duration"] = null,
                ["enqueuedAt"] = "2026-09-01T10:00:01.100000Z",
                ["customMetadata"] = "unknown",
            }
        );
        return Json(
            $$"""{"taskUid":{{_tasks.Count - 1}},"indexUid":null,"status":"enqueued","type":"somethingNew","enqueuedAt":"2026-09-01T10:00:00.123456789Z"}""",
            HttpStatusCode.Accepted
        );
    }

    /// <summary>Does what was asked and gives the code with which its task fails, or null.</summary>
    private string? Do(string method, string[] path, string? body)
    {
        _models.Clear();
        switch (method, path)
        {
            case ("POST", ["indexes"]):
                return Indexes.TryAdd((string)JsonNode.Parse(body!)!["uid"]!, []) ? null : "index_already_exists";
            case ("DELETE", ["indexes", var index]):
                return Indexes.Remove(index) ? null : "index_not_found";
            case ("PATCH", ["indexes", var index, "settings"]):
                Settings[index] = JsonNode.Parse(body!)!;
                return null;
            case ("PUT", ["indexes", var index, "settings", "synonyms"]):
                Settings[index]["synonyms"] = JsonNode.Parse(body!);
                return null;
            case ("POST", ["indexes", var index, "documents"]):
                if (!Indexes.ContainsKey(index)) Indexes[index] = [];
                foreach (var document in JsonNode.Parse(body!)!.AsArray()) Indexes[index][(string)document!["id"]!] = document;
                return null;
            case ("POST", ["indexes", var index, "documents", "delete-batch"]):
                foreach (var id in JsonNode.Parse(body!)!.AsArray()) Indexes[index].Remove((string)id!);
                return null;
            case ("POST", ["swap-indexes"]):
                return Swap(JsonNode.Parse(body!)![0]!);
            default:
                throw new InvalidOperationException($"{method} {string.Join('/', path)}");
        }
    }

    private string? Swap(JsonNode pair)
    {
        var (one, other) = ((string)pair["indexes"]![0]!, (string)pair["indexes"]![1]!);
        if (!Indexes.TryGetValue(one, out var first)) return "index_not_found";
        if ((bool)pair["rename"]!)
        {
            if (!Indexes.TryAdd(other, first)) return "index_already_exists";
            Indexes.Remove(one);
            if (Settings.Remove(one, out var moved)) Settings[other] = moved;
            return null;
        }

        if (!Indexes.TryGetValue(other, out var second)) return "index_not_found";
        (Indexes[one], Indexes[other]) = (second, first);
        var (settings, others) = (Settings.GetValueOrDefault(one), Settings.GetValueOrDefault(other));
        if (settings is not null) Settings[other] = settings;
        if (others is not null) Settings[one] = others;
        return null;
    }

    private string Search(JsonArray queries) =>
        new JsonObject { ["results"] = new JsonArray([.. queries.Select(query => Result(query!))]) }.ToJsonString();

    private JsonObject Result(JsonNode query)
    {
        var (ids, facets) = Found(query);
        var result = new JsonObject
        {
            ["indexUid"] = (string)query["indexUid"]!,
            ["query"] = (string?)query["q"] ?? "",
            ["processingTimeMs"] = 1,
            ["requestUid"] = "0199a41a-8186-70b3-b6e1-90e8cb582f35",
        };
        var (offset, limit) = ((int?)query["offset"] ?? 0, (int?)query["limit"] ?? 20);
        if (query["hitsPerPage"] is { } size)
        {
            (offset, limit) = (((int)query["page"]! - 1) * (int)size, (int)size);
            (result["hitsPerPage"], result["page"]) = (limit, query["page"]!.DeepClone());
            (result["totalPages"], result["totalHits"]) = (limit == 0 ? 0 : (ids.Count + limit - 1) / limit, ids.Count);
        }
        else
        {
            (result["limit"], result["offset"], result["estimatedTotalHits"]) = (limit, offset, ids.Count);
        }

        result["hits"] = new JsonArray(
            [.. ids.Skip(offset).Take(limit).Select(id => new JsonObject { ["id"] = id, ["_rankingScore"] = 0.75, ["_new"] = 1 })]);
        if (query["facets"] is not null) (result["facetDistribution"], result["facetStats"]) = (facets, new JsonObject());
        return result;
    }

    private (List<string> Ids, JsonObject Facets) Found(JsonNode query)
    {
        if (Hits.Count > 0 || FacetDistribution.Count > 0)
        {
            var names = query["facets"]?.AsArray().Select(name => (string)name!) ?? [];
            return (
                Hits.ConvertAll(id => id.ToString()),
                new(names.Select(name => KeyValuePair.Create(name, FacetDistribution[name]?.DeepClone() ?? new JsonObject()))!));
        }

        var index = (string)query["indexUid"]!;
        if (!_models.TryGetValue(index, out var model))
            _models.Add(index, model = new(Settings.GetValueOrDefault(index), Indexes.GetValueOrDefault(index, []).Values));
        return model.Search(query);
    }

    private string Key(JsonNode request)
    {
        var key = request.DeepClone().AsObject();
        var uid = Guid.NewGuid().ToString();
        Keys.Add(uid);
        key["key"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _actions.Add((string)key["key"]!, [.. key["actions"]!.AsArray().Select(action => (string)action!)]);
        key["uid"] = uid;
        key["createdAt"] = "2026-09-01T10:00:00Z";
        return key.ToJsonString(JsonSerializerOptions.Default);
    }
}
