using GraphQL.Types;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Mutations;

/// <summary>Why a mutation changed nothing, for the form or program that asked.</summary>
/// <param name="Path">Names of arguments and fields down to the wrong one; empty when it is none of them.</param>
/// <param name="Code">The same as in extensions.code.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record UserError(IReadOnlyList<string> Path, ErrorCode Code, string Message)
{
    /// <summary>Whether it stands in a payload: what went wrong on our side is an error of the request, whoever asks.</summary>
    public static bool Takes(NetworkException refusal) => refusal.Code is not (ErrorCode.Unavailable or ErrorCode.Internal);

    /// <summary>What went wrong on our side, where an error of the request would hide what was done before.</summary>
    public static UserError OurSide { get; } =
        new([], ErrorCode.Internal, "Something went wrong on our side, and this was not done. Please try again.");

    /// <summary>All that was wrong.</summary>
    public static IReadOnlyList<UserError> AllOf(NetworkException refusal) => [.. refusal.Others.Prepend(refusal).Select(Of)];

    /// <summary>The same as one refusal.</summary>
    public static NetworkException Refusal(IReadOnlyList<UserError> errors)
    {
        List<NetworkException> all = [.. errors.Select(one => new NetworkException(one.Code, one.Message, one.Argument))];
        return new NetworkException(all[0].Code, all[0].Message, all[0].Argument) { Others = all[1..] };
    }

    private string? Argument => Path.Count == 0 ? null : string.Join('.', Path);

    private static UserError Of(NetworkException one) => new(one.Argument?.Split('.') ?? [], one.Code, one.Message);
}

public sealed class UserErrorType : ObjectGraphType<UserError>
{
    public UserErrorType()
    {
        Name = "UserError";
        Description = "Why a mutation changed nothing.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("path")
            .Description("Names down to the wrong argument, for example [\"input\", \"content\", \"deadline\"]; empty when it is none.")
            .From(error => error.Path);
        Field<NonNullGraphType<ErrorCodeType>>("code").Description("What kind of refusal it is.").From(error => error.Code);
        Field<NonNullGraphType<StringGraphType>>("message").Description("A sentence for people that names what would be right.")
            .From(error => error.Message);
    }
}

public sealed class ErrorCodeType : EnumerationGraphType<ErrorCode>
{
    public ErrorCodeType()
    {
        Name = "ErrorCode";
        Description = "Kinds of errors, the same as in extensions.code.";
        Values["INVALID_INPUT"]!.Description = "An argument is wrong, or does not fit what is stored.";
        Values["UNAUTHENTICATED"]!.Description = "Nobody is known to ask.";
        Values["FORBIDDEN"]!.Description = "It is for others to do.";
        Values["NOT_FOUND"]!.Description = "There is no such thing, or whoever asks may not know of it.";
        Values["CONFLICT"]!.Description = "Somebody else was faster, or it is there already.";
        Values["LIMIT_EXCEEDED"]!.Description = "It is more than is allowed.";
        Values["CURSOR_EXPIRED"]!.Description = "What follows the cursor is not kept any more: start anew (changes).";
        Values["RATE_LIMITED"]!.Description = "Too much was asked in a short time; extensions.resetAt says when it fits again.";
        Values["UNAVAILABLE"]!.Description = "Something that is needed does not answer right now.";
        Values["INTERNAL"]!.Description = "Something went wrong on our side.";
    }
}
