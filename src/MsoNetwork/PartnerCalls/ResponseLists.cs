using System.Buffers.Text;
using GraphQL;
using GraphQL.DataLoader;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>A response's place in a list, the newest first: ids are of version 7, so the id alone is the order.</summary>
public sealed record ResponseEdge(PartnerCallResponse Response)
{
    public string Cursor => Base64Url.EncodeToString(Response.Id.ToByteArray(bigEndian: true));

    public static Guid Parse(string cursor) =>
        Base64Url.IsValid(cursor, out var length) && length == 16
            ? new Guid(Base64Url.DecodeFromChars(cursor), bigEndian: true)
            : throw NetworkException.Invalid("after", "after is not a cursor of this list: take endCursor of a page as it is.");
}

/// <summary>A page of responses.</summary>
public sealed record ResponsePage(IReadOnlyList<ResponseEdge> Edges, bool Before, bool After, int Count) : IPage
{
    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Edges is [var first, ..] ? first.Cursor : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Edges is [.., var last] ? last.Cursor : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(After);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(Before);
}

/// <summary>
/// One request's batches of responses. Each statement names who asks: what is not for them is not even read.
/// </summary>
public sealed class ResponseLists
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;
    private readonly Dictionary<object, BatchLoader<Guid, ResponsePage>> _fields = [];

    public ResponseLists(NpgsqlDataSource database, CurrentViewer viewer)
    {
        (_database, _viewer) = (database, viewer);
        ById = new((ids, token) => FindAsync("r.id", ids, response => response.Id, token));
        Own = new((calls, token) => FindAsync("r.organisation_id = self.id AND r.call_id", calls, response => response.CallId, token));
        Counts = new(CountsAsync);
    }

    public BatchLoader<Guid, PartnerCallResponse> ById { get; }

    /// <summary>By call: the latest response of the organisation that asks.</summary>
    public BatchLoader<Guid, PartnerCallResponse> Own { get; }

    /// <summary>By call of the organisation that asks: how many responses there are.</summary>
    public BatchLoader<Guid, int> Counts { get; }

    /// <summary>Those to a call of the organisation that asks.</summary>
    public IDataLoaderResult<ResponsePage> OfCall(Guid call, IResolveFieldContext context, int count, string? after) =>
        Field(context, "r.call_id = parent.id AND r.state <> 'Withdrawn'", OfOwnCalls, count, after).Load(call, found => found!);

    /// <summary>Those that the organisation that asks has written.</summary>
    public IDataLoaderResult<ResponsePage> OfResponder(Guid organisation, IResolveFieldContext context, int count, string? after) =>
        Field(context, "r.organisation_id = parent.id", Seen, count, after).Load(organisation, found => found!);

    private static string Seen(Viewer viewer, SqlConditions values) =>
        Rights.Sql(viewer, Resource.PartnerCallResponse, Operation.See, PartnerCallPermissions.ResponseColumns, values);

    private static string OfOwnCalls(Viewer viewer, SqlConditions values) =>
        Rights.Sql(viewer, Resource.PartnerCall, Operation.SeeResponses, PartnerCallPermissions.Columns, values);

    private BatchLoader<Guid, ResponsePage> Field(
        IResolveFieldContext context,
        string relation,
        Func<Viewer, SqlConditions, string> seen,
        int count,
        string? after
    )
    {
        lock (_fields)
        {
            if (_fields.TryGetValue(context.FieldAst, out var pages))
                return pages;
            var (place, counted) = (
                after is null ? (Guid?)null : ResponseEdge.Parse(after),
                Selection.Below(context).Contains("totalCount")
            );
            _fields.Add(context.FieldAst, pages = new((ids, token) => PagesAsync(relation, seen, count, place, counted, ids, token)));
            return pages;
        }
    }

    private async Task<IReadOnlyDictionary<Guid, PartnerCallResponse>> FindAsync(
        string relation,
        IReadOnlyCollection<Guid> ids,
        Func<PartnerCallResponse, Guid> keyOf,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, PartnerCallResponse>();
        var viewer = await _viewer.GetAsync(cancellationToken);
        if (!Rights.IsConceivable(viewer, Resource.PartnerCallResponse, Operation.See)) return found;
        var conditions = new SqlConditions();
        conditions.Add($"{relation} = ANY({conditions.Parameter(ids.ToArray())})");
        conditions.Add(Seen(viewer, conditions));
        await using var command = conditions.Command(_database, $"""
            SELECT {ResponseStore.Columns} FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id CROSS JOIN (SELECT {conditions.Parameter(viewer.Organisation)} AS id) AS self
            WHERE {conditions.Where} ORDER BY r.id
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var response = ResponseStore.Read(rows);
            found[keyOf(response)] = response;
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken)
    {
        var found = calls.ToDictionary(id => id, _ => 0);
        var conditions = new SqlConditions();
        await using var command = conditions.Command(_database, $"""
            SELECT r.call_id, count(*)::int FROM partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id
            WHERE r.call_id = ANY({conditions.Parameter(calls.ToArray())}) AND {OfOwnCalls(await _viewer.GetAsync(cancellationToken), conditions)}
                AND r.state <> 'Withdrawn'
            GROUP BY r.call_id
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken)) found[rows.GetGuid(0)] = rows.GetInt32(1);
        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, ResponsePage>> PagesAsync(
        string relation,
        Func<Viewer, SqlConditions, string> seen,
        int count,
        Guid? after,
        bool counted,
        IReadOnlyCollection<Guid> parents,
        CancellationToken cancellationToken
    )
    {
        var values = new SqlConditions();
        var condition = $"{relation} AND {seen(await _viewer.GetAsync(cancellationToken), values)}";
        var from = $"partner_call_responses AS r JOIN partner_calls AS c ON c.id = r.call_id WHERE {condition}";
        await using var command = values.Command(_database, $"""
            SELECT page.*, parent.id, {(counted ? $"(SELECT count(*)::int FROM {from})" : "0")}
            FROM unnest({values.Parameter(parents.ToArray())}) AS parent (id)
            LEFT JOIN LATERAL (SELECT {ResponseStore.Columns} FROM {from}{(after is { } place ? $" AND r.id < {values.Parameter(place)}" : "")} ORDER BY r.id DESC LIMIT {values.Parameter(count + 1)}) AS page ON true
            ORDER BY parent.id, page.id DESC
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (edges, counts) = (parents.ToDictionary(id => id, _ => new List<ResponseEdge>()), new Dictionary<Guid, int>());
        while (await rows.ReadAsync(cancellationToken))
        {
            var parent = rows.GetGuid(rows.FieldCount - 2);
            if (!rows.IsDBNull(0)) edges[parent].Add(new ResponseEdge(ResponseStore.Read(rows)));
            counts[parent] = rows.GetInt32(rows.FieldCount - 1);
        }

        return edges.ToDictionary(
            entry => entry.Key,
            entry => new ResponsePage([.. entry.Value.Take(count)], after is not null, entry.Value.Count > count, counts[entry.Key])
        );
    }
}
