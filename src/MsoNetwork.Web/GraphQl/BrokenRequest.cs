using Microsoft.AspNetCore.Antiforgery;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>What Kestrel throws while a body is read that is no HTTP, or ends too early.</summary>
internal static class BrokenRequest
{
    public static readonly Problem Problem = new(ErrorCode.InvalidInput, "The request is not valid HTTP.");

    /// <summary>
    /// Null for what is nobody's fault but ours. A chunk's size beyond 32 bits is an IOException of its own kind; a form that cannot be
    /// decoded or has no boundary is InvalidDataException, of ASP.NET Core and not of files that we read.
    /// </summary>
    public static int? StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
        InvalidDataException { Source: { } from } when from.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) =>
            StatusCodes.Status400BadRequest,
        AntiforgeryValidationException { InnerException: { } read } => StatusOf(read), // its token is read from such a form
        _ => null,
    };
}
