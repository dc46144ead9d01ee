using System.Net;
using MsoNetwork.Accounts;

namespace MsoNetwork.Web.Admission;

/// <summary>The network that a request comes from, as limits count it.</summary>
internal static class ClientNetwork
{
    /// <summary>The first bytes of its address. On loopback nobody shares a network: each address is somebody.</summary>
    public static byte[] Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? NetworkPrefix.Of(address, ofVersion4: 4, ofVersion6: 16) : NetworkPrefix.Of(context.Connection.RemoteIpAddress);
}
