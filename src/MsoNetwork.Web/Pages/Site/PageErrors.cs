using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Web.Pages.Map;
using Npgsql;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>Around all pages: headers that every page has, and a readable page for whatever goes wrong.</summary>
internal sealed partial class PageErrors(ILogger<PageErrors> log, BackgroundMap background)
{
    /// <summary>Key of HttpContext.Items: the database takes no writes, a standby or one that is being looked after.</summary>
    public const string ReadOnly = "error.readonly";

    // No 'unsafe-inline' anywhere; JSON-LD is data, which a policy on scripts does not concern.
    private readonly string _policy =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{background.Policy}; font-src 'self'; connect-src "
            + $"'self'{background.Policy}; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Pages are what browsers ask for, except GraphiQL, which has a policy of its own.</summary>
    public static bool IsForPages(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase) // as routing reads addresses
        && !context.Request.Path.StartsWithSegments("/graphiql", StringComparison.OrdinalIgnoreCase)
        && (
            GraphQl.MediaTypes.PrefersPage(context.Request.Headers.Accept)
            || LanguageOf(context.Request.Path) is not null
        );

    // OPTIONS * has no path at all.
    private static PageLanguage? LanguageOf(PathString path) =>
        path.Value?.Split('/', 3) is [_, var first, ..] ? PageLanguage.Find(first) : null;

    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context);
        var path = context.Request.Path;
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var cause = error is DbUpdateException { InnerException: PostgresException refused } ? refused : error;
            if (cause is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }) context.Items[ReadOnly] = true;
            var status = Status(cause);
            if (status == StatusCodes.Status500InternalServerError) LogUnexpected(error, context.TraceIdentifier);
            context.Response.StatusCode = status;
        }

        if (
            context.Response is { HasStarted: false, StatusCode: >= 400 } response
            && response.ContentLength is null
            && response.ContentType is null
        )
            await ShowAsync(context, path, next);
    }

    private static async Task ShowAsync(HttpContext context, PathString path, RequestDelegate next)
    {
        var status = context.Response.StatusCode;
        var language = LanguageOf(path) ?? LanguageChoice.For(context.Request);
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = $"/{language.Tag}/error/{status}";
        context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Head : HttpMethods.Get;
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        await next(context);
    }

    private static int Status(Exception error) => error switch
    {
        NetworkException { Code: ErrorCode.Unavailable } => StatusCodes.Status503ServiceUnavailable,
        NetworkException { Code: ErrorCode.NotFound } => StatusCodes.Status404NotFound,
        NetworkException { Code: ErrorCode.Forbidden } => StatusCodes.Status403Forbidden,
        NetworkException => StatusCodes.Status400BadRequest,
        _ when GraphQl.BrokenRequest.StatusOf(error) is { } broken => broken,
        PostgresException refused when GraphQl.UnfitText.Is(refused) => StatusCodes.Status400BadRequest,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StatusCodes.Status503ServiceUnavailable,
        PostgresException refused when GraphQl.GoneMeanwhile.Is(refused) => StatusCodes.Status503ServiceUnavailable,
        PostgresException { IsTransient: false } => StatusCodes.Status500InternalServerError,
        NpgsqlException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
    }

    [LoggerMessage(LogLevel.Error, "Page of request {RequestId} failed unexpectedly")]
    private partial void LogUnexpected(Exception error, string requestId);
}
