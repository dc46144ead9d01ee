using System.Security.Cryptography;
using System.Text;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// Until there are accounts: whoever knows MSONET_DEV_TOKEN (off unless set) says in X-Actor as whom they ask, organisation:SLUG or
/// centre:KEY. Questions are answered in any case; what needs an actor says why there is none.
/// </summary>
internal static class DevelopmentToken
{
    private const string Scheme = "Bearer ";

    public static Task SignInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization is { Count: > 0 } authorization)
        {
            var current = context.RequestServices.GetRequiredService<CurrentActor>();
            (current.Actor, current.Problem) = Read(
                authorization.ToString(),
                context.Request.Headers["X-Actor"].ToString(),
                context.RequestServices.GetRequiredService<IConfiguration>()["DEV_TOKEN"]
            );
        }

        return next(context);
    }

    private static (Actor Actor, string? Problem) Read(string authorization, string actor, string? token)
    {
        if (string.IsNullOrEmpty(token))
            return (Actor.Nobody, "Nobody can sign in here: this server has no development token (MSONET_DEV_TOKEN).");
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !IsSame(authorization[Scheme.Length..].Trim(), token))
            return (Actor.Nobody, "The token in the Authorization header is not valid.");
        return Actor.Parse(actor) is { } known
            ? (known, null)
            : (Actor.Nobody, "The header X-Actor must be organisation:SLUG or centre:KEY.");
    }

    // Both digests have one length, so the time tells nothing about the token.
    private static bool IsSame(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(token))
        );
}
