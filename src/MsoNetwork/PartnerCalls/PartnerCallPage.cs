using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>An entry of a page with its place in the order.</summary>
public sealed record PartnerCallEdge(PartnerCallPage Page, ListedPartnerCall Call)
{
    public string Cursor => PartnerCallCursor.Of(Page.Order, Page.Criteria.Near, Call).Text;
}

/// <summary>A page of calls. Rows, count and neighbours are read only when the query selects them.</summary>
public sealed class PartnerCallPage(NpgsqlDataSource database, PartnerCallCriteria criteria, PartnerCallOrder order, PageRequest request)
    : IPage
{
    private readonly PartnerCallCursor? _after = request.After is { } text
        ? PartnerCallCursor.Parse(text, "after", order, criteria.Near)
        : null;
    private readonly PartnerCallCursor? _before = request.Before is { } text
        ? PartnerCallCursor.Parse(text, "before", order, criteria.Near)
        : null;
    private Task<(List<PartnerCallEdge> Edges, bool More)>? _rows;
    private int? _count;

    public PartnerCallOrder Order => order;

    public PartnerCallCriteria Criteria => criteria;

    public async Task<IReadOnlyList<PartnerCallEdge>> EdgesAsync(CancellationToken cancellationToken) =>
        (await RowsAsync(cancellationToken)).Edges;

    public async Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        (await EdgesAsync(cancellationToken)) is [var first, ..] ? first.Cursor : null;

    public async Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        (await EdgesAsync(cancellationToken)) is [.., var last] ? last.Cursor : null;

    public async Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => request.Backward
        ? _before is not null && await AnyBeyondAsync(_before, before: true, cancellationToken)
        : (await RowsAsync(cancellationToken)).More;

    public async Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => request.Backward
        ? (await RowsAsync(cancellationToken)).More
        : _after is not null && await AnyBeyondAsync(_after, before: false, cancellationToken);

    public async Task<int> TotalCountAsync(CancellationToken cancellationToken)
    {
        if (_count is { } known)
            return known;
        await using var command = criteria.Conditions.Command(
            database,
            $"SELECT count(*)::int FROM {PartnerCallSql.From} WHERE {criteria.Conditions.Where}"
        );
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Takes calls that were read together with those of other pages, in order: one more than the page has when there are more.
    /// </summary>
    internal void Fill(List<ListedPartnerCall> calls) => _rows = Task.FromResult(Cut(calls));

    internal void FillCount(int count) => _count = count;

    /// <summary>The statement for the page, with one call more.</summary>
    /// <param name="relation">A further condition, on a surrounding query's row.</param>
    internal (SqlConditions Conditions, string Sql) Sql(string relation = "true")
    {
        var conditions = criteria.Conditions.Copy();
        if (_after is not null) conditions.Add(_after.Behind(criteria, conditions, before: false));
        if (_before is not null) conditions.Add(_before.Behind(criteria, conditions, before: true));
        var distance = criteria.NearParameter is { } point ? $", ST_Distance({PartnerCallSql.Location}, {point})" : "";
        return (conditions, $"""
            SELECT {PartnerCallSql.Columns(criteria.Now)}{distance} FROM {PartnerCallSql.From} WHERE {conditions.Where} AND {relation}
            ORDER BY {PartnerCallCursor.ValueOf(criteria, order)} {(order == PartnerCallOrder.Newest != request.Backward ? "DESC" : "ASC")}, c.id {(request.Backward ? "DESC" : "ASC")}
            LIMIT {conditions.Parameter(request.Count + 1)}
            """);
    }

    private Task<(List<PartnerCallEdge> Edges, bool More)> RowsAsync(CancellationToken cancellationToken) =>
        _rows ??= ReadAsync(cancellationToken);

    private async Task<(List<PartnerCallEdge> Edges, bool More)> ReadAsync(CancellationToken cancellationToken)
    {
        var (conditions, sql) = Sql();
        await using var command = conditions.Command(database, sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var calls = new List<ListedPartnerCall>();
        while (await rows.ReadAsync(cancellationToken)) calls.Add(PartnerCallSql.Read(rows, criteria.NearParameter is not null));
        return Cut(calls);
    }

    private (List<PartnerCallEdge> Edges, bool More) Cut(List<ListedPartnerCall> calls)
    {
        var more = calls.Count > request.Count;
        if (more) calls.RemoveAt(calls.Count - 1);
        if (request.Backward) calls.Reverse();
        return (calls.ConvertAll(call => new PartnerCallEdge(this, call)), more);
    }

    /// <summary>Whether anything stands on the cursor's own side: not behind it (or, looking back, not before it).</summary>
    private async Task<bool> AnyBeyondAsync(PartnerCallCursor cursor, bool before, CancellationToken cancellationToken)
    {
        var conditions = criteria.Conditions.Copy();
        conditions.Add($"NOT {cursor.Behind(criteria, conditions, before)}");
        await using var command = conditions.Command(
            database,
            $"SELECT EXISTS (SELECT FROM {PartnerCallSql.From} WHERE {conditions.Where})"
        );
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
