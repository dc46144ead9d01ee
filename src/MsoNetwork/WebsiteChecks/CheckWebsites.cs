using MsoNetwork.Time;
using Npgsql;

namespace MsoNetwork.WebsiteChecks;

/// <summary>What came of some checks.</summary>
/// <param name="Visited">Addresses that were visited, with what was seen.</param>
/// <param name="IsOffline">Nothing at all was reached, so that our own line is taken to be broken and nothing was written.</param>
public sealed record CheckedWebsites(IReadOnlyList<(string Url, Visit Visit)> Visited, bool IsOffline);

/// <summary>Visits websites of organisations that are due, one after the other, and writes what was seen.</summary>
public sealed class CheckWebsites(NpgsqlDataSource database, WebsiteVisitor visitor, TimeProvider time)
{
    /// <summary>Websites of one turn.</summary>
    public const int AtOnce = 30;

    private const int Witnesses = 3;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromDays(1);
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private readonly WebsiteCheckStore _store = new(database);

    public async Task<CheckedWebsites> RunAsync(CancellationToken cancellationToken)
    {
        await _store.FollowAsync(time.GetUtcNow(), cancellationToken);
        var claimed = await _store.ClaimAsync(AtOnce, time.GetUtcNow(), cancellationToken);
        var (visited, failed) = (new List<(string Url, Visit Visit)>(), new List<(string Url, Visit Visit)>());
        foreach (var (url, since) in claimed)
        {
            var isLong = since is { } day && day.AddDays((int)VisitorOptions.RobotsUndefined.TotalDays) <= time.Today();
            var visit = await visitor.VisitAsync(new Uri(url), cancellationToken, isLong);
            visited.Add((url, visit));
            if (visit.Outcome == VisitOutcome.Failed) failed.Add((url, visit));
            else await NoteAsync(url, visit, cancellationToken);
        }

        // When nothing was reached, the fault may be ours.
        var isOffline = failed.Count > 0 && visited.TrueForAll(one => one.Visit.Outcome == VisitOutcome.Failed && !HasStatus(one.Visit))
            && await IsOfflineAsync(failed, cancellationToken);
        if (isOffline) await _store.PutOffAsync([.. failed.Select(one => one.Url)], time.GetUtcNow() + Later, cancellationToken);
        else foreach (var (url, visit) in failed) await NoteAsync(url, visit, cancellationToken);
        return new(visited, isOffline);
    }

    private static bool HasStatus(Visit visit) => char.IsAsciiDigit(visit.Detail[0]);

    // Without anybody who was ever reached, three that fail are no proof of anything.
    private async Task<bool> IsOfflineAsync(List<(string Url, Visit Visit)> failed, CancellationToken cancellationToken)
    {
        var witnesses = (await _store.ReachedAsync(Witnesses + failed.Count, cancellationToken))
            .Where(url => !failed.Exists(one => one.Url == url)).Take(Witnesses).ToList();
        foreach (var url in witnesses)
        {
            var visit = await visitor.VisitAsync(new Uri(url), cancellationToken);
            if (visit.Outcome != VisitOutcome.Failed || HasStatus(visit)) return false;
        }

        return witnesses.Count > 0 || failed.Count >= Witnesses;
    }

    // Spread, so that what came together does not stay together.
    private Task NoteAsync(string url, Visit visit, CancellationToken cancellationToken)
    {
        var usual = visit.Outcome == VisitOutcome.Failed ? AfterFailure : Usual;
        var next = usual * (0.9 + 0.2 * Random.Shared.NextDouble());
        return _store.NoteAsync(url, visit, time.GetUtcNow(), time.Today(), next, cancellationToken);
    }
}
