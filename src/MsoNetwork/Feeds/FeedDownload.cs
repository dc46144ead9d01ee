using System.Net;
using System.Net.Http.Headers;

namespace MsoNetwork.Feeds;

/// <summary>What came of a feed.</summary>
/// <param name="Bytes">Null when it has not changed.</param>
public sealed record DownloadedFeed(byte[]? Bytes, string? ETag, string? Modified);

/// <summary>Fetches feeds from the public internet and from nowhere else (<see cref="PublicConnections"/>).</summary>
/// <param name="isAllowed">Which addresses may be connected to.</param>
/// <param name="longest">How long one feed may take in all.</param>
public sealed class FeedDownload(Func<IPAddress, bool> isAllowed, TimeSpan longest) : IDisposable
{
    /// <summary>Unpacked.</summary>
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostRedirects = 3;
    private const string News = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8";

    // The whole of it has one limit, redirects and reading included.
    private readonly HttpClient _client = new(NewHandler(isAllowed)) { Timeout = Timeout.InfiniteTimeSpan };

    public FeedDownload()
        : this(PublicAddress.Is, TimeSpan.FromSeconds(20))
    {
    }

    /// <param name="address">Of the feed.</param>
    /// <param name="etag">As the last answer had it.</param>
    /// <param name="modified">Its Last-Modified.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="accept">Media types that are asked for.</param>
    /// <exception cref="FeedRefusedException">It cannot be had; the message says why.</exception>
    public async Task<DownloadedFeed> GetAsync(
        Uri address, string? etag, string? modified, CancellationToken cancellationToken, string accept = News)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            return await FollowAsync(address, etag, modified, accept, limit.Token);
        }
        catch (HttpRequestException wrong)
        {
            throw wrong.InnerException as FeedRefusedException ?? new FeedRefusedException($"It could not be fetched: {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException)
        {
            throw new FeedRefusedException($"It could not be read: {wrong.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedRefusedException($"It took longer than {longest.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler NewHandler(Func<IPAddress, bool> isAllowed)
    {
        var handler = PublicConnections.NewHandler(isAllowed);
        handler.AutomaticDecompression = DecompressionMethods.All;
        return handler;
    }

    private async Task<DownloadedFeed> FollowAsync(
        Uri address, string? etag, string? modified, string accept, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" })
                throw new FeedRefusedException("Only addresses with http and https are fetched.");
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("MsoNetwork", "1"));
            request.Headers.Accept.ParseAdd(accept);
            if (etag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (modified is not null) request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotModified) return new(null, etag, modified);
            if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } elsewhere)
            {
                address = new Uri(address, elsewhere);
                continue;
            }

            if (!answer.IsSuccessStatusCode) throw new FeedRefusedException($"It answered with {(int)answer.StatusCode}.");
            return new(
                await ReadAsync(answer.Content, cancellationToken),
                answer.Headers.ETag?.ToString(),
                answer.Content.Headers.LastModified?.ToString("r", System.Globalization.CultureInfo.InvariantCulture));
        }

        throw new FeedRefusedException($"It redirects more than {MostRedirects} times.");
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = new MemoryStream();
        var part = new byte[32 * 1024];
        while (await stream.ReadAsync(part, cancellationToken) is > 0 and var count)
        {
            if (read.Length + count > MostBytes) throw new FeedRefusedException($"It is larger than {MostBytes / 1024 / 1024} MB.");
            read.Write(part, 0, count);
        }

        return read.ToArray();
    }
}
