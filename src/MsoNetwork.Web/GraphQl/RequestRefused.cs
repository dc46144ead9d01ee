using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>A request that is answered with an HTTP status of its own instead of being executed.</summary>
internal sealed class RequestRefused(int status, ErrorCode code, string message, string? argument = null) : Exception(message)
{
    public int Status { get; } = status;

    public Problem Problem { get; } = new(code, message, argument);

    /// <summary>The methods that would be right, for 405.</summary>
    public string? Allow { get; init; }

    /// <summary>How a body may be encoded, for 415.</summary>
    public string? AcceptEncoding { get; init; }

    public static RequestRefused Invalid(string argument, string message) =>
        new(StatusCodes.Status400BadRequest, ErrorCode.InvalidInput, message, argument);
}
