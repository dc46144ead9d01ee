using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>
/// One request's responses, the newest first: ids are of version 7, so the id alone is the order. Each statement names who asks: what is
/// not for them is not even read.
/// </summary>
public sealed class ResponseLists(NpgsqlDataSource database, CurrentViewer current)
{
    private BatchLoader<Guid, PartnerCallResponse>? _byId, _own;
    private BatchLoader<Guid, int>? _counts;

    public BatchLoader<Guid, PartnerCallResponse> ById => _byId ??= Seen.By("r.id", response => response.Id);

    /// <summary>By call: the latest response of the organisation that asks.</summary>
    public BatchLoader<Guid, PartnerCallResponse> Own => _own ??= Seen.By("r.call_id", response => response.CallId, (viewer, conditions) =>
        viewer.Organisation is { } self ? $"r.organisation_id = {conditions.Parameter(self)}" : null);

    /// <summary>By call of the organisation that asks: how many responses there are.</summary>
    public BatchLoader<Guid, int> Counts => _counts ??= new(CountsAsync);

    /// <summary>The newest of those that the organisation for which the viewer acts has written.</summary>
    public async Task<IReadOnlyList<PartnerCallResponse>> MineAsync(Viewer viewer, CancellationToken token) =>
        viewer.Organisation is not { } self ? [] : await NewestAsync(OfResponder(self), token);

    /// <summary>The newest of those to a call of the viewer's.</summary>
    public Task<IReadOnlyList<PartnerCallResponse>> ToAsync(Guid call, Viewer viewer, CancellationToken token) =>
        NewestAsync(OfCaller(viewer, call), token);

    private static async Task<IReadOnlyList<PartnerCallResponse>> NewestAsync(KeysetList<PartnerCallResponse> list, CancellationToken token)
    {
        var page = new ListPage<PartnerCallResponse>(list, PageRequest.Check(PageSize.Most, null, null, null));
        return [.. (await page.EdgesAsync(token)).Select(edge => edge.Row)];
    }

    /// <summary>Those to a call of the viewer's; without a call it is <c>parent.key</c>.</summary>
    internal KeysetList<PartnerCallResponse> OfCaller(Viewer viewer, Guid? call = null)
    {
        var conditions = new SqlConditions();
        conditions.Add($"r.call_id = {(call is { } one ? conditions.Parameter(one) : "parent.key")}");
        conditions.Add($"{PartnerCallPermissions.OfCaller(viewer, conditions)} AND r.state <> 'Withdrawn'");
        return List(conditions);
    }

    /// <summary>Those that the organisation that asks has written.</summary>
    internal KeysetList<PartnerCallResponse> OfResponder(Guid self)
    {
        var conditions = new SqlConditions();
        conditions.Add($"r.organisation_id = {conditions.Parameter(self)}");
        return List(conditions);
    }

    private KeysetList<PartnerCallResponse> List(SqlConditions conditions) => new()
    {
        Database = database,
        From = ResponseStore.From,
        Conditions = conditions,
        Order = new("responses", "r.id", response => response.Id) { IdDescending = true },
        Columns = ResponseStore.Columns,
        Read = ResponseStore.Read,
    };

    private SeenRows<PartnerCallResponse> Seen => new(
        database, current, Resource.PartnerCallResponse, PartnerCallPermissions.ResponseColumns,
        conditions => $"SELECT {ResponseStore.Columns} FROM {ResponseStore.From} WHERE {conditions.Where} ORDER BY r.id",
        ResponseStore.Read);

    private async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> calls, CancellationToken token)
    {
        var conditions = new SqlConditions();
        var own = PartnerCallPermissions.OfCaller(await current.GetAsync(token), conditions);
        var counts = await conditions.ListAsync(database, $"""
            SELECT r.call_id, count(*)::int FROM {ResponseStore.From}
            WHERE r.call_id = ANY({conditions.Parameter(calls.ToArray())}) AND {own} AND r.state <> 'Withdrawn'
            GROUP BY r.call_id
            """, row => KeyValuePair.Create(row.Value<Guid>(), row.Value<int>()), token);
        return counts.Concat(calls.Except(counts.Select(count => count.Key)).Select(call => KeyValuePair.Create(call, 0))).ToDictionary();
    }
}
