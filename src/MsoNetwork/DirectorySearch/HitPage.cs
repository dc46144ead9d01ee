using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;

namespace MsoNetwork.DirectorySearch;

/// <summary>A hit with what it found as the registry has it now.</summary>
/// <param name="Node">What was found.</param>
/// <param name="Hit">Where it stands.</param>
/// <param name="Query">What was asked.</param>
/// <param name="Metres">From the point asked for; null when none was.</param>
public sealed record HitEdge<T>(T Node, SearchHit Hit, UnderstoodQuery Query, double? Metres);

/// <summary>Which answer a page shows, to what.</summary>
/// <param name="Query">What was typed, and what it was understood as.</param>
/// <param name="Near">The point that the filter measures distances from; null for the circle in the text, if there is one.</param>
/// <param name="After">The hit before the page; null for the first page.</param>
/// <param name="Answer">The engine's answer.</param>
/// <param name="Took">Milliseconds from the question to the answer.</param>
public sealed record Answered(UnderstoodQuery Query, Position? Near, SearchCursor? After, SearchAnswer Answer, int Took);

/// <summary>An answered search. What it found is read only when somebody wants to see it.</summary>
/// <param name="answered">The answer.</param>
/// <param name="read">Reads what these ids belong to; one that has gone is left out.</param>
/// <param name="locationOf">Where distances are measured to.</param>
public class HitPage<T>(
    Answered answered,
    Func<Guid[], CancellationToken, Task<IReadOnlyDictionary<Guid, T>>> read,
    Func<T, Position> locationOf
) : IPage
{
    private Task<List<HitEdge<T>>>? _edges;

    public UnderstoodQuery Query => answered.Query;

    public SearchAnswer Answer => answered.Answer;

    public int Took => answered.Took;

    public Task<List<HitEdge<T>>> EdgesAsync(CancellationToken cancellationToken) => _edges ??= ReadAsync(cancellationToken);

    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Answer.Hits is [var first, ..] ? first.Cursor.Text : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Answer.Hits is [.., var last] ? last.Cursor.Text : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(Answer.More);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(answered.After is not null);

    private async Task<List<HitEdge<T>>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Answer.Hits.Count == 0) return [];
        var found = await read([.. Answer.Hits.Select(hit => hit.Id)], cancellationToken);
        // One that was deleted a moment ago is left out; the page is then shorter, and the cursors stay right.
        return
        [
            .. Answer
                .Hits.Where(hit => found.ContainsKey(hit.Id))
                .Select(hit => new HitEdge<T>(found[hit.Id], hit, Query, MetresTo(found[hit.Id]))),
        ];
    }

    private double? MetresTo(T node)
    {
        if ((answered.Near ?? Query.Around?.Centre) is not { } centre) return null;
        var place = locationOf(node);
        return Geodesic.Metres(centre.Latitude, centre.Longitude, place.Latitude, place.Longitude);
    }
}
