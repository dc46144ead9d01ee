using System.Net;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Mail;
using MsoNetwork.Messages;
using MsoNetwork.Permissions;

namespace MsoNetwork.Digests;

/// <summary>A search as somebody asks to be told of it.</summary>
/// <param name="Subject">What it looks for.</param>
/// <param name="Query">As the page of the list has it.</param>
/// <param name="Rhythm">How often.</param>
/// <param name="Language">Of the mails: a language of the pages.</param>
public sealed record SearchToSave(SearchSubject Subject, string Query, DigestRhythm Rhythm, string Language);

/// <summary>
/// Keeps a search: for a person at once, for an address when whoever reads it has confirmed it (double opt-in). What it finds already is
/// not told.
/// </summary>
public sealed class SaveSearch(
    DbContext context, CurrentViewer current, DigestSources sources, MailQueue mails, NetworkLimit network, TimeProvider time)
{
    /// <summary>Of a person or an address.</summary>
    public const int Most = 50;

    /// <summary>
    /// So many searches may wait for an address at once: what people get at most who are typed by others, each once a day.
    /// </summary>
    public const int MostUnconfirmed = 3;

    /// <summary>The same search is asked to be confirmed again after it.</summary>
    private static readonly TimeSpan AskedAgain = TimeSpan.FromDays(1);

    /// <summary>Keeps it for the person who asks; the same search again gets the new rhythm.</summary>
    /// <exception cref="NetworkException">
    /// UNAUTHENTICATED, FORBIDDEN for programs, INVALID_INPUT for what the list's page would not understand, LIMIT_EXCEEDED.
    /// </exception>
    public async Task<SavedSearch> ForPersonAsync(SearchToSave asked, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var (read, told) = await ReadAsync(asked, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await TakeTurnAsync(person.ToString(), cancellationToken);
        var own = context.Set<SavedSearch>().Where(one => one.PersonId == person);
        var kept = await own.FirstOrDefaultAsync(one => one.Subject == asked.Subject && one.Query == read.Query, cancellationToken);
        if (kept is null)
        {
            if (await own.CountAsync(cancellationToken) >= Most) throw TooMany();
            kept = New(asked, read, told, person, null);
            kept.ConfirmedAt = kept.CreatedAt;
            context.Add(kept);
        }

        (kept.Name, kept.Language, kept.IsPaused) = (read.Name, asked.Language, false);
        if (kept.Rhythm != asked.Rhythm)
            (kept.Rhythm, kept.DueAt) = (asked.Rhythm, DigestTimes.Next(asked.Rhythm, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return kept;
    }

    /// <summary>
    /// Asks whoever reads the address to confirm. It ends in the same way whether the address is known, has the search already, or has
    /// been asked too often: nobody learns anything of it.
    /// </summary>
    /// <param name="asked">The search.</param>
    /// <param name="typed">The address.</param>
    /// <param name="from">Whence it is asked.</param>
    /// <param name="confirm">The whole address of the page that confirms, for a key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NetworkException">
    /// INVALID_INPUT of "address" or "query", LIMIT_EXCEEDED for a network that asks too much.
    /// </exception>
    public async Task ForAddressAsync(
        SearchToSave asked, string? typed, IPAddress? from, Func<string, Uri> confirm, CancellationToken cancellationToken)
    {
        if (MailAddress.Read(typed) is not { } address) throw NetworkException.Invalid("address", "This is no mail address.");
        var (read, told) = await ReadAsync(asked, cancellationToken);
        if (!network.Allows(from)) throw TooMany();
        var (key, now) = (MailAddress.Key(address), time.GetUtcNow());
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await TakeTurnAsync(key, cancellationToken);
        var own = await context.Set<SavedSearch>().Where(one => one.AddressKey == key).ToListAsync(cancellationToken);
        var kept = own.Find(one => one.Subject == asked.Subject && one.Query == read.Query);
        if (kept is { ConfirmedAt: not null } || kept?.AskedAt > now - AskedAgain) return;
        if (own.Count(one => one != kept && IsAsked(one)) >= MostUnconfirmed || (kept is null && own.Count >= Most)) return;
        if (kept is null) context.Add(kept = New(asked, read, told, null, address));
        (kept.Rhythm, kept.AskedAt) = (asked.Rhythm, now);
        mails.Add(context, new MailDraft(address, "search-confirm", asked.Language, new Dictionary<string, object?>
        {
            ["about"] = read.Name,
            ["link"] = confirm(kept.Key),
        })
        {
            Purpose = MailPurpose.Confirmation,
            UsefulFor = SavedSearch.Confirmable,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        bool IsAsked(SavedSearch one) => one.ConfirmedAt is null && one.AskedAt > now - SavedSearch.Confirmable;
    }

    private async Task<(ReadSearch Read, string[] Told)> ReadAsync(SearchToSave asked, CancellationToken cancellationToken)
    {
        if (asked.Query.Length > SavedSearch.LongestQuery) throw NetworkException.Invalid("query", "That is too long for a search.");
        var source = sources[asked.Subject];
        var read = await source.ReadAsync(asked.Query, asked.Language, cancellationToken);
        if (read.Query.Length > SavedSearch.LongestQuery) throw NetworkException.Invalid("query", "That is too long for a search.");
        var found = await source.FindAsync(read.Query, cancellationToken);
        var name = read.Name.Length <= SavedSearch.LongestName ? read.Name : read.Name[..(SavedSearch.LongestName - 1)] + "…";
        return (read with { Name = name }, [.. found.Where(one => !one.AlsoAtFirst).Select(one => one.Key)]);
    }

    private SavedSearch New(SearchToSave asked, ReadSearch read, string[] told, Guid? person, string? address)
    {
        var now = time.GetUtcNow();
        return new SavedSearch
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person,
            Address = address,
            AddressKey = address is null ? null : MailAddress.Key(address),
            Subject = asked.Subject,
            Query = read.Query,
            Name = read.Name,
            Language = asked.Language,
            Rhythm = asked.Rhythm,
            Key = Secret.New(),
            Told = told,
            CreatedAt = now,
            DueAt = DigestTimes.Next(asked.Rhythm, now),
        };
    }

    // Of many at once, each is counted after the other.
    private Task<int> TakeTurnAsync(string reader, CancellationToken cancellationToken) => context.Database.ExecuteSqlAsync(
        $"SELECT pg_advisory_xact_lock(hashtextextended({reader}, 420))", cancellationToken);

    private static NetworkException TooMany() =>
        new(ErrorCode.LimitExceeded, $"That is more than one may ask for: {Most} saved searches, or too many in an hour.");
}
