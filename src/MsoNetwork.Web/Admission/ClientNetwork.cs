using System.Net;
using MsoNetwork.Accounts;
using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.Admission;

/// <summary>The network that a request comes from, as limits count it.</summary>
internal static class ClientNetwork
{
    /// <summary>Its name as a client of limits.</summary>
    public static string KeyOf(HttpContext context) => RatePolicies.Network(Of(context));

    /// <summary>The first bytes of its address. On loopback nobody shares a network: each address is somebody.</summary>
    public static byte[] Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? NetworkPrefix.Of(address, ofVersion4: 4, ofVersion6: 16) : NetworkPrefix.Of(context.Connection.RemoteIpAddress);
}
