using Microsoft.EntityFrameworkCore;
using MsoNetwork.Text;

namespace MsoNetwork.Accounts;

/// <summary>What a person wants a program to have.</summary>
/// <param name="Name">What it is for, in the person's words.</param>
/// <param name="Organisation">For which it acts, and which the person leads, as the caller has asked; null: for the person.</param>
/// <param name="Writes">Whether it may change anything.</param>
/// <param name="ValidFor">A year at most.</param>
public sealed record WantedToken(string Name, Guid? Organisation, bool Writes, TimeSpan ValidFor);

/// <summary>Makes, lists, ends and finds access tokens. What one may do is asked of its maker's roles at each use.</summary>
public sealed class AccessTokens(DbContext context, TimeProvider time)
{
    public const int MostOfPerson = 20;

    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    // How exactly the last use is kept: each use is not a write.
    private static readonly TimeSpan UsedAgain = TimeSpan.FromHours(1);

    /// <summary>So long a program hears that its token was ended, rather than that there never was one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <returns>The token itself, which is told this once; null where the person has too many.</returns>
    public async Task<string?> MakeAsync(Guid person, WantedToken wanted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tokens = context.Set<AccessToken>();
        var own = tokens.Where(token => token.PersonId == person && token.RevokedAt == null && token.ExpiresAt > now);
        if (await own.CountAsync(cancellationToken) >= MostOfPerson) return null;
        var secret = AccessToken.Prefix + Secret.New();
        context.Add(new AccessToken
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person,
            OrganisationId = wanted.Organisation,
            Name = InvisibleSigns.TypedName(wanted.Name),
            Hash = Secret.HashOf(secret),
            Writes = wanted.Writes,
            CreatedAt = now,
            ExpiresAt = now + (wanted.ValidFor < Longest ? wanted.ValidFor : Longest),
        });
        await context.SaveChangesAsync(cancellationToken);
        return secret;
    }

    public async Task<IReadOnlyList<AccessToken>> OfAsync(Guid person, CancellationToken cancellationToken) =>
        await context.Set<AccessToken>().AsNoTracking().Where(token => token.PersonId == person)
            .OrderByDescending(token => token.CreatedAt).ToListAsync(cancellationToken);

    /// <summary>Ends one of the person's own tokens, at once.</summary>
    public Task RevokeAsync(Guid person, Guid id, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = time.GetUtcNow();
        return context.Set<AccessToken>().Where(token => token.Id == id && token.PersonId == person && token.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancellationToken);
    }

    /// <summary>The token that a program sent, noting its use; or why it is worth nothing.</summary>
    public async Task<(AccessToken? Token, string? Problem)> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var (now, hash) = (time.GetUtcNow(), Secret.HashOf(secret));
        var token = await context.Set<AccessToken>().AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash, cancellationToken);
        if (token is null) return (null, "The token in the Authorization header is not known here.");
        if (token.RevokedAt is { } revoked) return (null, $"The token in the Authorization header was revoked on {revoked:yyyy-MM-dd}.");
        if (token.ExpiresAt <= now) return (null, $"The token in the Authorization header expired on {token.ExpiresAt:yyyy-MM-dd}.");
        if (token.LastUsedAt is null || now - token.LastUsedAt >= UsedAgain)
        {
            DateTimeOffset? used = now;
            await NotedUse.TryAsync(() => context.Set<AccessToken>().Where(one => one.Id == token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, used), cancellationToken));
        }

        return (token, null);
    }
}
