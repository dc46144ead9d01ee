namespace MsoNetwork.Web.Settings;

/// <summary>
/// How the pages name themselves in canonical links, site map, mails and shared texts: MSONET_PUBLIC_URL; absent or empty: what the
/// visitor typed.
/// </summary>
internal sealed class SiteOrigin
{
    private static readonly string[] Kept =
    [
        "localhost", "local", "internal", "home.arpa", "test", "invalid", "example", "example.org", "example.com", "example.net",
    ];

    public SiteOrigin(IConfiguration settings)
    {
        if (settings["PUBLIC_URL"]?.Trim() is not { Length: > 0 } text)
        {
            // Otherwise whoever asks for a mail would choose by the header Host where its links lead, and its secrets.
            if (settings["SMTP"]?.Trim() is { Length: > 0 })
                throw new WrongSettingException(
                    "MSONET_SMTP is set, so MSONET_PUBLIC_URL must say how links in mails begin, for example "
                        + "https://verzeichnis.example.org."
                );
            return;
        }

        Given =
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
                ? uri.GetLeftPart(UriPartial.Authority)
                : throw new WrongSettingException(
                    "MSONET_PUBLIC_URL takes scheme and host, without a path, for example https://verzeichnis.example.org."
                );
    }

    /// <summary>What the setting says: scheme, host and no slash at the end. Null where it says nothing.</summary>
    public string? Given { get; }

    /// <summary>
    /// Whether it is an address of the internet, and none of this machine, of a network of one's own or of those kept for examples and
    /// tests (RFC 2606, RFC 6761).
    /// </summary>
    public bool IsPublic =>
        Given is not null && new Uri(Given) is { HostNameType: UriHostNameType.Dns, Host: var host }
        && host.Contains('.', StringComparison.Ordinal)
        && !Kept.Any(kept => host == kept || host.EndsWith('.' + kept, StringComparison.Ordinal));

    /// <summary>Scheme, host and no slash at the end.</summary>
    public static string Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<SiteOrigin>().Given ?? $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>
    /// What ends TLS before us may not say so; the public address does. Whoever came by TLS once is to come by it for a year.
    /// </summary>
    public static void UseScheme(WebApplication site)
    {
        var isSecure = site.Services.GetRequiredService<SiteOrigin>().Given?.StartsWith("https://", StringComparison.Ordinal) == true;
        site.Use((context, next) =>
        {
            if (isSecure) context.Request.Scheme = "https";
            if (context.Request.IsHttps) context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            return next(context);
        });
    }

    /// <summary>Whether visitors come by TLS, which may end at a proxy before us.</summary>
    public bool IsSecure(HttpContext context) =>
        context.Request.IsHttps || Given?.StartsWith("https://", StringComparison.Ordinal) == true;
}
