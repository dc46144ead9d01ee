using System.Buffers;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using GraphQlPlans;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.GraphQl;

/// <summary>/graphql by GraphQL over HTTP: which question is asked, what status and headers its answer has.</summary>
internal sealed class GraphQlEndpoint(
    DocumentCache documents, PersistedQueries persisted, GraphQlExecution execution, EntityTag entityTag)
{
    private const string JsonInUtf8 = MediaTypes.Json + "; charset=utf-8";
    private const int LargestSpare = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spareBody;

    public async Task PostAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        await AnswerAsync(context, async mediaType =>
        {
            var request = persisted.Completed(await RequestReader.FromBodyAsync(context.Request));
            await ExecuteAsync(context, mediaType, request, await PrepareAsync(request));
        });
    }

    public Task GetAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept, Accept-Language, Authorization";
        return MediaTypes.PrefersPage(context.Request.Headers.Accept)
            ? GraphiqlPage.SendAsync(context)
            : AnswerAsync(context, async mediaType =>
            {
                var request = persisted.Completed(RequestReader.FromQueryString(context.Request.Query));
                var prepared = await PrepareAsync(request);
                if (prepared.Errors is null && prepared.Operation(request.OperationName) is { Operation: not OperationType.Query })
                    throw new RequestRefused(
                        StatusCodes.Status405MethodNotAllowed,
                        ErrorCode.InvalidInput,
                        "Only queries are answered by GET. Send mutations by POST."
                    )
                    {
                        Allow = "POST",
                    };
                if (await IsKnownAsync(context, prepared, AskedLanguage.Of(request, context.Request)))
                    context.Response.StatusCode = StatusCodes.Status304NotModified;
                else
                    await ExecuteAsync(context, mediaType, request, prepared);
            });
    }

    private async ValueTask<PreparedDocument> PrepareAsync(GraphQlRequest request)
    {
        var prepared = await documents.GetAsync(request.Query!);
        if (prepared.Errors is null) persisted.Keep(request);
        return prepared;
    }

    public static Task OptionsAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD, POST, OPTIONS";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Gives answers without a body of their own, such as 404 and 405 by the router, the shape of all others.</summary>
    public static Task WriteStatusAsync(HttpContext context) =>
        WriteProblemAsync(
            context,
            context.Response.StatusCode,
            MediaTypes.Json,
            context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => new Problem(ErrorCode.NotFound, "Nothing is at this address. The API is at /graphql."),
                StatusCodes.Status405MethodNotAllowed => new Problem(
                    ErrorCode.InvalidInput,
                    $"This address does not answer {context.Request.Method}; the Allow header says what it answers."
                ),
                >= 500 => Problem.Unexpected,
                var status => new Problem(ErrorCode.InvalidInput, $"The request was refused with HTTP status {status}."),
            }
        );

    public static Task WriteProblemAsync(HttpContext context, int status, string mediaType, Problem problem)
    {
        // the rest of the body would stand in the way of the next request
        if (status == StatusCodes.Status413PayloadTooLarge) context.Response.Headers.Connection = "close";
        return WriteAsync(context, status, mediaType, output => ResponseWriter.Write(output, problem, context.TraceIdentifier));
    }

    /// <summary>
    /// Sets the ETag of a valid document's answer. Without a database there is none, and the answer may still be given from memory.
    /// </summary>
    /// <returns>Whether the client already has the answer.</returns>
    private async Task<bool> IsKnownAsync(HttpContext context, PreparedDocument prepared, string? language)
    {
        // What somebody signed in may see is nobody else's: no cache keeps it.
        if (prepared.Errors is not null || context.Request.Headers.Authorization.Count > 0) return false;
        try
        {
            var tag = await entityTag.GetAsync(language, SiteOrigin.Of(context), context.RequestAborted);
            context.Response.Headers.ETag = tag;
            context.Response.Headers.CacheControl = "public, max-age=10, must-revalidate";
            return EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<string, Task> answer)
    {
        var mediaType = MediaTypes.Choose(context.Request.Headers.Accept);
        try
        {
            if (mediaType is null)
                throw new RequestRefused(
                    StatusCodes.Status406NotAcceptable,
                    ErrorCode.InvalidInput,
                    $"Answers are {MediaTypes.GraphQlResponse} or {MediaTypes.Json}; the Accept header allows neither."
                );
            await answer(mediaType);
        }
        catch (RequestRefused refused)
        {
            if (refused.Allow is not null) context.Response.Headers.Allow = refused.Allow;
            if (refused.AcceptEncoding is not null) context.Response.Headers.AcceptEncoding = refused.AcceptEncoding;
            await WriteProblemAsync(context, refused.Status, mediaType ?? MediaTypes.Json, refused.Problem);
        }
        catch (BadHttpRequestException error)
        {
            var problem = error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Problem(ErrorCode.LimitExceeded, $"The body has more than {Limits.BodyBytes} bytes, the limit.")
                : BrokenRequest.Problem;
            await WriteProblemAsync(context, error.StatusCode, mediaType ?? MediaTypes.Json, problem);
        }
    }

    private async Task ExecuteAsync(HttpContext context, string mediaType, GraphQlRequest request, PreparedDocument prepared)
    {
        var language = AskedLanguage.Of(request, context.Request);
        var result = await execution.RunAsync(request with { Language = language }, prepared, context);
        context.Response.Headers.ContentLanguage = language ?? Languages.Default;
        var status = Status(result, mediaType);
        if (result.Errors is { Count: > 0 })
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ETag = default;
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "5";
        var budget = context.RequestServices.GetRequiredService<RequestBudget>();
        // Caches keep what others get too: how much somebody has left stands in answers alone that nobody keeps.
        if (context.Response.Headers.CacheControl == "no-store")
            RateHeaders.Add(context, budget, isRefused: status == StatusCodes.Status429TooManyRequests);
        await WriteAsync(context, status, mediaType, output =>
            ResponseWriter.Write(output, result, result.Executed && status == StatusCodes.Status200OK, context.TraceIdentifier, budget.Cost)
        );
    }

    /// <summary>
    /// 200 for whatever was executed. What was not is 400 in the newer media type and 200 in the older one, whose clients
    /// read errors only then. Where nothing at all could be answered because of us, it is 503 or 500, without data.
    /// </summary>
    private static int Status(ExecutionResult result, string mediaType)
    {
        if (result.Executed && !(IsEmpty(result) && result.Errors?.All(error => Problem.Of(error).Code == ErrorCode.Unavailable) == true))
            return StatusCodes.Status200OK;
        return Problem.Of(result.Errors![0]).Code switch
        {
            ErrorCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
            ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
            ErrorCode.Internal => StatusCodes.Status500InternalServerError,
            _ => mediaType == MediaTypes.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private static bool IsEmpty(ExecutionResult result) => result.Data is null || result.Data switch
    {
        ObjectExecutionNode node => node.SubFields?.All(field => field.Result is null) == true,
        var planned => PlannedData.IsEmpty(planned),
    };

    private static async Task WriteAsync(HttpContext context, int status, string mediaType, Action<IBufferWriter<byte>> write)
    {
        var body = spareBody ?? new ArrayBufferWriter<byte>(16 * 1024);
        spareBody = null;
        write(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType == MediaTypes.Json ? JsonInUtf8 : mediaType + "; charset=utf-8";
        context.Response.ContentLength = body.WrittenCount;
        context.Response.BodyWriter.Write(body.WrittenSpan); // a copy: the buffer is free again
        if (body.Capacity <= LargestSpare)
        {
            body.ResetWrittenCount();
            spareBody = body;
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
