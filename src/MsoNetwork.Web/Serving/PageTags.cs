using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// Pages that are the same for everybody may be kept by a proxy for some seconds, and by browsers as long as their tag is confirmed. The
/// tag is of the content alone, so each instance has the same. Whatever sets a cookie, shows a form with a seal, or is somebody's who
/// is signed in, is left alone.
/// </summary>
internal static class PageTags
{
    public static void Use(WebApplication site) => site.Use(next => context =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null && context.User.Identity?.IsAuthenticated != true
            && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            ? RunAsync(context, next) : next(context));

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var (response, sent) = (context.Response, context.Response.Body);
        using var page = new MemoryStream();
        response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = sent;
        }

        if (MayBeKept(response) && IsKnown(context, page.GetBuffer().AsSpan(0, (int)page.Length)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            (response.ContentType, response.ContentLength) = (null, null);
        }
        else if (page.Length > 0)
        {
            page.Position = 0;
            await page.CopyToAsync(sent, context.RequestAborted);
        }
    }

    private static bool MayBeKept(HttpResponse response) =>
        response is { StatusCode: StatusCodes.Status200OK, HasStarted: false }
        && response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
        && response.Headers is { SetCookie.Count: 0, CacheControl.Count: 0 };

    private static bool IsKnown(HttpContext context, ReadOnlySpan<byte> page)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(page).AsSpan(0, 16))}\""; // weak: it may be sent compressed
        var headers = context.Response.Headers;
        headers.ETag = tag;
        // A cookie may be what made the page look as it does.
        headers.CacheControl = context.Request.Cookies.Count > 0 ? "private, no-cache" : "public, max-age=0, s-maxage=10, must-revalidate";
        headers.Append("Vary", "Cookie");
        return EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag);
    }
}
