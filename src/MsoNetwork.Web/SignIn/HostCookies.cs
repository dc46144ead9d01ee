using Microsoft.AspNetCore.Authentication.Cookies;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.SignIn;

/// <summary>
/// Behind TLS, cookies are named __Host-…: no other host and no plain connection can plant one (RFC 6265bis, 4.1.3). Such a name is only
/// taken with Secure, so without TLS, on a developer's machine, they are named without.
/// </summary>
internal sealed class HostCookies(SiteOrigin site) : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, Name(context, key), value, Secured(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, Name(context, key), Secured(context, options));

    private string Name(HttpContext context, string key) => site.IsSecure(context) ? "__Host-" + key : key;

    private CookieOptions Secured(HttpContext context, CookieOptions options)
    {
        options.Secure = site.IsSecure(context);
        return options;
    }
}
