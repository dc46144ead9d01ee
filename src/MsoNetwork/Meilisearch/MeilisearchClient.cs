using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MsoNetwork.Meilisearch;

/// <summary>
/// The part of Meilisearch's HTTP interface that is used. Writes answer with a task's number and are not done before
/// <see cref="WaitAsync"/> says so. Refusals are <see cref="MeilisearchException"/>; a server that is away is HttpRequestException.
/// </summary>
/// <param name="http">With the server's address, ending in a slash, and the key.</param>
/// <param name="time">The clock for waiting.</param>
public sealed class MeilisearchClient(HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly MeilisearchRetries _retries = new(time);

    /// <param name="url">With or without a path, for servers behind a proxy.</param>
    /// <param name="key">An API key; null for a server without a master key.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">What sends; null for the network.</param>
    /// <param name="compressed">
    /// Whether answers may come compressed. Meilisearch sends such an answer in two packets, between which 40 ms lie (Nagle and delayed
    /// acknowledgement): for a server far away only.
    /// </param>
    public static MeilisearchClient Create(
        Uri url,
        string? key,
        TimeProvider time,
        HttpMessageHandler? handler = null,
        bool compressed = false
    )
    {
        var http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS entry is noticed
            AutomaticDecompression = compressed ? DecompressionMethods.All : DecompressionMethods.None,
        })
        {
            BaseAddress = new Uri(url.AbsoluteUri.EndsWith('/') ? url.AbsoluteUri : url.AbsoluteUri + '/'),
            Timeout = Timeout.InfiniteTimeSpan, // each call has its own
        };
        if (!string.IsNullOrEmpty(key)) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new MeilisearchClient(http, time);
    }

    /// <summary>Whether it says that it can answer. Needs no key.</summary>
    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) =>
        (await OnceAsync(Get("health"), Wire.Default.HealthBody, cancellationToken)).Status == "available";

    /// <summary>For example "1.53.0".</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await CallAsync(Get("version"), Wire.Default.VersionBody, cancellationToken)).PkgVersion ?? "";

    /// <summary>The number of documents in an index; null when there is no such index.</summary>
    public async Task<long?> CountAsync(string index, CancellationToken cancellationToken)
    {
        try
        {
            return (await CallAsync(Get($"indexes/{index}/stats"), Wire.Default.IndexStats, cancellationToken)).NumberOfDocuments;
        }
        catch (MeilisearchException error) when (error.Code == MeilisearchException.IndexNotFound)
        {
            return null;
        }
    }

    public Task<long> CreateIndexAsync(string index, CancellationToken cancellationToken) =>
        WriteAsync(Post("indexes", new IndexRequest(index, "id"), Wire.Default.IndexRequest), cancellationToken);

    /// <summary>For an unknown index the request is accepted and the task fails with index_not_found.</summary>
    public Task<long> DeleteIndexAsync(string index, CancellationToken cancellationToken) =>
        WriteAsync(() => new HttpRequestMessage(HttpMethod.Delete, $"indexes/{index}"), cancellationToken);

    /// <summary>
    /// Swaps documents and settings of two indexes at once; with <paramref name="rename"/> the first takes the second one's name. Sent once
    /// only: a second swap, after an answer that was lost, would undo the first.
    /// </summary>
    public async Task<long> SwapAsync(string index, string with, bool rename, CancellationToken cancellationToken) =>
        (
            await OnceAsync(
                Post("swap-indexes", [new SwapRequest([index, with], rename)], Wire.Default.SwapRequestArray),
                Wire.Default.AcceptedTask,
                cancellationToken
            )
        ).TaskUid;

    internal Task<long> UpdateSettingsAsync(string index, IndexSettings settings, CancellationToken cancellationToken) =>
        WriteAsync(Request(HttpMethod.Patch, $"indexes/{index}/settings", settings, Wire.Default.IndexSettings), cancellationToken);

    /// <summary>Synonyms alone: no document is indexed anew.</summary>
    public Task<long> PutSynonymsAsync(string index, IReadOnlyDictionary<string, string[]> synonyms, CancellationToken cancellationToken) =>
        WriteAsync(
            Request(HttpMethod.Put, $"indexes/{index}/settings/synonyms", synonyms, Wire.Default.IReadOnlyDictionaryStringStringArray),
            cancellationToken);

    /// <summary>POST replaces whole documents, PUT would leave fields that a new version no longer has.</summary>
    /// <param name="index">The index.</param>
    /// <param name="documents">A JSON array, well below 100 MB.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<long> AddDocumentsAsync(string index, ReadOnlyMemory<byte> documents, CancellationToken cancellationToken) =>
        WriteAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"indexes/{index}/documents?primaryKey=id")
            {
                Content = new ReadOnlyMemoryContent(documents) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            },
            cancellationToken);

    public Task<long> DeleteDocumentsAsync(string index, Guid[] ids, CancellationToken cancellationToken) =>
        WriteAsync(Post($"indexes/{index}/documents/delete-batch", ids, Wire.Default.GuidArray), cancellationToken);

    public Task<MeilisearchKey> CreateKeyAsync(
        string name,
        string description,
        string[] actions,
        string[] indexes,
        CancellationToken cancellationToken
    ) =>
        CallAsync(
            Post("keys", new KeyRequest(name, description, actions, indexes), Wire.Default.KeyRequest),
            Wire.Default.MeilisearchKey,
            cancellationToken
        );

    /// <summary>Takes a key back, by its uid.</summary>
    public async Task DeleteKeyAsync(string uid, CancellationToken cancellationToken)
    {
        using var response = await _retries.SendAsync(
            http,
            () => new HttpRequestMessage(HttpMethod.Delete, $"keys/{uid}"),
            cancellationToken
        );
        if (!response.IsSuccessStatusCode) throw Refused(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Asked once: whoever searches has another engine and no time.</summary>
    internal async Task<IReadOnlyList<SearchResult>> SearchAsync(IReadOnlyList<SearchRequest> queries, CancellationToken cancellationToken)
    {
        var answer = await OnceAsync(
            Post("multi-search", new MultiSearchRequest(queries), Wire.Default.MultiSearchRequest),
            Wire.Default.MultiSearchAnswer,
            cancellationToken
        );
        return answer.Results is { } results && results.Count == queries.Count
            ? results
            : throw new MeilisearchException(
                MeilisearchException.Unreadable,
                $"{answer.Results?.Count ?? 0} results for {queries.Count} queries."
            );
    }

    /// <summary>
    /// Waits until a task has succeeded; there is no endpoint that waits, so it asks, soon at first. Throws when it failed.
    /// </summary>
    public async Task WaitAsync(long task, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var state = await CallAsync(Get($"tasks/{task}"), Wire.Default.TaskState, cancellationToken);
            switch (state.Status)
            {
                case "succeeded":
                    return;
                case "failed":
                    throw new MeilisearchException(
                        state.Error?.Code ?? MeilisearchException.NoBody,
                        $"task {task} ({state.Type}) failed: {state.Error?.Message}"
                    );
                case "canceled":
                    throw new MeilisearchException(MeilisearchException.Canceled, $"task {task} ({state.Type}) was cancelled.");
            }

            if (time.GetElapsedTime(begun) >= atMost)
                throw new MeilisearchException(
                    MeilisearchException.NotFinished,
                    $"task {task} ({state.Type}) is {state.Status} after {atMost}."
                );
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private static Func<HttpRequestMessage> Get(string path) => () => new HttpRequestMessage(HttpMethod.Get, path);

    private static Func<HttpRequestMessage> Post<T>(string path, T body, JsonTypeInfo<T> type) =>
        Request(HttpMethod.Post, path, body, type);

    private static Func<HttpRequestMessage> Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        () => new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, type) };

    private async Task<long> WriteAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        (await CallAsync(request, Wire.Default.AcceptedTask, cancellationToken)).TaskUid;

    private async Task<T> CallAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await ReadAsync(await _retries.SendAsync(http, request, cancellationToken), type, cancellationToken);

    private async Task<T> OnceAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var message = request();
        using var timer = new CancellationTokenSource(MeilisearchRetries.AnAttempt, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        return await ReadAsync(await http.SendAsync(message, patience.Token), type, patience.Token);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using (response)
        {
            // As bytes: whatever character set a proxy declares, JSON is UTF-8.
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw Refused(response, body);
            try
            {
                return JsonSerializer.Deserialize(body, type) ?? throw new JsonException("null");
            }
            catch (JsonException error)
            {
                throw new MeilisearchException(MeilisearchException.Unreadable, error.Message, response.StatusCode);
            }
        }
    }

    /// <summary>The body may be missing, or a proxy's HTML.</summary>
    private static MeilisearchException Refused(HttpResponseMessage response, byte[] body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, Wire.Default.ErrorBody) is { Code: { } code } error)
                return new MeilisearchException(code, error.Message ?? "", response.StatusCode);
        }
        catch (JsonException)
        {
        }

        return new MeilisearchException(MeilisearchException.NoBody, $"{response.ReasonPhrase}", response.StatusCode);
    }
}
