using System.Net;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Time;

namespace MsoNetwork.Accounts;

/// <summary>
/// How many mails somebody can have sent: to one address from one network, to one address at all, and from one network. So nobody floods a
/// mailbox, guesses codes by asking for more of them, or keeps others of other networks from signing in.
/// </summary>
internal sealed class SignInLimits(DbContext context, TimeProvider time)
{
    public const int OfAddressAndNetwork = 5;
    public const int OfNetwork = 60;
    public const int OfAddressInADay = 60;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether one more may be sent; in a transaction, so that many at once are counted one after another.
    /// </summary>
    public async Task<bool> AllowsAsync(string address, byte[] network, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended(encode({network}, 'hex'), 1))", cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({address}, 2))", cancellationToken);
        var (now, requests) = (time.GetUtcNow(), context.Set<SignInRequest>());
        var (latest, window, day) = (now + SignInRequest.Skew, now - Window, now - Day);
        var recent = requests.Where(request => request.CreatedAt <= latest && request.CreatedAt > day);
        var ofAddress = await recent.Where(request => request.NormalizedEmail == address)
            .Select(request => new { Close = request.CreatedAt > window && request.NetworkHash == network }).ToListAsync(cancellationToken);
        var ofNetwork = await recent.CountAsync(request => request.NetworkHash == network && request.CreatedAt > window, cancellationToken);
        return ofAddress.Count(one => one.Close) < OfAddressAndNetwork && ofAddress.Count < OfAddressInADay && ofNetwork < OfNetwork;
    }

    /// <summary>The network of an address of the internet: what one household or office has. Where nobody knows, all are one.</summary>
    public async Task<byte[]> NetworkAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        var day = BerlinDay.Of(time.GetUtcNow());
        var fresh = Secret.HashOf(Secret.New());
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO sign_in_salts (day, salt) VALUES ({day}, {fresh}) ON CONFLICT DO NOTHING", cancellationToken);
        var salt = await context.Set<SignInSalt>().Where(one => one.Day == day).Select(one => one.Salt).SingleAsync(cancellationToken);
        return Secret.HashOf($"{Convert.ToHexString(salt)} {Convert.ToHexString(NetworkPrefix.Of(address))}");
    }
}
