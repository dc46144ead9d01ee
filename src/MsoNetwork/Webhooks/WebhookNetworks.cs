using System.Net;
using System.Net.Sockets;
using MsoNetwork.Errors;
using MsoNetwork.Feeds;

namespace MsoNetwork.Webhooks;

/// <summary>
/// Where webhooks may lead: the public internet by https on port 443, and networks that the operator names, by http too and on any port.
/// </summary>
/// <param name="Own">The operator's networks; usually none.</param>
public sealed record WebhookNetworks(IReadOnlyList<IPNetwork> Own)
{
    public const int LongestUrl = 2_000;

    private static readonly TimeSpan LongestLookup = TimeSpan.FromSeconds(5);

    /// <summary>The message of a host that cannot be told from one that is not to be reached.</summary>
    public const string Unknown = "The host is unknown, or it is not in the public internet.";

    /// <summary>Whether an address is in one of the operator's networks.</summary>
    public bool IsOwn(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Own.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    public bool IsAllowed(IPAddress address) => PublicAddress.Is(address) || IsOwn(address);

    /// <summary>Whether only the operator's networks may be reached in this way.</summary>
    public static bool IsForOwnOnly(Uri url) => url is not { Scheme: "https", Port: 443 };

    /// <summary>An address as it is kept. What its name leads to is looked up here, and again for each connection.</summary>
    /// <exception cref="NetworkException">INVALID_INPUT of "url".</exception>
    public async Task<Uri> ReadAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length > LongestUrl) throw Wrong($"An address has at most {LongestUrl} characters.");
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            throw Wrong("This is no address with https.");
        if (url.UserInfo.Length > 0) throw Wrong("An address holds no user and no password.");
        if (url.Fragment.Length > 0) throw Wrong("An address holds no fragment (#…).");
        if (IsForOwnOnly(url) && Own.Count == 0) throw Wrong("The address begins with https, and its port is 443.");
        var found = await LookUpAsync(url, cancellationToken);
        if (found.Length > 0 && found.All(IsOwn)) return url;
        if (found.Length == 0 || !found.All(IsAllowed)) throw Wrong(Unknown);
        return IsForOwnOnly(url) ? throw Wrong("The address begins with https, and its port is 443.") : url;
    }

    private static async Task<IPAddress[]> LookUpAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(url.IdnHost, cancellationToken).WaitAsync(LongestLookup, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or TimeoutException or ArgumentException)
        {
            return [];
        }
    }

    private static NetworkException Wrong(string message) => NetworkException.Invalid("url", message);
}
