using System.Net;

namespace MsoNetwork.Accounts;

/// <summary>The network that an address is of, as far as limits count: nobody's own address is written down or counted by.</summary>
public static class NetworkPrefix
{
    /// <summary>The first bytes of the address; none where it is not known.</summary>
    /// <param name="address">IPv4 in the form of IPv6 counts as IPv4.</param>
    /// <param name="ofVersion4">Bytes of IPv4: what a household or an office has is a /24.</param>
    /// <param name="ofVersion6">Bytes of IPv6: the same there is a /48.</param>
    public static byte[] Of(IPAddress? address, int ofVersion4 = 3, int ofVersion6 = 6)
    {
        if (address is null) return [];
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes[..(bytes.Length == 4 ? ofVersion4 : ofVersion6)];
    }
}
