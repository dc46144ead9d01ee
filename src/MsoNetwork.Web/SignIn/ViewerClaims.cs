using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// How requests are signed in. The schemes check credentials and say in claims whom they name; here, and nowhere else, claims become the
/// identity whose viewer the rooms ask for.
/// </summary>
internal static class ViewerClaims
{
    /// <summary>The claim that holds an organisation or a centre by its name.</summary>
    public const string ActingFor = "msonet:acting-for";

    /// <summary>The claim of a token that may only look.</summary>
    public const string OnlyReads = "msonet:only-reads";

    /// <summary>The claim that holds the id of the token.</summary>
    public const string Token = "msonet:token";

    /// <summary>The claim of a token that is for one organisation: its id.</summary>
    public const string OnlyFor = "msonet:only-for";

    /// <summary>Chooses the scheme by what is asked for.</summary>
    private const string Chosen = "Chosen";

    // The cookie is read for pages alone: the API answers every origin, so it must never act on what a browser sends by itself.
    /// <param name="services">The site's services.</param>
    /// <param name="isForPeople">Whether a request is for a page.</param>
    public static void AddTo(IServiceCollection services, Func<HttpContext, bool> isForPeople)
    {
        services
            .AddAuthentication(Chosen)
            .AddPolicyScheme(Chosen, displayName: null, policy =>
                policy.ForwardDefaultSelector = context => isForPeople(context) ? PersonCookie.Scheme
                    : AccessTokenHandler.IsFor(context) ? AccessTokenHandler.Name : DevelopmentToken.Name)
            .AddScheme<AuthenticationSchemeOptions, DevelopmentToken>(DevelopmentToken.Name, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Name, configureOptions: null)
            .AddCookie(PersonCookie.Scheme)
            .AddCookie(IdentityConstants.ExternalScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme);
        PersonCookie.AddTo(services);
    }

    public static void Use(WebApplication site, Func<HttpContext, bool> isForPeople) =>
        site.UseWhen(context => MayHaveCredentials(context.Request), some =>
        {
            some.UseAuthentication();
            some.Use(async (context, next) =>
            {
                // The same answer once more: the middleware above drops it where it is a refusal, and with it the reason.
                var result = await context.AuthenticateAsync();
                var forPeople = isForPeople(context);
                if (!result.None) context.RequestServices.GetRequiredService<CurrentViewer>().Identity = Of(result, forPeople);
                if (result.Succeeded && forPeople) context.Response.Headers.CacheControl = "private, no-cache, no-store";
                await next(context);
            });
        });

    // Most that the API is asked has none: it passes by. An institution sends its people back without a cookie of theirs, at times.
    private static bool MayHaveCredentials(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.Cookie.Count > 0
        || !request.Path.StartsWithSegments("/graphql", StringComparison.OrdinalIgnoreCase);

    // A cookie that is worth nothing any more is no reason to complain to whoever only looks.
    private static Identity Of(AuthenticateResult result, bool forPeople) =>
        new(
            Accounts.ActingFor.Parse(result.Principal?.FindFirst(ActingFor)?.Value),
            forPeople ? null : result.Failure?.Message
        )
        {
            Person = result.Principal is { } principal ? PersonCookie.PersonOf(principal) : null,
            OnlyFor = Guid.TryParseExact(result.Principal?.FindFirst(OnlyFor)?.Value, "N", out var only) ? only : null,
            OnlyReads = result.Principal?.HasClaim(claim => claim.Type == OnlyReads) == true,
        };
}
