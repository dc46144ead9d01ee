using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Serving;

/// <summary>
/// Reads MSONET_URLS, so that what the server could not listen on is told before anything is prepared. deploy/prepare.sh reads it by the
/// same rule.
/// </summary>
internal static partial class ListeningAddresses
{
    private const string Default = "http://localhost:5080";

    public static string[] Of(string? setting)
    {
        var addresses = (string.IsNullOrWhiteSpace(setting) ? Default : setting).Split(
            ';',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (addresses.Length == 0)
            throw Wrong("is empty between its semicolons; it takes");
        foreach (var address in addresses)
            Check(address);
        return addresses;
    }

    /// <summary>Where other machines can reach the server it must know its own name: it believes nobody's Host.</summary>
    public static void NeedPublicUrl(IEnumerable<string> addresses, SiteOrigin site)
    {
        if (site.Given is not null) return;
        var open = addresses.FirstOrDefault(address =>
            !address.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase)
            && !KnownHosts.IsOfThisMachine(Form().Match(address).Groups["host"].Value));
        if (open is not null)
            throw new WrongSettingException(
                $"MSONET_URLS names \"{open}\", where other machines reach it; so MSONET_PUBLIC_URL must say which address the site has, "
                    + "for example https://verzeichnis.example.org.");
    }

    private static void Check(string address)
    {
        if (address.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase)) return;
        if (address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"names \"{address}\", but certificates are the business of a proxy in front of this server; it takes");
        var parts = Form().Match(address);
        if (!parts.Success) throw Wrong($"names \"{address}\"; it takes");
        var (host, port) = (parts.Groups["host"].Value, parts.Groups["port"].Value);
        if (host.StartsWith('[') && !IPAddress.TryParse(host, out _))
            throw Wrong($"names \"{address}\", which is no IPv6 address; it takes");
        if (port.Length > 0 && !ushort.TryParse(port, CultureInfo.InvariantCulture, out _))
            throw Wrong($"names the port {port}, and the highest is 65535; it takes");
        if (port.Length > 0 && port.All(digit => digit == '0') && host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            throw new WrongSettingException($"MSONET_URLS names \"{address}\"; any free port (0) is to be had at 127.0.0.1 or [::1] only.");
    }

    private static WrongSettingException Wrong(string what) =>
        new($"MSONET_URLS {what} http:// addresses without a path, such as {Default}, separated by semicolons.");

    [GeneratedRegex(
        @"^http://(?<host>[^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.%]+\])(:(?<port>[0-9]+))?/?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
