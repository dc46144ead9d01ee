using GraphQL;
using GraphQL.Execution;
using Npgsql;

namespace MsoNetwork.Web.GraphQlHttp;

/// <summary>Errors as the contract shapes them: a code, the wrong argument, and never an exception's own text.</summary>
internal sealed class ErrorInfo : ErrorInfoProvider
{
    public override GraphQL.Execution.ErrorInfo GetInfo(ExecutionError executionError)
    {
        var (code, message, argument) = executionError switch
        {
            DocumentError => ("INVALID_INPUT", executionError.Message, null),
            { InnerException: NetworkException known } => (Name(known.Code), known.Message, known.Argument),
            { InnerException: NpgsqlException { IsTransient: true } } => ("UNAVAILABLE", "The registry cannot be reached right now. Please try again shortly.", null),
            { InnerException: null } => ("INVALID_INPUT", executionError.Message, null),
            _ => ("INTERNAL", "Something went wrong on our side.", null),
        };
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (argument is not null) extensions["argument"] = argument;
        return new GraphQL.Execution.ErrorInfo { Message = message, Extensions = extensions };
    }

    private static string Name(ErrorCode code) => code switch
    {
        ErrorCode.InvalidInput => "INVALID_INPUT",
        ErrorCode.NotFound => "NOT_FOUND",
        ErrorCode.LimitExceeded => "LIMIT_EXCEEDED",
        ErrorCode.Unavailable => "UNAVAILABLE",
        ErrorCode.Unauthenticated => "UNAUTHENTICATED",
        ErrorCode.Forbidden => "FORBIDDEN",
        _ => "INTERNAL",
    };
}
