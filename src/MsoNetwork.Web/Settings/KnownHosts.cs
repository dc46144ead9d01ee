using System.Net;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// Answers are given to those who ask for this site: for the host of MSONET_PUBLIC_URL, those of MSONET_HOSTS (names of it within a
/// network) and this machine's own. Anybody else's name gets 421, and stands in no answer. Probes of /healthz and /readyz may use any.
/// </summary>
internal sealed class KnownHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public KnownHosts(IConfiguration settings, SiteOrigin site)
    {
        if (site.Given is { } given) _names.Add(Bare(new Uri(given).Host));
        foreach (var name in (settings["HOSTS"] ?? "").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Uri.CheckHostName(name) == UriHostNameType.Unknown)
                throw new WrongSettingException(
                    $"MSONET_HOSTS takes names of hosts without scheme and port, separated by semicolons; \"{name}\" is none.");
            _names.Add(Bare(name));
        }
    }

    public static void Use(WebApplication site)
    {
        var hosts = site.Services.GetRequiredService<KnownHosts>();
        site.Use((context, next) => hosts.Knows(context.Request.Host) || IsProbe(context.Request.Path)
            ? next(context) : RefuseAsync(context.Response));
    }

    // With a port that can be none, no address of this site could be made of it.
    private bool Knows(HostString host) => Uri.TryCreate($"http://{host.Value}", UriKind.Absolute, out _) && Knows(host.Host);

    public bool Knows(string host) => IsOfThisMachine(host) || _names.Contains(Bare(host));

    /// <summary>Whether a name reaches nobody but whoever is on this machine.</summary>
    public static bool IsOfThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Bare(host), out var address) && IPAddress.IsLoopback(address));

    private static string Bare(string host) => host.Trim('[', ']');

    private static bool IsProbe(PathString path) => path == "/healthz" || path == "/readyz";

    private static Task RefuseAsync(HttpResponse response)
    {
        (response.StatusCode, response.ContentType) = (StatusCodes.Status421MisdirectedRequest, "text/plain; charset=utf-8");
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync("This server is not the host that was asked for.\n");
    }
}
