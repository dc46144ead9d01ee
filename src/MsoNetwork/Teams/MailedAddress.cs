using System.Reflection;
using MsoNetwork.Mail;

namespace MsoNetwork.Teams;

/// <summary>What a mail address says of who reads it.</summary>
internal static class MailedAddress
{
    private static readonly HashSet<string> FreeMail = Domains();

    // Everybody may have pages there; an address at these domains is the provider's.
    private static readonly string[] SharedSites =
    [
        "facebook.com", "instagram.com", "youtube.com", "tiktok.com", "x.com", "twitter.com", "linktr.ee", "google.com", "jimdo.com",
        "jimdofree.com", "jimdosite.com", "wordpress.com", "wixsite.com", "wix.com", "blogspot.com", "weebly.com", "webnode.com",
        "webnode.page", "site123.me", "github.io", "t.me", "whatsapp.com", "linkedin.com", "vereine.de", "beepworld.de", "npage.de",
    ];

    /// <summary>The address in small letters; null for what is none.</summary>
    public static string? Read(string? typed) =>
        MailAddress.Read(typed?.Trim() ?? "")?.ToLowerInvariant();

    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    public static bool IsFreeMail(string domain) => FreeMail.Contains(domain);

    /// <summary>
    /// The domain whose addresses prove who keeps the website: its host, if all of the host is one organisation's. Null for pages that
    /// somebody has at a provider, a town or an umbrella body.
    /// </summary>
    public static string? ProvingDomain(string? website)
    {
        if (!Uri.TryCreate(website, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) return null;
        var path = address.AbsolutePath.Trim('/').ToLowerInvariant();
        if (path is not ("" or "index.html" or "index.php" or "home" or "start") && path.Length > 2) return null;
        var host = address.Host.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        var shared = IsFreeMail(host)
            || Array.Exists(SharedSites, site => host == site || host.EndsWith("." + site, StringComparison.Ordinal));
        return shared || !host.Contains('.', StringComparison.Ordinal) ? null : host;
    }

    private static HashSet<string> Domains()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Teams/free-mail.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#').ToHashSet(StringComparer.Ordinal);
    }
}
