using MsoNetwork.Logos;

namespace MsoNetwork.Web.Pages.Entry;

/// <summary>/organisationen/{slug}/logo-{hash}.webp: the picture itself. Another logo has another address.</summary>
internal static class LogoFiles
{
    private const string Address = "/organisationen/{slug}/logo-{hash:length(16)}.webp";

    public static void Map(IEndpointRouteBuilder site) =>
        site.MapGet(Address, async (HttpContext context, FindLogo logos, string slug, string hash) =>
        {
            if (await logos.BytesAsync(slug, hash, context.RequestAborted) is not { } bytes) return Results.NotFound();
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.Bytes(bytes, "image/webp");
        });
}
