using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using MsoNetwork.Accounts;
using MsoNetwork.Text;
using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.OrganisationSearch;

/// <summary>
/// Counts searches that found nothing, without personal data: a text is written only when a third requester has asked for it within a week.
/// Until then there are keyed hashes: of the text, and 16 bits of one of the address, so that each stands for thousands of addresses.
/// The key is random and forgotten after its week. See docs/decisions.md, 44.
/// </summary>
public sealed class MissedSearches(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Where the host puts the requester's address in GraphQL's user context.</summary>
    public const string Requester = "requester";

    /// <summary>So many different requesters must have asked.</summary>
    public const int Requesters = 3;

    /// <summary>Characters; a longer text is no word that somebody misses.</summary>
    public const int Longest = 100;

    // Beyond that they are dropped: the count is a hint, not a bill.
    private const int Most = 200;

    private readonly Channel<Missed> _waiting = Channel.CreateUnbounded<Missed>(new UnboundedChannelOptions { SingleReader = true });

    private (DateOnly Period, byte[] Salt)? _salt;
    private int _unwritten;

    /// <summary>Noted and not written yet.</summary>
    internal int Waiting => Volatile.Read(ref _unwritten);

    /// <summary>Notes a search without result. Returns at once, whatever happens to the note.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="requester">The requester's address; null when unknown: then all such are one. Not kept.</param>
    public void Record(string text, IPAddress? requester)
    {
        var typed = Clean(text);
        var folded = Folding.MatchKey(typed);
        if (folded.Length is > 2 and <= Longest && typed.Length <= Longest && !LooksPersonal(typed) && Waiting < Most)
        {
            Interlocked.Increment(ref _unwritten);
            _waiting.Writer.TryWrite(new Missed(folded, typed, Network(requester)));
        }
    }

    /// <summary>Writes what is noted until the token ends it. Throws when the database is away; what was in hand is lost then.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await foreach (var missed in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WriteAsync(missed, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _unwritten);
            }
        }
    }

    private async Task WriteAsync(Missed missed, CancellationToken cancellationToken)
    {
        var today = time.Today();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var marks = new MissedSearchMarks(connection, today);
        if (!await marks.CountKnownAsync(missed.Folded, missed.Typed, cancellationToken))
        {
            if (_salt?.Period != marks.Period) _salt = (marks.Period, await marks.SaltAsync(cancellationToken));
            var searched = HMACSHA256.HashData(_salt.Value.Salt, Encoding.UTF8.GetBytes(missed.Folded))[..16];
            // With the text in it: the same requester has another mark at each text.
            var requester = BitConverter.ToInt16(HMACSHA256.HashData(_salt.Value.Salt, (byte[])[.. searched, .. missed.Network]));
            await marks.MarkAsync(searched, requester, missed, Requesters, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static string Clean(string text)
    {
        // those that turn a terminal's line round
        var letters = text.Take(5 * Longest).Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format);
        var words = string.Concat(letters.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter))
            .ToLower(CultureInfo.InvariantCulture).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }

    // Addresses of mail and numbers of telephones: nobody needs them as synonyms.
    private static bool LooksPersonal(string text) => text.Contains('@', StringComparison.Ordinal) || text.Count(char.IsDigit) > 5;

    // A household has 2^64 addresses of version 6 and more.
    private static byte[] Network(IPAddress? address) => NetworkPrefix.Of(address, ofVersion4: 4, ofVersion6: 8);
}
