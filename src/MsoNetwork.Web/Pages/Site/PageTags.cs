using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.RazorPages;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Pages that are the same for everybody may be kept by a proxy for some seconds, and by browsers as long as their tag is confirmed. The
/// tag is of the content alone, so each instance has the same. Whatever sets a cookie, shows a form with a seal, or is somebody's who
/// is signed in, is left alone.
/// </summary>
internal static class PageTags
{
    /// <summary>Whether an answer to this may have one.</summary>
    public static bool Concern(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null && context.User.Identity?.IsAuthenticated != true
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    /// <summary>Adds its headers to a page that was made; null where it may have none.</summary>
    public static string? AddTo(HttpContext context, ReadOnlySpan<byte> page)
    {
        if (!MayBeKept(context.Response)) return null;
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(page).AsSpan(0, 16))}\""; // weak: it may be sent compressed
        var headers = context.Response.Headers;
        headers.ETag = tag;
        // A cookie may be what made the page look as it does.
        headers.CacheControl = context.Request.Cookies.Count > 0 ? "private, no-cache" : "public, max-age=0, s-maxage=10, must-revalidate";
        headers.Append("Vary", "Cookie");
        return tag;
    }

    /// <summary>Sends a page, or says that whoever asks has it.</summary>
    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> page, string? tag)
    {
        var response = context.Response;
        if (tag is not null && EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            (response.ContentType, response.ContentLength) = (null, null);
            response.Headers.ContentEncoding = default;
        }
        else if (page.Length > 0) // else the page of an error may still come
        {
            response.ContentLength = page.Length; // else its end would be sent by itself, and could be missing
            await response.Body.WriteAsync(page, context.RequestAborted);
        }
    }

    private static bool MayBeKept(HttpResponse response) =>
        response is { StatusCode: StatusCodes.Status200OK, HasStarted: false }
        && response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
        && response.Headers is { SetCookie.Count: 0, CacheControl.Count: 0 };
}
