namespace MsoNetwork.Errors;

/// <summary>The codes of <c>extensions.code</c> in the public contract.</summary>
public enum ErrorCode
{
    InvalidInput,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    LimitExceeded,
    Unavailable,
    Internal,
}

/// <summary>
/// An error that a client may read: its message is written for people and names what would be right.
/// Everything else that is thrown reaches a client only as <see cref="ErrorCode.Internal"/> with a request id.
/// </summary>
public sealed class NetworkException(ErrorCode code, string message, string? argument = null) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    /// <summary>Path of the wrong argument, for example <c>filter.near.radiusKm</c>.</summary>
    public string? Argument { get; } = argument;

    /// <summary>What is allowed at most and what was asked for, where a limit is counted.</summary>
    public (long Most, long Asked)? Limit { get; init; }

    /// <summary>What else was wrong in the same input: see <see cref="InputReader"/>.</summary>
    public IReadOnlyList<NetworkException> Others { get; init; } = [];

    public static NetworkException Invalid(string argument, string message) => new(ErrorCode.InvalidInput, message, argument);

    public static NetworkException Forbidden(string message) => new(ErrorCode.Forbidden, message);

    public static NetworkException NotFound(string argument, string message) => new(ErrorCode.NotFound, message, argument);
}
