using Microsoft.AspNetCore.Authentication;
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

    // The only scheme so far reads headers. One that reads cookies must never be the one that /graphql is signed in with: it answers
    // every origin.
    public static void AddTo(IServiceCollection services) =>
        services
            .AddAuthentication(DevelopmentToken.Name)
            .AddScheme<AuthenticationSchemeOptions, DevelopmentToken>(DevelopmentToken.Name, configureOptions: null);

    public static void Use(WebApplication site)
    {
        site.UseAuthentication();
        site.Use(async (context, next) =>
        {
            // The same answer once more: the middleware above drops it where it is a refusal, and with it the reason.
            var result = await context.AuthenticateAsync();
            if (!result.None) context.RequestServices.GetRequiredService<CurrentViewer>().Identity = Of(result);
            await next(context);
        });
    }

    private static Identity Of(AuthenticateResult result) =>
        new(Accounts.ActingFor.Parse(result.Principal?.FindFirst(ActingFor)?.Value), result.Failure?.Message);
}
