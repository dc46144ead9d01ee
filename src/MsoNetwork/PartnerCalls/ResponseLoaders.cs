using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// One request's batches of responses. Each statement names who asks: what is not for them is not even read.
/// </summary>
public sealed class ResponseLoaders
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;

    public ResponseLoaders(NpgsqlDataSource database, CurrentViewer viewer)
    {
        (_database, _viewer) = (database, viewer);
        ById = new((ids, token) => FindAsync("true", "r.id", ids, response => response.Id, token));
        Own = new((calls, token) => FindAsync("r.organisation_id = self.id", "r.call_id", calls, response => response.CallId, token));
        Counts = new(CountsAsync);
    }

    public BatchLoader<Guid, PartnerCallResponse> ById { get; }

    /// <summary>By call: the latest response of the organisation that asks.</summary>
    public BatchLoader<Guid, PartnerCallResponse> Own { get; }

    /// <summary>By call of the organisation that asks: how many responses there are.</summary>
    public BatchLoader<Guid, int> Counts { get; }

    private async Task<IReadOnlyDictionary<Guid, PartnerCallResponse>> FindAsync(
        string relation,
        string column,
        IReadOnlyCollection<Guid> ids,
        Func<PartnerCallResponse, Guid> keyOf,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<Guid, PartnerCallResponse>();
        var viewer = await _viewer.GetAsync(cancellationToken);
        if (!Rights.IsConceivable(viewer, Resource.PartnerCallResponse, Operation.See)) return found;
        var conditions = new SqlConditions();
        conditions.Add(relation);
        conditions.Add($"{column} = ANY({conditions.Parameter(ids.ToArray())})");
        conditions.Add(PartnerCallPermissions.Seen(viewer, conditions));
        var responses = await conditions.ListAsync(_database, $"""
            SELECT {ResponseStore.Columns} FROM {ResponseStore.From} CROSS JOIN (SELECT {conditions.Parameter(viewer.Organisation)} AS id) AS self
            WHERE {conditions.Where} ORDER BY r.id
            """, ResponseStore.Read, cancellationToken);
        foreach (var response in responses) found[keyOf(response)] = response;
        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        var own = PartnerCallPermissions.OfCaller(await _viewer.GetAsync(cancellationToken), conditions);
        var counts = await conditions.ListAsync(_database, $"""
            SELECT r.call_id, count(*)::int FROM {ResponseStore.From}
            WHERE r.call_id = ANY({conditions.Parameter(calls.ToArray())}) AND {own} AND r.state <> 'Withdrawn'
            GROUP BY r.call_id
            """, row => (Call: row.Value<Guid>(), Count: row.Value<int>()), cancellationToken);
        var found = calls.ToDictionary(id => id, _ => 0);
        foreach (var (call, count) in counts) found[call] = count;
        return found;
    }
}
