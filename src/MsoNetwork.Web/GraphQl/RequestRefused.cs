using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>A request that is answered with an HTTP status of its own instead of being executed.</summary>
internal sealed class RequestRefused(int status, Problem problem) : Exception(problem.Message)
{
    public RequestRefused(int status, ErrorCode code, string message, string? argument = null)
        : this(status, new Problem(code, message, argument) { Ecosystem = "BAD_REQUEST" })
    {
    }

    public int Status { get; } = status;

    public Problem Problem { get; } = problem;

    /// <summary>The methods that would be right, for 405.</summary>
    public string? Allow { get; init; }

    /// <summary>How a body may be encoded, for 415.</summary>
    public string? AcceptEncoding { get; init; }

    public static RequestRefused Invalid(string argument, string message) =>
        new(StatusCodes.Status400BadRequest, ErrorCode.InvalidInput, message, argument);
}
