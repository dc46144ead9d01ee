using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Profile;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Pages as they were made for the same address and the same state of the registry, for whoever brings no cookie: each request reads the
/// state, so nobody gets what is older than the last commit. Bounded; for a minute, as what a page counts may be cut short by time.
/// Whoever asks for a page that is being made waits for it. All pages pass here, as each is written to memory first for its tag.
/// </summary>
internal sealed class KeptPages(EntityTag tags, ProfileState profiles, IConfiguration settings) : IDisposable
{
    /// <summary>Key of HttpContext.Items: somebody has to see that this one was asked for, or it names a person.</summary>
    public const string Passing = "page.passing";

    private const long Bytes = 32_000_000;

    /// <summary>Most pages are shorter, and more would be a large object.</summary>
    private const int Usual = 80_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = Bytes });
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _making = new(StringComparer.Ordinal);

    // Another engine's answers follow a commit when they like.
    private readonly bool _isOn = settings["SEARCH"]?.Trim() is null or "" or "postgres";

    /// <summary>How many were answered from memory.</summary>
    public long Hits => _hits;

    private long _hits;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!PageTags.Concern(context)) await next(context);
        else if (await KeyAsync(context) is not { } key) await MakeAsync(context, next, null);
        else if (!await SendKeptAsync(key, context)) await MakeOnceAsync(key, context, next);
    }

    public void Dispose() => _pages.Dispose();

    /// <summary>Null for what is not kept. Read before the page is made: then it may be newer than its key, never older.</summary>
    private async Task<string?> KeyAsync(HttpContext context)
    {
        var request = context.Request;
        if (!_isOn || request.Headers is not { Cookie.Count: 0, Authorization.Count: 0 }
            || context.GetEndpoint()?.Metadata.GetMetadata<KeptPageAttribute>() is not { } page)
            return null;
        var state = await tags.OfPagesAsync(SiteOrigin.Of(context), context.RequestAborted);
        var beside = page.OfOrganisation ? await profiles.OfAsync(request.RouteValues["slug"] as string ?? "", context.RequestAborted) : "";
        return Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{state}\n{beside}\n{request.Path}\n{request.QueryString}")));
    }

    private async Task<bool> SendKeptAsync(string key, HttpContext context)
    {
        if (!_pages.TryGetValue(key, out MadePage? page)) return false;
        Interlocked.Increment(ref _hits);
        await page!.SendAsync(context);
        return true;
    }

    // One makes it, and the others wait for it; where it is not kept, each makes their own.
    private async Task MakeOnceAsync(string key, HttpContext context, RequestDelegate next)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var making = _making.GetOrAdd(key, mine);
        if (making != mine)
        {
            await making.Task.WaitAsync(context.RequestAborted);
            if (!await SendKeptAsync(key, context)) await MakeAsync(context, next, key);
            return;
        }

        try
        {
            await MakeAsync(context, next, key, mine);
        }
        finally
        {
            _making.TryRemove(key, out _);
            mine.TrySetResult();
        }
    }

    private async Task MakeAsync(HttpContext context, RequestDelegate next, string? key, TaskCompletionSource? making = null)
    {
        var output = context.Response.Body;
        using var body = new MemoryStream(Usual);
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = output;
        }

        var page = body.GetBuffer().AsMemory(0, (int)body.Length);
        var tag = PageTags.AddTo(context, page.Span);
        if (key is not null && MayKeep(context))
        {
            var kept = MadePage.Of(context.Response, body.ToArray(), tag);
            _pages.Set(key, kept, new MemoryCacheEntryOptions { Size = kept.Size, AbsoluteExpirationRelativeToNow = Longest });
        }

        making?.TrySetResult(); // nobody waits for a slow reader
        await PageTags.SendAsync(context, page, tag);
    }

    private static bool MayKeep(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Response.StatusCode == StatusCodes.Status200OK
        && !context.Items.ContainsKey(Passing)
        && context.Response.Headers is { SetCookie.Count: 0 } headers
        && !headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal);
}
