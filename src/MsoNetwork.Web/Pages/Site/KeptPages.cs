using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Of a page that says nothing but what <see cref="EntityTag"/> tells the state of, and the same to all who are not signed in.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptPageAttribute : Attribute;

/// <summary>
/// Pages as they were made for the same address and the same state of the registry, for whoever brings no cookie: each request reads the
/// state, so nobody gets what is older than the last commit. Bounded; for a minute, as what a page counts may be cut short by time.
/// </summary>
internal sealed class KeptPages(EntityTag tags, IConfiguration settings) : IDisposable
{
    /// <summary>Key of HttpContext.Items: somebody has to see that this one was asked for.</summary>
    public const string Passing = "page.passing";

    private const long Bytes = 32_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Said anew for each request.
    private static readonly string[] Own = ["X-Request-Id", "Date", "Content-Length", "Transfer-Encoding", "Content-Encoding"];

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = Bytes });

    // Another engine's answers follow a commit when they like.
    private readonly bool _isOn = settings["SEARCH"]?.Trim() is null or "" or "postgres";

    /// <summary>How many were answered from memory.</summary>
    public long Hits => _hits;

    private long _hits;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsForAll(context))
        {
            await next(context);
            return;
        }

        var request = context.Request;
        // Read before the page is made: then it may be newer than its key, never older.
        var state = await tags.GetAsync(null, SiteOrigin.Of(context), context.RequestAborted);
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{state}\n{request.Path}\n{request.QueryString}")));
        if (_pages.TryGetValue(key, out Page? page))
        {
            Interlocked.Increment(ref _hits);
            foreach (var (name, value) in page!.Headers) context.Response.Headers[name] = value;
            context.Response.ContentLength = page.Body.Length;
            if (HttpMethods.IsGet(request.Method)) await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
            return;
        }

        var output = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = output;
        }

        if (MayKeep(context)) Keep(key, new(Headers(context), body.ToArray()));
        if (body.Length > 0) // else the page of an error may still come
            await output.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }

    public void Dispose() => _pages.Dispose();

    private bool IsForAll(HttpContext context) =>
        _isOn
        && context.GetEndpoint()?.Metadata.GetMetadata<KeptPageAttribute>() is not null
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Request.Headers is { Cookie.Count: 0, Authorization.Count: 0 };

    private static bool MayKeep(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Response.StatusCode == StatusCodes.Status200OK
        && !context.Items.ContainsKey(Passing)
        && context.Response.Headers is { SetCookie.Count: 0 } headers
        && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal);

    private static KeyValuePair<string, string>[] Headers(HttpContext context) =>
    [
        .. context.Response.Headers
            .Where(header => !Own.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())),
    ];

    private void Keep(string key, Page page) => _pages.Set(
        key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + 2_000, AbsoluteExpirationRelativeToNow = Longest });

    private sealed record Page(KeyValuePair<string, string>[] Headers, byte[] Body);
}
