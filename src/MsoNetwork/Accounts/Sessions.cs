using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Accounts;

/// <summary>Begins, finds and ends sessions.</summary>
public sealed class Sessions(DbContext context, TimeProvider time)
{
    /// <summary>How exactly the last use is kept: each use is not a write.</summary>
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(5);

    /// <param name="person">Whose.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="lasts">How long at most, up to <see cref="Session.Longest"/>.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>Its id.</returns>
    public async Task<Guid> BeginAsync(Guid person, string agent, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            PersonId = person,
            CreatedAt = now,
            LastSeenAt = now,
            EndsAt = now + lasts,
            Agent = agent.Length <= Session.LongestAgent ? agent : agent[..Session.LongestAgent],
        };
        context.Add(session);
        await context.SaveChangesAsync(cancellationToken);
        return session.Id;
    }

    /// <summary>The person's session, as long as it is not over; notes that it was used.</summary>
    public async Task<Session?> FindAsync(Guid id, Guid person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = await context.Set<Session>().AsNoTracking()
            .SingleOrDefaultAsync(session => session.Id == id && session.PersonId == person, cancellationToken);
        if (session is null || session.IsOver(now)) return null;
        if (now - session.LastSeenAt >= SeenAgain)
            await NotedUse.TryAsync(() => context.Set<Session>().Where(one => one.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastSeenAt, now), cancellationToken));
        return session;
    }

    /// <summary>Chooses for whom the person acts in this session; null: for nobody in particular.</summary>
    public Task ActForAsync(Guid id, ActingFor? body, CancellationToken cancellationToken)
    {
        var name = body?.ToString();
        return context.Set<Session>().Where(session => session.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.ActingFor, name), cancellationToken);
    }

    public async Task<IReadOnlyList<Session>> OfAsync(Guid person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await context.Set<Session>().AsNoTracking().Where(session => session.PersonId == person)
            .OrderByDescending(session => session.LastSeenAt).ToListAsync(cancellationToken);
        return all.FindAll(session => !session.IsOver(now));
    }

    public Task EndAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<Session>().Where(session => session.Id == id).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Ends one of the person's own sessions.</summary>
    public Task EndAsync(Guid person, Guid id, CancellationToken cancellationToken) =>
        context.Set<Session>().Where(session => session.Id == id && session.PersonId == person).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Ends all of the person's sessions but one.</summary>
    public Task EndAllAsync(Guid person, Guid? but, CancellationToken cancellationToken) =>
        context.Set<Session>().Where(session => session.PersonId == person && session.Id != but).ExecuteDeleteAsync(cancellationToken);
}
