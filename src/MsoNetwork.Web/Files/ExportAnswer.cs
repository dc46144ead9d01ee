using Microsoft.Net.Http.Headers;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Files;

/// <summary>What an address asks for, checked.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Open">Reads what it is made of, if that is shared with others; gives what writes it.</param>
internal sealed record AskedExport(string Name, Func<CancellationToken, Task<FileWriter>> Open)
{
    public AskedExport(string name, FileWriter writer)
        : this(name, _ => Task.FromResult(writer)) { }
}

/// <summary>
/// Answers with a file of the current state of the registry: whole, or a range of its bytes (RFC 9110, 14), with its length and a strong
/// ETag, so that a download that broke off goes on where it ended. What cannot be asked is 400, what cannot be made right now 503.
/// </summary>
internal sealed class ExportAnswer(EntityTag tags, KeptExports exports)
{
    private const string RetryAfter = "10"; // seconds

    public Task WriteAsync(HttpContext context, string mediaType, Func<Task<AskedExport>> prepare) => InWordsAsync(context, async () =>
    {
        var state = await tags.OfFilesAsync(context.RequestAborted);
        var asked = await prepare();
        var key = Key(context);
        var budget = context.RequestServices.GetRequiredService<RequestBudget>();
        if (exports.Find(state, key) is not { } found)
        {
            if (budget.Spend(RequestWeight.ToMakeFile) is { } tooMuch) throw tooMuch;
            found = await exports.MakeAsync(state, key, asked.Open, context.RequestAborted);
        }

        if (IsSent(context.Request, found.File) && budget.Spend(RequestWeight.ToSendFile(found.File.Bytes)) is { } tooLarge)
        {
            await found.Content.DisposeAsync();
            throw tooLarge;
        }

        var headers = context.Response.Headers;
        headers.CacheControl = found.File.IsFinal ? "public, max-age=10, must-revalidate" : "no-store";
        headers.ContentDisposition = $"attachment; filename=\"{asked.Name}\"";
        await TypedResults.Stream(
            found.Content,
            mediaType == MediaTypes.Workbook ? mediaType : mediaType + "; charset=utf-8",
            entityTag: new EntityTagHeaderValue(found.File.Tag),
            enableRangeProcessing: true
        ).ExecuteAsync(context);
    });

    private static bool IsSent(HttpRequest request, KeptExport file) =>
        !HttpMethods.IsHead(request.Method) && !EntityTag.Matches(request.Headers.IfNoneMatch, file.Tag);

    /// <summary>Answers; what went wrong before the answer began is told as JSON, as far as it is anybody's business.</summary>
    public static async Task InWordsAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception error) when (!context.Response.HasStarted && Problem.Known(error) is not null)
        {
            var problem = Problem.Known(error)!;
            // What the database cannot give is not the question's fault.
            if (error is not NetworkException) problem = problem with { Code = ErrorCode.Unavailable };
            var headers = context.Response.Headers;
            foreach (var header in (string[])[HeaderNames.ContentDisposition, HeaderNames.ETag, HeaderNames.CacheControl])
                headers.Remove(header);
            var status = problem.Code switch
            {
                ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
                ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
                _ => StatusCodes.Status400BadRequest,
            };
            if (status != StatusCodes.Status400BadRequest) headers.CacheControl = "no-store";
            if (problem.Code == ErrorCode.RateLimited)
                RateHeaders.Add(context, context.RequestServices.GetRequiredService<RequestBudget>(), isRefused: true);
            else if (problem.Code == ErrorCode.Unavailable)
                headers.RetryAfter = RetryAfter;
            await GraphQlEndpoint.WriteProblemAsync(context, status, MediaTypes.Json, problem);
        }
    }

    // Pictures name the site's address.
    private static string Key(HttpContext context) => string.Join('\n', context.Request.Query
        .OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{one.Key}={one.Value}")
        .Prepend(context.Request.Path.Value)
        .Append(SiteOrigin.Of(context)));
}
