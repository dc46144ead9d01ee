using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Mail;
using MsoNetwork.Permissions;

namespace MsoNetwork.Digests;

/// <summary>What becomes of saved searches: by the person whose they are, or by the key in a mail.</summary>
public sealed class KeptSearches(DbContext context, CurrentViewer current, MailAddresses addresses, TimeProvider time)
{
    /// <summary>The viewer's own, the newest first.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, or FORBIDDEN for programs.</exception>
    public async Task<IReadOnlyList<SavedSearch>> OwnAsync(CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        return await context.Set<SavedSearch>().AsNoTracking().Where(one => one.PersonId == person)
            .OrderByDescending(one => one.CreatedAt).ThenBy(one => one.Id).ToListAsync(cancellationToken);
    }

    /// <summary>By the key in its mails; null when it has ended, or could have been confirmed once.</summary>
    public async Task<SavedSearch?> ByKeyAsync(string key, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - SavedSearch.Confirmable;
        return await context.Set<SavedSearch>().SingleOrDefaultAsync(
            one => one.Key == key && (one.ConfirmedAt != null || one.AskedAt > since), cancellationToken);
    }

    /// <summary>Whoever has the key reads the address.</summary>
    /// <returns>Null when the key is over.</returns>
    public async Task<SavedSearch?> ConfirmAsync(string key, CancellationToken cancellationToken)
    {
        if (await ByKeyAsync(key, cancellationToken) is not { } found) return null;
        if (found.ConfirmedAt is null)
        {
            var now = time.GetUtcNow();
            (found.ConfirmedAt, found.DueAt) = (now, DigestTimes.Next(found.Rhythm, now));
            await context.SaveChangesAsync(cancellationToken);
        }

        if (found.Address is { } address) await addresses.ConfirmAsync(address, cancellationToken);
        return found;
    }

    /// <summary>Ends it, by the key of its mails. Once more is no mistake.</summary>
    public Task<int> EndAsync(string key, CancellationToken cancellationToken) =>
        context.Set<SavedSearch>().Where(one => one.Key == key).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Another rhythm, or a pause; what comes meanwhile is told after it.</summary>
    /// <returns>Null when the key is over.</returns>
    public async Task<SavedSearch?> ChangeAsync(string key, DigestRhythm? rhythm, bool? isPaused, CancellationToken cancellationToken)
    {
        if (await ByKeyAsync(key, cancellationToken) is not { ConfirmedAt: not null } found) return null;
        return await ChangeAsync(found, rhythm, isPaused, cancellationToken);
    }

    /// <summary>The same of the viewer's own.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN for programs, NOT_FOUND for others'.</exception>
    public async Task<SavedSearch> ChangeAsync(Guid id, DigestRhythm? rhythm, bool? isPaused, CancellationToken cancellationToken) =>
        await ChangeAsync(await OwnAsync(Operation.Change, id, cancellationToken), rhythm, isPaused, cancellationToken);

    /// <summary>Ends the viewer's own.</summary>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN for programs, NOT_FOUND for others'.</exception>
    public async Task<SavedSearch> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(Operation.Erase, id, cancellationToken);
        context.Remove(own);
        await context.SaveChangesAsync(cancellationToken);
        return own;
    }

    private async Task<SavedSearch> ChangeAsync(
        SavedSearch found, DigestRhythm? rhythm, bool? isPaused, CancellationToken cancellationToken)
    {
        if (rhythm is { } other && other != found.Rhythm)
            (found.Rhythm, found.DueAt) = (other, DigestTimes.Next(other, time.GetUtcNow()));
        found.IsPaused = isPaused ?? found.IsPaused;
        await context.SaveChangesAsync(cancellationToken);
        return found;
    }

    private async Task<SavedSearch> OwnAsync(Operation operation, Guid id, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var found = await context.Set<SavedSearch>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return found is not null && await MayAsync(operation, found, cancellationToken) ? found
            : throw NetworkException.NotFound("id", "You have no saved search with this id.");
    }

    private async Task<bool> MayAsync(Operation operation, SavedSearch search, CancellationToken cancellationToken) => Rights.Allows(
        await current.GetAsync(cancellationToken), Resource.SavedSearch, operation, new Facts { Person = search.PersonId });
}
