using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Teams;

/// <summary>Links that are worth nothing any more are kept for a while, to tell who asked for what, and then forgotten.</summary>
public sealed class ForgetLinks(DbContext context, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Kept;
        await context.Set<TeamInvitation>().Where(one => one.ExpiresAt < since).ExecuteDeleteAsync(cancellationToken);
        await context.Set<EntryClaim>().Where(one => one.ExpiresAt < since).ExecuteDeleteAsync(cancellationToken);
    }
}
