using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using MsoNetwork.Errors;
using Npgsql;

namespace MsoNetwork.Web.GraphQl;

/// <summary>An error as a client sees it: a code of the contract, a sentence, the wrong argument; never an exception's own text.</summary>
internal sealed record Problem(ErrorCode Code, string Message, string? Argument = null)
{
    /// <summary>The code that a protocol of others prescribes in the place of ours; null for all others.</summary>
    public string? Protocol { get; init; }

    /// <summary>What other servers call it, which tools look for: beside our code, in <c>extensions.codes</c>.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>What was allowed and what was asked for, where a limit can be told in numbers.</summary>
    public (long Most, long Asked)? Limit { get; init; }

    /// <summary>From when on the same request fits again.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    private const string Specification = "https://spec.graphql.org/September2025/";

    public static Problem Unexpected { get; } = new(ErrorCode.Internal, "Something went wrong on our side. Please tell us the requestId.")
    {
        Ecosystem = "INTERNAL_SERVER_ERROR",
    };

    public static Problem Of(ExecutionError error)
    {
        if (error is TimeoutError)
            return new Problem(
                ErrorCode.LimitExceeded,
                $"The request took longer than {Limits.Request.TotalSeconds} seconds, the limit for a whole request. Ask for less, or in "
                    + "several requests."
            );
        var cause = Causes(error).Select(Known).FirstOrDefault(problem => problem is not null);
        if (cause is not null) return cause;
        // Messages of GraphQL.NET's own errors are about the client's document; what a resolver threw is an UnhandledError.
        return error is UnhandledError
            ? Unexpected
            : new Problem(ErrorCode.InvalidInput, WithoutInsides(error), ArgumentOf(error)) { Ecosystem = EcosystemOf(error) };
    }

    private static string EcosystemOf(ExecutionError error) => error switch
    {
        SyntaxError => "GRAPHQL_PARSE_FAILED",
        NoOperationError or NoOperationNameError or InvalidOperationNameError or InvalidOperationError => "OPERATION_RESOLUTION_FAILURE",
        InvalidVariableError or InvalidLiteralError or InvalidValueError => "BAD_USER_INPUT",
        ValidationError => "GRAPHQL_VALIDATION_FAILED",
        _ => "BAD_USER_INPUT",
    };

    /// <summary>GraphQL.NET puts the text of whatever reading a value threw behind its own.</summary>
    private static string WithoutInsides(ExecutionError error)
    {
        var text = error.InnerException is { Message: { Length: > 0 } inside } cause && !IsOfScalar(cause) && error is not SyntaxError
            ? error.Message.Replace(inside, "The value cannot be read: see the type's description.", StringComparison.Ordinal)
            : error.Message.Replace("http://spec.graphql.org/October2021/", Specification, StringComparison.Ordinal);
        return error.Data[EnumHints.Key] is string hint ? $"{text.TrimEnd('.')}. {hint}" : text;
    }

    // "Unable to convert 'x' literal …": scalars say what they were given and what they take.
    private static bool IsOfScalar(Exception cause) =>
        cause is InvalidOperationException && cause.Message.StartsWith("Unable to convert", StringComparison.Ordinal);

    /// <summary>As in extensions.code.</summary>
    public static string Name(ErrorCode code) => code switch
    {
        ErrorCode.InvalidInput => "INVALID_INPUT",
        ErrorCode.Unauthenticated => "UNAUTHENTICATED",
        ErrorCode.Forbidden => "FORBIDDEN",
        ErrorCode.NotFound => "NOT_FOUND",
        ErrorCode.Conflict => "CONFLICT",
        ErrorCode.CursorExpired => "CURSOR_EXPIRED",
        ErrorCode.LimitExceeded => "LIMIT_EXCEEDED",
        ErrorCode.RateLimited => "RATE_LIMITED",
        ErrorCode.Unavailable => "UNAVAILABLE",
        _ => "INTERNAL",
    };

    /// <summary>What a client may know of an exception; null when nothing.</summary>
    public static Problem? Known(Exception cause) =>
        cause switch
        {
            NetworkException known => new Problem(known.Code, known.Message, known.Argument)
            {
                Ecosystem = known.Code switch
                {
                    ErrorCode.InvalidInput => "BAD_USER_INPUT",
                    ErrorCode.Internal => "INTERNAL_SERVER_ERROR",
                    _ => null,
                },
                Limit = known.Limit,
                ResetAt = known.ResetAt,
            },
            PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new Problem(
                ErrorCode.LimitExceeded,
                $"The question took the database longer than {Limits.Statement.TotalSeconds} seconds, the limit for a statement. Ask for "
                    + "less."
            ),
            PostgresException refused when UnfitText.Is(refused) => new Problem(
                ErrorCode.InvalidInput,
                "A text contains the character U+0000, which no text may contain."
            ),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new Problem(
                ErrorCode.Unavailable,
                "This server is read-only right now: nothing was changed. Please try again later."
            ),
            PostgresException refused when GoneMeanwhile.Is(refused) => new Problem(
                ErrorCode.Unavailable,
                "Somebody whom this is about has just been erased: nothing was changed. Please ask again."
            ),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new Problem(
                ErrorCode.Unavailable,
                "The registry has no room to write right now: nothing was changed. Please try again later."
            ),
            PostgresException { IsTransient: false } => null,
            NpgsqlException => new Problem(ErrorCode.Unavailable, "The registry cannot be reached right now. Please try again shortly."),
            _ => null,
        };

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException) yield return error;
    }

    /// <summary>The variable or argument that a validation error is about, as far as GraphQL.NET tells.</summary>
    private static string? ArgumentOf(ExecutionError error) =>
        error switch
        {
            InvalidVariableError wrong => VariableErrors.PathOf(wrong),
            ValidationError { Nodes: var nodes } => nodes.OfType<GraphQLParser.AST.GraphQLArgument>().FirstOrDefault()?.Name.StringValue,
            _ => null,
        };
}
