using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace MsoNetwork.Web.Settings;

/// <summary>
/// MSONET_TRUSTED_PROXIES: addresses and networks (10.0.0.0/8) whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody else's are.
/// The host comes from MSONET_PUBLIC_URL and never from a header.
/// </summary>
internal static class TrustedProxies
{
    private static readonly char[] Between = [';', ',', ' '];

    public static void Use(WebApplication site)
    {
        var text = site.Configuration["TRUSTED_PROXIES"] ?? "";
        var named = text.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // as many as are known, one behind the other
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named)
        {
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else
                throw new WrongSettingException(
                    $"MSONET_TRUSTED_PROXIES takes addresses and networks such as 127.0.0.1 or 10.0.0.0/8; \"{one}\" is neither.");
        }

        site.UseForwardedHeaders(options);
    }
}
