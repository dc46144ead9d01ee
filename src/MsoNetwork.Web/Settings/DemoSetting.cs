using System.Net;
using Npgsql;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// Reads MSONET_DEMO: on serves the demo, in which anybody becomes anybody with one click. So it stays on this machine, and away from
/// whatever is real: another database, no mail server, no search engine that others use (docs/decisions.md, 250).
/// </summary>
internal sealed class DemoSetting(IConfiguration settings)
{
    public bool IsOn { get; } = Read(settings);

    public static bool Of(HttpContext context) => context.RequestServices.GetRequiredService<DemoSetting>().IsOn;

    private static bool Read(IConfiguration settings)
    {
        switch (settings["DEMO"]?.Trim())
        {
            case null or "" or "off": return false;
            case "on": break;
            case var other: throw new WrongSettingException($"MSONET_DEMO is \"{other}\"; it takes on or off.");
        }

        if (new NpgsqlConnectionStringBuilder(settings["DATABASE"]).Database?.EndsWith("_demo", StringComparison.Ordinal) != true)
            throw Wrong("takes only a database whose name ends in _demo, so that it is never the real one; MSONET_DATABASE names another");
        if (settings["SMTP"]?.Trim() is { Length: > 0 })
            throw Wrong("sends no mails, they become files; MSONET_SMTP must not be set with it");
        if (new SiteOrigin(settings).Given is { } origin && !IsLocal(origin))
            throw Wrong("stays on this machine, because everybody in it becomes administrator with one click; "
                + $"MSONET_PUBLIC_URL is {origin}");
        foreach (var address in settings["URLS"]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!IsLocal(address))
                throw Wrong($"listens on this machine only (localhost, 127.0.0.1, [::1]); MSONET_URLS names \"{address}\"");
        }

        if (settings["SEARCH"]?.Trim() is { Length: > 0 } search && !search.Equals("postgres", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"writes into no other search engine; MSONET_SEARCH is \"{search}\"");
        return true;
    }

    private static bool IsLocal(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static WrongSettingException Wrong(string what) => new($"The demo (MSONET_DEMO=on) {what}.");
}
