using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>What an organisation's list shows.</summary>
public sealed record CooperationQuestion(CooperationKind[]? Kinds, CooperationState[]? States, DateOnly? At);

/// <summary>A cooperation in an organisation's list.</summary>
/// <param name="Cooperation">The cooperation.</param>
/// <param name="Partner">The other organisation's id.</param>
public sealed record ListedCooperation(Cooperation Cooperation, Guid Partner);

/// <summary>One request's cooperations, as whoever asks may see them.</summary>
public sealed class CooperationLists
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;

    public CooperationLists(NpgsqlDataSource database, CurrentViewer viewer)
    {
        (_database, _viewer) = (database, viewer);
        ById = new SeenRows<Cooperation>(
            database, viewer, Resource.Cooperation, CooperationPermissions.Columns,
            conditions => $"SELECT {CooperationRow.Columns} FROM cooperations AS c WHERE {conditions.Where}", CooperationRow.Read)
            .By("c.id", cooperation => cooperation.Id);
    }

    public BatchLoader<Guid, Cooperation> ById { get; }

    /// <summary>The newest cooperations of an organisation in all states that the viewer may see.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="partner">Only those with this one; null for all.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task<IReadOnlyList<Cooperation>> OfAsync(Guid organisation, Guid? partner, CancellationToken cancellationToken)
    {
        var list = new SqlConditions();
        list.Add($"{list.Parameter(organisation)} IN (c.from_id, c.to_id)");
        if (partner is { } other) list.Add($"{list.Parameter(other)} IN (c.from_id, c.to_id)");
        list.Add(Seen(await _viewer.GetAsync(cancellationToken), list));
        var sql = $"SELECT {CooperationRow.Columns} FROM cooperations AS c WHERE {list.Where} ORDER BY c.id DESC LIMIT {PageSize.Most}";
        return await list.ListAsync(_database, sql, CooperationRow.Read, cancellationToken);
    }

    /// <summary>A page of an organisation's cooperations, the newest first; the organisation is <c>parent.key</c>.</summary>
    public async Task<ListPage<ListedCooperation>> PageAsync(
        CooperationQuestion question, PageRequest request, CancellationToken cancellationToken)
    {
        var list = new SqlConditions();
        list.Add("(c.from_id = parent.key OR c.to_id = parent.key)");
        list.Add(Seen(await _viewer.GetAsync(cancellationToken), list));
        if (question.Kinds is { Length: > 0 } kinds)
            list.Add($"c.kind = ANY({list.Parameter(kinds.Select(kind => kind.ToString()).ToArray())})");
        var states = (question.States ?? [CooperationState.Confirmed]).Select(state => state.ToString()).ToArray();
        list.Add($"c.state = ANY({list.Parameter(states)})");
        if (question.At is { } day)
            list.Add(
                $"coalesce(c.starts_on, c.retrieved_on, c.proposed_at::date) <= {list.Parameter(day)} "
                    + $"AND (c.ends_on IS NULL OR c.ends_on >= {list.Parameter(day)})"
            );
        return new ListPage<ListedCooperation>(new KeysetList<ListedCooperation>
        {
            Database = _database,
            From = "cooperations AS c",
            Conditions = list,
            // Ids are of version 7, so the newest first.
            Order = new("cooperations", "c.id", listed => listed.Cooperation.Id) { IdDescending = true },
            Columns = CooperationRow.Columns + ", CASE WHEN c.from_id = parent.key THEN c.to_id ELSE c.from_id END",
            Read = row => new ListedCooperation(CooperationRow.Read(row), row.Value<Guid>()),
        }, request);
    }

    private static string Seen(Viewer viewer, SqlConditions conditions) =>
        Rights.Sql(viewer, Resource.Cooperation, Operation.See, CooperationPermissions.Columns, conditions);
}
