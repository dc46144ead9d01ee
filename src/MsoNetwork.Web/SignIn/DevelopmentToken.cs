using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// Until there are accounts: whoever knows MSONET_DEV_TOKEN (off unless set) says in X-Actor as whom they ask, organisation:SLUG or
/// centre:KEY. A wrong token refuses no question that needs nobody; what needs somebody says why there is none.
/// </summary>
internal sealed class DevelopmentToken(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IConfiguration configuration
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "DevelopmentToken";
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Read());

    private AuthenticateResult Read()
    {
        if (Request.Headers.Authorization is not { Count: > 0 } header)
            return AuthenticateResult.NoResult();
        if (configuration["DEV_TOKEN"] is not { Length: > 0 } token)
            return AuthenticateResult.Fail("Nobody can sign in here: this server has no development token (MSONET_DEV_TOKEN).");
        var authorization = header.ToString();
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || !IsSame(authorization[Bearer.Length..].Trim(), token))
            return AuthenticateResult.Fail("The token in the Authorization header is not valid.");
        if (ActingFor.Parse(Request.Headers["X-Actor"].ToString()) is not { } body)
            return AuthenticateResult.Fail("The header X-Actor must be organisation:SLUG or centre:KEY.");
        var claims = new ClaimsIdentity([new Claim(ViewerClaims.ActingFor, body.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(claims), Name));
    }

    // Both digests have one length, so the time tells nothing about the token.
    private static bool IsSame(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(token))
        );
}
