using MsoNetwork.Organisations.Fields;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Organisations;

/// <summary>An entry of a page with its place in the order.</summary>
/// <param name="Page">The page.</param>
/// <param name="Entry">The organisation.</param>
/// <param name="Metres">On the ellipsoid from the point asked for; NaN when none was.</param>
public sealed record OrganisationEdge(OrganisationPage Page, OrganisationEntry Entry, double Metres)
{
    public string Cursor => OrganisationCursor.Of(Page.Order, Page.Criteria.Near, Entry, Metres).Text;
}

/// <summary>A page of organisations. Rows, count and neighbours are read only when the query selects them.</summary>
public sealed class OrganisationPage(
    OrganisationStore store,
    OrganisationCriteria criteria,
    OrganisationOrder order,
    PageRequest request,
    OrganisationColumns columns
) : IPage
{
    private readonly OrganisationCursor? _after = request.After is { } text
        ? OrganisationCursor.Parse(text, "after", order, criteria.Near)
        : null;
    private readonly OrganisationCursor? _before = request.Before is { } text
        ? OrganisationCursor.Parse(text, "before", order, criteria.Near)
        : null;
    private Task<(List<OrganisationEdge> Edges, bool More)>? _rows;
    private int? _count;

    public OrganisationOrder Order => order;

    public OrganisationCriteria Criteria => criteria;

    public async Task<IReadOnlyList<OrganisationEdge>> EdgesAsync(CancellationToken cancellationToken) =>
        (await RowsAsync(cancellationToken)).Edges;

    public async Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        (await EdgesAsync(cancellationToken)) is [var first, ..] ? first.Cursor : null;

    public async Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        (await EdgesAsync(cancellationToken)) is [.., var last] ? last.Cursor : null;

    public async Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => request.Backward
        ? _before is not null && await AnyAsync(OrganisationSql.NotBefore(criteria, order, _before), cancellationToken)
        : (await RowsAsync(cancellationToken)).More;

    public async Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => request.Backward
        ? (await RowsAsync(cancellationToken)).More
        : _after is not null && await AnyAsync(OrganisationSql.NotAfter(criteria, order, _after), cancellationToken);

    public async Task<int> TotalCountAsync(CancellationToken cancellationToken)
    {
        if (_count is { } known)
            return known;
        await using var command = criteria.Conditions.Command(
            store.Database,
            $"SELECT count(*)::int FROM organisations AS o WHERE {criteria.Conditions.Where}"
        );
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes rows that were read together with those of other pages: one more than the page has when there are more.</summary>
    internal void Fill(List<ListedOrganisation> entries) => _rows = Task.FromResult(Cut(entries));

    /// <summary>The statement for one page below <c>parent.key</c> of a surrounding query.</summary>
    internal (SqlConditions Conditions, string Sql) SqlBelow(string relation)
    {
        var conditions = OrganisationSql.Between(criteria, order, _after, _before);
        conditions.Add(relation);
        return (
            conditions,
            OrganisationSql.Page(criteria, conditions, order, EntryShape.Of(columns).Select, request.Backward, request.Count + 1)
        );
    }

    internal ListedOrganisation Read(NpgsqlDataReader row) => EntryShape.Of(columns).ReadListed(row, criteria.Near is not null);

    internal void FillCount(int count) => _count = count;

    private Task<(List<OrganisationEdge> Edges, bool More)> RowsAsync(CancellationToken cancellationToken) =>
        _rows ??= ReadAsync(cancellationToken);

    private async Task<(List<OrganisationEdge> Edges, bool More)> ReadAsync(CancellationToken cancellationToken)
    {
        var conditions = OrganisationSql.Between(criteria, order, _after, _before);
        var limit = request.Count + 1;
        var entries =
            order == OrganisationOrder.Distance && !request.Backward
                ? await NearestAsync(conditions, limit, cancellationToken)
                : await ListAsync(
                    conditions,
                    (given, list) => OrganisationSql.Page(criteria, given, order, list, request.Backward, limit),
                    cancellationToken
                );
        return Cut(entries);
    }

    private (List<OrganisationEdge> Edges, bool More) Cut(List<ListedOrganisation> entries)
    {
        var more = entries.Count > request.Count;
        if (more) entries.RemoveAt(entries.Count - 1);
        if (request.Backward) entries.Reverse();
        return (entries.ConvertAll(listed => new OrganisationEdge(this, listed.Entry, listed.Metres)), more);
    }

    // First as if the page ended nearby: the ring to be read around it grows with the reach. Only a page that goes on farther is asked
    // again.
    private async Task<List<ListedOrganisation>> NearestAsync(SqlConditions conditions, int limit, CancellationToken cancellationToken)
    {
        var outward = OrganisationSql.WalkOutward(criteria, await store.FrequenciesAsync(cancellationToken), limit);
        Task<List<ListedOrganisation>> WithinAsync(double metres) =>
            ListAsync(
                conditions,
                (given, list) => OrganisationSql.Nearest(criteria, given, list, limit, metres, outward),
                cancellationToken
            );
        var reach = Math.Min(SphereOrder.Nearby, criteria.Near!.Metres);
        var nearby = await WithinAsync(reach);
        return nearby.Count < limit || nearby[^1].Metres <= reach ? nearby : await WithinAsync(criteria.Near.Metres);
    }

    private Task<List<ListedOrganisation>> ListAsync(
        SqlConditions conditions,
        Func<SqlConditions, string, string> sql,
        CancellationToken cancellationToken
    ) => store.ListAsync(conditions, sql, columns, criteria.Near is not null, cancellationToken);

    private async Task<bool> AnyAsync(SqlConditions conditions, CancellationToken cancellationToken)
    {
        await using var command = conditions.Command(
            store.Database,
            $"SELECT EXISTS (SELECT FROM organisations AS o WHERE {conditions.Where})"
        );
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
