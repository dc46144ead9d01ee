using Microsoft.AspNetCore.Http.Features;
using MsoNetwork.Errors;
using MsoNetwork.Logos;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Files;

/// <summary>
/// PUT /organisations/{slug}/logo: a program with a token sends the picture itself, as GraphQL has no files and a request of it is smaller
/// than a picture may be (docs/decisions.md, 313). Setting the same picture twice is setting it once.
/// </summary>
internal static class LogoUpload
{
    public static void Map(IEndpointRouteBuilder site) => site.MapPut("/organisations/{slug}/logo", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context, ChangeLogo change, FindLogo logos, CurrentViewer current, string slug)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            // A browser's cookie must never do this by itself.
            if (PageErrors.IsForPages(context)) throw NetworkException.Invalid("Accept", "This address answers with JSON only.");
            await current.RequiredAsync(context.RequestAborted);
            if (current.Identity.OnlyReads) throw NetworkException.Forbidden("This token only reads.");
            if (await change.SetAsync(slug, await ReadAsync(context), context.RequestAborted) is { } problem) throw Refusal(problem);
            await context.Response.WriteAsJsonAsync(new { logo = await ShownAsync(context, logos, slug) }, context.RequestAborted);
        }
        catch (NetworkException refusal)
        {
            await GraphQlEndpoint.WriteProblemAsync(
                context, StatusOf(refusal), MediaTypes.Json, new Problem(refusal.Code, refusal.Message, refusal.Argument));
        }
    }

    private static async Task<object?> ShownAsync(HttpContext context, FindLogo logos, string slug)
    {
        var entry = await context.RequestServices.GetRequiredService<OrganisationLoaders>().BySlug.Load(slug, found => found)
            .GetResultAsync(context.RequestAborted);
        var logo = entry is null ? null : (await logos.OfAsync([entry.Id], context.RequestAborted)).GetValueOrDefault(entry.Id);
        return logo is null ? null : new { url = logo.Path, width = logo.Width, height = logo.Height };
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        // One byte more is enough to say that it is too many.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
            most.MaxRequestBodySize = ChangeLogo.MostBytes + 1;
        if (context.Request.ContentLength > ChangeLogo.MostBytes) throw Refusal(LogoProblem.TooManyBytes);
        using var bytes = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw Refusal(LogoProblem.TooManyBytes);
        }

        return bytes.ToArray();
    }

    private static NetworkException Refusal(LogoProblem problem) => problem switch
    {
        LogoProblem.TooManyBytes or LogoProblem.TooManyPixels => new NetworkException(
            ErrorCode.LimitExceeded, "A logo has at most two megabytes and 24 million pixels."),
        LogoProblem.Svg => NetworkException.Invalid("body", "SVG is not taken: send a PNG, JPEG or WebP."),
        LogoProblem.TooSmall => NetworkException.Invalid("body", "The picture is too small to see anything."),
        _ => NetworkException.Invalid("body", "This is no PNG, JPEG or WebP, or it ends before its picture does."),
    };

    private static int StatusOf(NetworkException refusal) => refusal.Code switch
    {
        ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.LimitExceeded => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status400BadRequest,
    };
}
