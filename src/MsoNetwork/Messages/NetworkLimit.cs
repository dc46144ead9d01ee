using System.Net;
using MsoNetwork.Accounts;

namespace MsoNetwork.Messages;

/// <summary>
/// How many messages, or other things of people without an account, come from one network in an hour. Kept in this process's memory and
/// nowhere else: addresses of visitors are not written down, and a restart forgets them (docs/decisions.md, 204).
/// </summary>
public sealed class NetworkLimit(TimeProvider time, int most = NetworkLimit.Most)
{
    /// <summary>A household, or an office of several people.</summary>
    public const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private Dictionary<string, int> _counts = [];
    private long _begun;

    /// <summary>Counts one more; false when there were too many.</summary>
    public bool Allows(IPAddress? address)
    {
        lock (_lock)
        {
            if (_begun == 0 || time.GetElapsedTime(_begun) >= Window) (_counts, _begun) = ([], time.GetTimestamp());
            var network = Convert.ToHexString(NetworkPrefix.Of(address));
            var count = _counts.GetValueOrDefault(network) + 1;
            _counts[network] = count;
            return count <= most;
        }
    }
}
