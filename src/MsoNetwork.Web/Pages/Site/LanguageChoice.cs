using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// Which language somebody gets who comes without one in the path: the one chosen before, else the browser's, else German.
/// The cookie is set only when somebody chooses in the menu; it holds the tag and nothing else.
/// </summary>
internal static class LanguageChoice
{
    private const string Cookie = "language";

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/", (HttpContext context) =>
        {
            context.Response.Headers.Vary = "Accept-Language, Cookie";
            context.Response.Headers.CacheControl = "private, no-cache";
            return Results.Redirect($"/{For(context.Request).Tag}/");
        });
        site.MapGet("/language/{tag}", Choose);
    }

    public static PageLanguage For(HttpRequest request) =>
        PageLanguage.Find(request.Cookies[Cookie]) ?? Preferred(request) ?? PageLanguage.Default;

    private static PageLanguage? Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return null;
        return wanted
            .OrderByDescending(one => one.Quality ?? 1)
            .Where(one => one.Quality is not 0)
            .Select(one => one.Value.Value!.Split('-')[0].ToLowerInvariant())
            .Select(tag => PageLanguage.Find(tag == "ku" ? "kmr" : tag))
            .FirstOrDefault(found => found is not null);
    }

    private static IResult Choose(HttpContext context, string tag, string? to)
    {
        if (PageLanguage.Find(tag) is not { } language) return Results.NotFound();
        context.Response.Cookies.Append(Cookie, tag, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        context.Response.Headers.CacheControl = "no-store";
        // Only to a page of ours: the path is put behind the language, so that it can never begin a host.
        var below = to is { Length: <= 2000 } && !to.Any(char.IsControl) ? to.TrimStart('/', '\\') : "";
        return Results.LocalRedirect($"~/{language.Tag}/{Escaped(below)}");
    }

    private static string Escaped(string below)
    {
        var question = below.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new PathString("/" + below).ToUriComponent()[1..]
            : new PathString("/" + below[..question]).ToUriComponent()[1..]
                + QueryString.Create(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(below[question..])).ToUriComponent();
    }
}

/// <summary>Lets {language:language} match only languages that the pages speak.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection
    ) => PageLanguage.Find(values[routeKey] as string) is not null;
}
