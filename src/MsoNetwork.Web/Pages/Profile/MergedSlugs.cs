using MsoNetwork.Organisations;
using Npgsql;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>
/// Addresses of an organisation that was merged lead to those of its survivor, in every language: 301 (RFC 9110, 15.4.2). It is looked up
/// only where nothing else was found, so that no other page pays for it.
/// </summary>
internal static class MergedSlugs
{
    private static readonly string[] Before = ["/organisationen/", "/organisations/"];

    public static void Use(IApplicationBuilder site) => site.Use(async (context, next) =>
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        if (response.StatusCode != StatusCodes.Status404NotFound || response.HasStarted) return;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return;
        if (request.RouteValues["slug"] is not string { Length: > 0 and <= 200 } slug || request.Path.Value is not { } path) return;
        if (Array.Find(Before, start => path.Contains(start + slug, StringComparison.Ordinal)) is not { } found) return;
        var database = context.RequestServices.GetRequiredService<NpgsqlDataSource>();
        if (await OrganisationRedirects.SlugAsync(database, slug, context.RequestAborted) is not { } survivor) return;
        var at = path.IndexOf(found + slug, StringComparison.Ordinal) + found.Length;
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        response.Headers.Location =
            $"{request.PathBase}{new PathString(path[..at] + survivor + path[(at + slug.Length)..])}{request.QueryString}";
        // It may be undone: nobody shall remember it for ever.
        response.Headers.CacheControl = "public, max-age=3600";
    });
}
