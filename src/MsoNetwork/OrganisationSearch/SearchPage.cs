using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;

namespace MsoNetwork.OrganisationSearch;

/// <summary>A hit with the organisation as the registry has it now.</summary>
public sealed record SearchEdge(SearchPage Page, OrganisationEntry Entry, SearchHit Hit)
{
    /// <summary>Metres from the point asked for; null when none was.</summary>
    public double? Metres =>
        Page.Centre is not { } centre
            ? null
            : Geodesic.Metres(centre.Latitude, centre.Longitude, Entry.Location.Latitude, Entry.Location.Longitude);
}

/// <summary>An answered search. Its organisations are read only when the query selects them.</summary>
public sealed class SearchPage(
    OrganisationStore store,
    SearchQuestion question,
    RoutedAnswer routed,
    OrganisationColumns columns,
    int milliseconds
) : IPage
{
    private Task<List<SearchEdge>>? _edges;

    public SearchQuestion Question => question;

    public RoutedAnswer Routed => routed;

    /// <summary>Milliseconds from the question to the engine's answer.</summary>
    public int Took => milliseconds;

    internal Position? Centre =>
        question.Criteria.Near is { } near ? new Position(near.Centre.Y, near.Centre.X) : question.Query.Around?.Centre;

    public Task<List<SearchEdge>> EdgesAsync(CancellationToken cancellationToken) => _edges ??= ReadAsync(cancellationToken);

    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(routed.Answer.Hits is [var first, ..] ? first.Cursor.Text : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(routed.Answer.Hits is [.., var last] ? last.Cursor.Text : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(routed.Answer.More);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(question.After is not null);

    private async Task<List<SearchEdge>> ReadAsync(CancellationToken cancellationToken)
    {
        if (routed.Answer.Hits.Count == 0) return [];
        var found = await store.ByIdsAsync(routed.Answer.Hits.Select(hit => hit.Id), columns, cancellationToken);
        // One that was deleted a moment ago is left out; the page is then shorter, and the cursors stay right.
        return [.. routed.Answer.Hits.Where(hit => found.ContainsKey(hit.Id)).Select(hit => new SearchEdge(this, found[hit.Id], hit))];
    }
}
