using MsoNetwork.Sql;

namespace MsoNetwork.Relay.Lists;

/// <summary>A row with its place in a list.</summary>
public sealed record ListEdge<TRow>(ListPage<TRow> Page, TRow Row)
{
    /// <summary>Opaque to clients.</summary>
    public string Cursor => Page.List.Order.Cursor(Row);
}

/// <summary>A page of a list. Rows, count and neighbours are read only when they are asked for.</summary>
public sealed class ListPage<TRow> : IPage
{
    private readonly KeysetPlace? _after;
    private readonly KeysetPlace? _before;
    private Task<(List<ListEdge<TRow>> Edges, bool More)>? _rows;
    private Task<int>? _count;
    private Task<bool>? _anyBefore;
    private Task<bool>? _anyBehind;

    /// <param name="list">The list.</param>
    /// <param name="request">Which page; cursors of other lists are refused.</param>
    public ListPage(KeysetList<TRow> list, PageRequest request)
    {
        (List, Request) = (list, request);
        _after = request.After is { } after ? list.Order.Place(after, "after") : null;
        _before = request.Before is { } before ? list.Order.Place(before, "before") : null;
    }

    private ListPage(ListPage<TRow> shape) => (List, Request, _after, _before) = (shape.List, shape.Request, shape._after, shape._before);

    public KeysetList<TRow> List { get; }

    public PageRequest Request { get; }

    public async Task<IReadOnlyList<ListEdge<TRow>>> EdgesAsync(CancellationToken cancellationToken) =>
        (await RowsAsync(cancellationToken)).Edges;

    public async Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        await EdgesAsync(cancellationToken) is [var first, ..] ? first.Cursor : null;

    public async Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        await EdgesAsync(cancellationToken) is [.., var last] ? last.Cursor : null;

    public async Task<bool> HasNextPageAsync(CancellationToken cancellationToken) =>
        (!Request.Backward && (await RowsAsync(cancellationToken)).More)
        || await (_anyBehind ??= AnyAsync(_before, behind: true, cancellationToken));

    public async Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) =>
        (Request.Backward && (await RowsAsync(cancellationToken)).More)
        || await (_anyBefore ??= AnyAsync(_after, behind: false, cancellationToken));

    public Task<int> TotalCountAsync(CancellationToken cancellationToken) =>
        _count ??= List.Conditions.ScalarAsync<int>(List.Database, List.Count, cancellationToken);

    internal SqlConditions Between() => List.Between(_after, _before);

    /// <summary>In SQL, whether rows stand before the page (or behind it) that its own cursor keeps out.</summary>
    internal string AnyOutside(SqlConditions conditions, bool behind) =>
        (behind ? _before : _after) is { } place ? List.AnyOutside(conditions, place, behind) : "false";

    /// <summary>A page like this one, of a parent whose rows were read together with those of other parents.</summary>
    internal ListPage<TRow> Filled(List<TRow> rows, bool anyBefore, bool anyBehind, int count)
    {
        var page = new ListPage<TRow>(this)
        {
            _count = Task.FromResult(count),
            _anyBefore = Task.FromResult(anyBefore),
            _anyBehind = Task.FromResult(anyBehind),
        };
        page._rows = Task.FromResult(page.Cut(rows));
        return page;
    }

    private Task<(List<ListEdge<TRow>> Edges, bool More)> RowsAsync(CancellationToken cancellationToken) =>
        _rows ??= ReadAsync(cancellationToken);

    private async Task<(List<ListEdge<TRow>> Edges, bool More)> ReadAsync(CancellationToken cancellationToken) =>
        Cut(await List.RowsAsync(Between(), Request.Backward, Request.Count + 1, cancellationToken));

    // One row more than the page has says that there are more.
    private (List<ListEdge<TRow>> Edges, bool More) Cut(List<TRow> rows)
    {
        var more = rows.Count > Request.Count;
        if (more) rows.RemoveAt(rows.Count - 1);
        if (Request.Backward) rows.Reverse();
        return (rows.ConvertAll(row => new ListEdge<TRow>(this, row)), more);
    }

    private async Task<bool> AnyAsync(KeysetPlace? place, bool behind, CancellationToken cancellationToken)
    {
        if (place is null) return false;
        var conditions = List.Conditions.Copy();
        return await conditions.ScalarAsync<bool>(List.Database, $"SELECT {List.AnyOutside(conditions, place, behind)}", cancellationToken);
    }
}
