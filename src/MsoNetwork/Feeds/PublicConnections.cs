using System.Net;
using System.Net.Sockets;

namespace MsoNetwork.Feeds;

/// <summary>
/// Connects to the public internet and to nowhere else: each address that a name leads to is checked before anything is sent, for redirects
/// too, and the connection goes to that very address (a name that leads elsewhere a moment later changes nothing).
/// </summary>
public static class PublicConnections
{
    /// <summary>A handler that follows no redirect by itself, keeps no cookies and uses no proxy.</summary>
    /// <param name="isAllowed">Which addresses may be connected to; <see cref="PublicAddress.Is"/> but for tests.</param>
    /// <param name="resolve">The addresses that a host's name leads to; the system's resolver but for tests.</param>
    /// <remarks>What is refused throws <see cref="FeedRefusedException"/>, inside an HttpRequestException.</remarks>
    public static SocketsHttpHandler NewHandler(
        Func<IPAddress, bool> isAllowed, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var addresses = await (resolve ?? Dns.GetHostAddressesAsync)(context.DnsEndPoint.Host, cancellationToken);
                if (addresses.Length == 0 || !addresses.All(isAllowed))
                    throw new FeedRefusedException($"{context.DnsEndPoint.Host} is not in the public internet.");
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}
