using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// How the pages name themselves in canonical links, site map and shared texts: MSONET_PUBLIC_URL; absent or empty: what the visitor typed.
/// </summary>
internal sealed class SiteOrigin
{
    private readonly string? _given;

    public SiteOrigin(IConfiguration settings)
    {
        if (settings["PUBLIC_URL"]?.Trim() is not { Length: > 0 } text)
            return;
        _given =
            WebAddress.Of(text) is { } address && new Uri(address) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } uri
                ? uri.GetLeftPart(UriPartial.Authority)
                : throw new WrongSettingException(
                    "MSONET_PUBLIC_URL takes scheme and host, without a path, for example https://verzeichnis.example.org."
                );
    }

    /// <summary>Scheme, host and no slash at the end.</summary>
    public static string Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<SiteOrigin>()._given ?? $"{context.Request.Scheme}://{context.Request.Host}";
}
