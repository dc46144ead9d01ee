namespace MsoNetwork.Errors;

/// <summary>The codes of <c>extensions.code</c> in the public contract.</summary>
public enum ErrorCode
{
    InvalidInput,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    CursorExpired,
    LimitExceeded,
    RateLimited,
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

    /// <summary>From when on the same request fits again, where it came too soon.</summary>
    public DateTimeOffset? ResetAt { get; init; }

    /// <summary>What pages have a sentence of its own for, where the argument alone does not say what is wrong.</summary>
    public string? Reason { get; init; }

    /// <summary>What else was wrong in the same input: see <see cref="InputReader"/>.</summary>
    public IReadOnlyList<NetworkException> Others { get; init; } = [];

    public static NetworkException Invalid(string argument, string message) => new(ErrorCode.InvalidInput, message, argument);

    /// <summary>More than one input may have: the limit is told in the message and as numbers.</summary>
    /// <param name="argument">Path of the argument; the message calls it by its last name.</param>
    /// <param name="asked">How many came.</param>
    /// <param name="most">How many may come.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    public static NetworkException TooMany(string argument, int asked, int most, string unit = "values") =>
        new(
            ErrorCode.InvalidInput,
            $"{argument[(argument.LastIndexOf('.') + 1)..]} has {asked} {unit}; at most {most} are allowed.",
            argument)
        {
            Limit = (most, asked),
        };

    public static NetworkException Forbidden(string message) => new(ErrorCode.Forbidden, message);

    public static NetworkException NotFound(string argument, string message) => new(ErrorCode.NotFound, message, argument);
}
