using System.Net;
using System.Security.Cryptography;
using System.Text;
using MsoNetwork.Accounts;
using MsoNetwork.Time;

namespace MsoNetwork.Web.Pages.Mistake;

/// <summary>
/// A mark of the network that a request comes from (IPv4 /24, IPv6 /48), to count by for a day. The salt is in this process's memory
/// alone, so nobody can find the network from the mark (docs/decisions.md, 233).
/// </summary>
internal sealed class NetworkMark(TimeProvider time)
{
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(32);

    public byte[]? Of(IPAddress? address)
    {
        if (address is null) return null;
        var day = Encoding.UTF8.GetBytes($"{time.Today():yyyy-MM-dd}");
        byte[] marked = [.. NetworkPrefix.Of(address), .. day];
        return HMACSHA256.HashData(_salt, marked);
    }
}
