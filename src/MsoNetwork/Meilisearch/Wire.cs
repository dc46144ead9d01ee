using System.Text.Json.Serialization;

namespace MsoNetwork.Meilisearch;

// Bodies as Meilisearch has them. Nulls are left out of requests: in settings a null would mean "back to the default".
// Answers: only the fields that are used; unknown ones are ignored, and what may be missing is nullable.

/// <summary>POST /indexes.</summary>
internal sealed record IndexRequest(string Uid, string PrimaryKey);

/// <summary>One pair of POST /swap-indexes. With rename the first one takes the second one's name, which must be free.</summary>
internal sealed record SwapRequest(string[] Indexes, bool Rename);

/// <summary>POST /keys. A missing expiresAt is refused, null means for ever.</summary>
internal sealed record KeyRequest(string Name, string Description, string[] Actions, string[] Indexes)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>One query of POST /multi-search.</summary>
internal sealed record SearchRequest(string IndexUid)
{
    public string? Q { get; init; }
    public int? Offset { get; init; }
    public int? Limit { get; init; }

    /// <summary>Page mode counts exactly, offset mode estimates. Pages begin with 1.</summary>
    public int? Page { get; init; }
    public int? HitsPerPage { get; init; }

    /// <summary>All of the outer, any of the inner ones.</summary>
    public IReadOnlyList<string[]>? Filter { get; init; }
    public string[]? Sort { get; init; }
    public string[]? Facets { get; init; }
    public string[]? AttributesToSearchOn { get; init; }
    public string[]? AttributesToRetrieve { get; init; }
    public string? MatchingStrategy { get; init; }
    public bool? ShowRankingScore { get; init; }
}

internal sealed record MultiSearchRequest(IReadOnlyList<SearchRequest> Queries);

internal sealed record MultiSearchAnswer(IReadOnlyList<SearchResult>? Results);

/// <summary>An answer to one query. TotalHits comes in page mode only.</summary>
internal sealed record SearchResult(
    IReadOnlyList<FoundDocument>? Hits,
    int? TotalHits,
    Dictionary<string, Dictionary<string, int>>? FacetDistribution
);

internal sealed record FoundDocument(string? Id, [property: JsonPropertyName("_rankingScore")] double? RankingScore);

/// <summary>What every write answers: accepted, not done. Here the id is called taskUid, in the task itself uid.</summary>
internal sealed record AcceptedTask(long TaskUid);

/// <summary>GET /tasks/{uid}. Status is an open set: enqueued, processing, succeeded, failed, canceled.</summary>
internal sealed record TaskState(long Uid, string? Status, string? Type, ErrorBody? Error);

internal sealed record ErrorBody(string? Message, string? Code, string? Type);

internal sealed record IndexStats(long NumberOfDocuments);

internal sealed record VersionBody(string? PkgVersion);

internal sealed record HealthBody(string? Status);

/// <summary>A key as created; the key itself is what goes into the Authorization header.</summary>
public sealed record MeilisearchKey(string Key, string Uid, string? Name);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IndexRequest))]
[JsonSerializable(typeof(SwapRequest[]))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(MultiSearchRequest))]
[JsonSerializable(typeof(MultiSearchAnswer))]
[JsonSerializable(typeof(IndexSettings))]
[JsonSerializable(typeof(IndexedDocument))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string[]>))]
[JsonSerializable(typeof(AcceptedTask))]
[JsonSerializable(typeof(TaskState))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(IndexStats))]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(MeilisearchKey))]
[JsonSerializable(typeof(Guid[]))]
internal sealed partial class Wire : JsonSerializerContext;
