using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// Programs sign in with <c>Authorization: Bearer msonet_…</c>, a token that a person made. A personal one may say in X-Actor for which of
/// the person's organisations or centres it acts.
/// </summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokens tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "AccessToken";
    private const string Bearer = "Bearer ";
    private const int Longest = 100;

    /// <summary>Whether a request has such a token, be it good or not.</summary>
    public static bool IsFor(HttpContext context) => Read(context.Request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { } secret) return AuthenticateResult.NoResult();
        var (token, problem) = await tokens.FindAsync(secret, Context.RequestAborted);
        if (token is null) return AuthenticateResult.Fail(problem!);
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, token.PersonId.ToString())];
        claims.Add(new(ViewerClaims.Token, token.Id.ToString("N")));
        if (!token.Writes) claims.Add(new(ViewerClaims.OnlyReads, "true"));
        if (token.OrganisationId is { } organisation) claims.Add(new(ViewerClaims.OnlyFor, organisation.ToString("N")));
        else if (ActingFor.Parse(Request.Headers["X-Actor"].ToString()) is { } body)
            claims.Add(new(ViewerClaims.ActingFor, body.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    private static string? Read(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: <= Longest } header
            && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && header[Bearer.Length..].Trim() is var token && token.StartsWith(AccessToken.Prefix, StringComparison.Ordinal) ? token : null;
}
