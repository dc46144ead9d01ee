using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using MsoNetwork.Accounts;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// Persons sign in with ASP.NET Core Identity, which gives the cookie; each signing in is a session of ours, which the person may end.
/// Only pages read the cookie: <see cref="ViewerClaims"/>.
/// </summary>
internal static class PersonCookie
{
    /// <summary>The cookie's scheme.</summary>
    public static readonly string Scheme = IdentityConstants.ApplicationScheme;

    /// <summary>The claim that holds the session's id.</summary>
    public const string SessionClaim = "msonet:session";

    public static void AddTo(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("msonet");
        services.AddOptions<KeyManagementOptions>().Configure<NpgsqlDataSource>((keys, database) =>
            keys.XmlRepository = new ProtectionKeys(database));
        services.AddHttpContextAccessor();
        services.AddSingleton<HostCookies>();
        services.AddIdentityCore<Person>().AddSignInManager();
        services.AddScoped<Entrance>();
        // Identity keeps in them for minutes what a passkey answers to, and what an institution said.
        foreach (var (scheme, name) in new[]
            { (IdentityConstants.TwoFactorUserIdScheme, "msonet-passkey"), (IdentityConstants.ExternalScheme, "msonet-institution") })
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<HostCookies>((cookie, cookies) =>
            {
                (cookie.Cookie.Name, cookie.Cookie.HttpOnly, cookie.Cookie.SameSite) = (name, true, SameSiteMode.Lax);
                (cookie.CookieManager, cookie.ExpireTimeSpan) = (cookies, TimeSpan.FromMinutes(10));
            });
        }

        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteOrigin>((passkeys, site) =>
        {
            if (site.Given is { } origin) passkeys.ServerDomain = new Uri(origin).Host;
            passkeys.ResidentKeyRequirement = "required"; // so that nobody is asked for an address
            passkeys.UserVerificationRequirement = "required"; // it is all that proves the person
        });
        services.AddOptions<AntiforgeryOptions>().Configure<SiteOrigin>((forms, site) =>
        {
            var isSecure = site.Given?.StartsWith("https://", StringComparison.Ordinal) == true;
            forms.Cookie.Name = isSecure ? "__Host-msonet-form" : "msonet-form";
            forms.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            forms.Cookie.SameSite = SameSiteMode.Lax; // Strict would leave out the first form after a link from elsewhere
            forms.SuppressXFrameOptionsHeader = true; // all pages have it already
        });
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<HostCookies>((cookie, cookies) =>
        {
            cookie.Cookie.Name = "msonet";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.IsEssential = true;
            cookie.CookieManager = cookies;
            cookie.ExpireTimeSpan = Session.Longest;
            cookie.SlidingExpiration = false;
            cookie.Events = new() { OnSigningIn = BeginAsync, OnValidatePrincipal = CheckAsync, OnSigningOut = EndAsync };
        });
    }

    // Whatever has proven the person (mail, passkey, an institution), the session begins here, with a new id.
    private static async Task BeginAsync(CookieSigningInContext context)
    {
        var person = PersonOf(context.Principal!) ?? throw new InvalidOperationException("Somebody without an id signs in.");
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (SessionOf(context.HttpContext.User) is { } former) await sessions.EndAsync(former, context.HttpContext.RequestAborted);
        var claims = (ClaimsIdentity)context.Principal!.Identity!;
        var isAtInstitution =
            claims.FindFirst(ClaimTypes.AuthenticationMethod)?.Value.StartsWith(Institution.SchemePrefix, StringComparison.Ordinal) == true;
        var session = await sessions.BeginAsync(person, context.Request.Headers.UserAgent.ToString(),
            isAtInstitution ? InstitutionRoles.Valid : Session.Longest, context.HttpContext.RequestAborted);
        claims.AddClaim(new Claim(SessionClaim, session.ToString("N")));
        context.Properties.IsPersistent = true;
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (SessionOf(context.Principal) is { } id && PersonOf(context.Principal!) is { } person
            && await sessions.FindAsync(id, person, context.HttpContext.RequestAborted) is { } session)
        {
            if (session.ActingFor is { } acting)
                ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim(ViewerClaims.ActingFor, acting));
            return;
        }

        context.RejectPrincipal();
    }

    private static Task EndAsync(CookieSigningOutContext context) =>
        SessionOf(context.HttpContext.User) is { } id
            ? context.HttpContext.RequestServices.GetRequiredService<Sessions>().EndAsync(id, CancellationToken.None)
            : Task.CompletedTask;

    public static Guid? SessionOf(ClaimsPrincipal? principal) =>
        Guid.TryParseExact(principal?.FindFirst(SessionClaim)?.Value, "N", out var id) ? id : null;

    public static Guid? PersonOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : null;
}
