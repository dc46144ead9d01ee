using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>What a link is worth in a browser.</summary>
public enum LinkState
{
    Good,

    /// <summary>It was asked for in another browser: there the code can be typed.</summary>
    OfAnotherBrowser,

    /// <summary>Used, too old, or never made.</summary>
    Over,
}

/// <param name="Proven">The request whose code it was; null when it was no request's.</param>
/// <param name="TriesLeft">How often another code can be typed.</param>
public sealed record CodeAnswer(SignInRequest? Proven, int TriesLeft);

/// <summary>Proves by a mail's code or link that somebody reads an address. Each request proves once.</summary>
public sealed class ProveSignIn(DbContext context, TimeProvider time)
{
    /// <summary>What the browser asked for last; null when that is over.</summary>
    public Task<SignInRequest?> WaitingAsync(string browser, CancellationToken cancellationToken)
    {
        var hash = Secret.HashOf(browser);
        return Open().Where(request => request.Kind == SignInKind.Mail && request.BrowserHash == hash)
            .OrderByDescending(request => request.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// One try for all that this browser asked for with the address it asked for last: so a code of an earlier mail is good too. Each try
    /// is counted before it is looked at, so many at once are no more tries.
    /// </summary>
    public async Task<CodeAnswer> ByCodeAsync(string browser, string code, CancellationToken cancellationToken)
    {
        if (await WaitingAsync(browser, cancellationToken) is not { } last) return new(null, 0);
        var (now, hash, most) = (time.GetUtcNow(), last.BrowserHash, SignInRequest.MostTries);
        var latest = now + SignInRequest.Skew;
        var tried = await context.Set<SignInRequest>().FromSql($"""
            UPDATE sign_in_requests SET tries = tries + 1
            WHERE browser_hash = {hash} AND normalized_email = {last.NormalizedEmail} AND kind = 'Mail' AND used_at IS NULL
                AND expires_at > {now} AND created_at <= {latest} AND tries < {most}
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
        var meant = tried.Find(request => CryptographicOperations.FixedTimeEquals(request.CodeHash, Secret.HashOf(code, request.Id)));
        return meant is not null && await UseAsync(meant, cancellationToken) ? new(meant, 0)
            : new(null, tried.Count == 0 ? 0 : tried.Max(request => SignInRequest.MostTries - request.Tries));
    }

    /// <summary>What a link is worth. Changes nothing: programs that look for malice open the links of mails too.</summary>
    public async Task<(LinkState State, SignInRequest? Request)> LookAsync(
        string token, string? browser, CancellationToken cancellationToken)
    {
        var hash = Secret.HashOf(token);
        if (await Open().SingleOrDefaultAsync(request => request.LinkHash == hash, cancellationToken) is not { } request)
            return (LinkState.Over, null);
        var isHere = request.Kind != SignInKind.Mail
            || (browser is not null && CryptographicOperations.FixedTimeEquals(request.BrowserHash, Secret.HashOf(browser)));
        return (isHere ? LinkState.Good : LinkState.OfAnotherBrowser, request);
    }

    /// <returns>The request that the link proves; null where it proves none here.</returns>
    public async Task<SignInRequest?> ByLinkAsync(string token, string? browser, CancellationToken cancellationToken) =>
        await LookAsync(token, browser, cancellationToken) is (LinkState.Good, { } request) && await UseAsync(request, cancellationToken)
            ? request : null;

    private IQueryable<SignInRequest> Open()
    {
        var (now, latest) = (time.GetUtcNow(), time.GetUtcNow() + SignInRequest.Skew);
        return context.Set<SignInRequest>().AsNoTracking()
            .Where(request => request.UsedAt == null && request.ExpiresAt > now && request.CreatedAt <= latest);
    }

    // Of two at once one wins.
    private async Task<bool> UseAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        return await context.Set<SignInRequest>().Where(one => one.Id == request.Id && one.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), cancellationToken) == 1;
    }
}
