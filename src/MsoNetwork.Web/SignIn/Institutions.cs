using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.SignIn;

/// <summary>All institutions of the settings. State, nonce and PKCE are the framework's.</summary>
internal sealed partial class Institutions
{
    private readonly Dictionary<string, Institution> _all;

    private Institutions(IConfiguration settings)
    {
        _all = settings.AsEnumerable().Select(pair => (Match: Setting().Match(pair.Key), pair.Value)).Where(pair => pair.Match.Success)
            .GroupBy(pair => pair.Match.Groups[1].Value.ToLowerInvariant(), pair => (Name: pair.Match.Groups[2].Value, pair.Value))
            .ToDictionary(group => group.Key,
                group => new Institution(group.Key, group.ToDictionary(one => one.Name, one => one.Value ?? "")).Checked());
        var twice = _all.Values.SelectMany(one => one.Domains).GroupBy(domain => domain).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new WrongSettingException($"Two of MSONET_OIDC_…_DOMAINS have {twice.Key}. A domain signs in at one place.");
    }

    public Institution? Find(string name) => _all.GetValueOrDefault(name);

    /// <summary>Where whoever has the address signs in; null: by mail.</summary>
    public Institution? Of(string email) =>
        _all.Values.FirstOrDefault(one => one.Domains.Contains(email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant()));

    public static void AddTo(WebApplicationBuilder builder)
    {
        var institutions = new Institutions(builder.Configuration);
        var isSecure = new SiteOrigin(builder.Configuration).Given?.StartsWith("https://", StringComparison.Ordinal) == true;
        builder.Services.AddSingleton(institutions);
        foreach (var one in institutions._all.Values)
            builder.Services.AddAuthentication().AddOpenIdConnect(one.Scheme, one.Label, oidc => Configure(oidc, one, isSecure));
    }

    private static void Configure(OpenIdConnectOptions oidc, Institution one, bool isSecure)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (one.Authority, one.Settings["CLIENT_ID"], one.Settings["CLIENT_SECRET"]);
        oidc.RequireHttpsMetadata = !new Uri(one.Authority).IsLoopback;
        (oidc.CallbackPath, oidc.SignInScheme) = (one.Callback, IdentityConstants.ExternalScheme);
        (oidc.ResponseType, oidc.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        (oidc.UsePkce, oidc.MapInboundClaims, oidc.GetClaimsFromUserInfoEndpoint) = (true, false, true);
        oidc.Scope.Add("email");
        string?[] claims = ["email", "email_verified", one.Optional("CENTRE_CLAIM"), one.Optional("ROLE_CLAIM")];
        foreach (var claim in claims.OfType<string>().Distinct())
            oidc.ClaimActions.MapJsonKey(claim, claim);
        // The answer comes by GET, so Lax is enough, and the path is the whole site's, as __Host- wants it.
        foreach (var (cookie, name) in new[] { (oidc.CorrelationCookie, "msonet-oidc."), (oidc.NonceCookie, "msonet-oidc-nonce.") })
        {
            (cookie.Name, cookie.Path, cookie.SameSite) = (isSecure ? "__Host-" + name : name, "/", SameSiteMode.Lax);
            (cookie.HttpOnly, cookie.SecurePolicy) = (true, isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        }

        oidc.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = SiteOrigin.Of(context.HttpContext) + one.Callback; // as the world sees it
            return Task.CompletedTask;
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect($"/de/anmelden/haus/{one.Name}?fehler");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    [GeneratedRegex("^OIDC_([A-Z0-9]+)_([A-Z_]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();
}
