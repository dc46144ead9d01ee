using Microsoft.EntityFrameworkCore;
using MsoNetwork.Permissions;
using MsoNetwork.Text;

namespace MsoNetwork.Moderation;

/// <summary>
/// A case as its author sees it: somebody signed in who handed it in, or whoever has the key of the last mail. Everybody else learns not
/// even that it is there.
/// </summary>
public sealed class OwnCase(DbContext context, CurrentViewer current, TimeProvider time)
{
    private const int MostListed = 50;

    public async Task<Case?> FindAsync(Guid id, string? key, CancellationToken cancellationToken)
    {
        var found = await context.Set<Case>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        return found is null or { State: CaseState.Unconfirmed } || !await IsAuthorAsync(found, key, Operation.See, cancellationToken)
            ? null : found;
    }

    /// <summary>What the viewer handed in, newest first.</summary>
    public async Task<IReadOnlyList<Case>> ListAsync(CancellationToken cancellationToken)
    {
        var viewer = await current.GetAsync(cancellationToken);
        return viewer.Person is not { } person ? []
            : await context.Set<Case>().AsNoTracking().Where(one => one.PersonId == person && one.State != CaseState.Unconfirmed)
                .OrderByDescending(one => one.CreatedAt).Take(MostListed).ToListAsync(cancellationToken);
    }

    /// <summary>Answers what the desk asked; then it waits again.</summary>
    /// <returns>False when there is nothing to answer (any more), or nothing was said.</returns>
    public Task<bool> AnswerAsync(Guid id, string? key, string answer, CancellationToken cancellationToken) =>
        DecideCase.IsText(answer)
            ? ChangeAsync(id, key, Operation.Answer, one => one.State == CaseState.AskedBack,
                one => (one.State, one.Answer, one.WaitingSince) =
                    (CaseState.Waiting, InvisibleSigns.Typed(answer), time.GetUtcNow()), cancellationToken)
            : Task.FromResult(false);

    /// <summary>The author does not want it any more.</summary>
    public Task<bool> TakeBackAsync(Guid id, string? key, CancellationToken cancellationToken) =>
        ChangeAsync(id, key, Operation.Withdraw, one => one.IsOpen,
            one => (one.State, one.DecidedAt, one.NetworkHash) = (CaseState.TakenBack, time.GetUtcNow(), null), cancellationToken);

    private async Task<bool> ChangeAsync(
        Guid id, string? key, Operation operation, Func<Case, bool> may, Action<Case> change, CancellationToken cancellationToken)
    {
        var found = await context.Set<Case>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        if (found is null || !await IsAuthorAsync(found, key, operation, cancellationToken) || !may(found)) return false;
        change(found);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return false; // decided at the same moment
        }
    }

    // The key proves the author, as an account would: no right, but who asks.
    private async Task<bool> IsAuthorAsync(Case one, string? key, Operation operation, CancellationToken cancellationToken)
    {
        if (one.State != CaseState.Unconfirmed && SecretKey.Fits(key, one.KeyHash)) return true;
        var viewer = await current.GetAsync(cancellationToken);
        return viewer.Person is not null && viewer.Person == one.PersonId
            && Rights.Allows(viewer, Resource.Case, operation, CaseRights.Of(one));
    }
}
