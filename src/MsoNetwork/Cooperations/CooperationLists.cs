using GraphQL;
using GraphQL.DataLoader;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Cooperations;

/// <summary>What an organisation's list shows.</summary>
public sealed record CooperationQuestion(PageRequest Page, CooperationKind[]? Kinds, CooperationState[]? States, DateOnly? At);

/// <summary>
/// Cooperations of organisations: one statement for the pages of all parents of a field, however many, and one for cooperations by id.
/// </summary>
public sealed class CooperationLists
{
    private readonly NpgsqlDataSource _database;
    private readonly CurrentViewer _viewer;
    private readonly Dictionary<object, BatchLoader<Guid, CooperationPage>> _fields = [];

    public CooperationLists(NpgsqlDataSource database, CurrentViewer viewer)
    {
        (_database, _viewer) = (database, viewer);
        ById = new(ByIdAsync);
    }

    public BatchLoader<Guid, Cooperation> ById { get; }

    public IDataLoaderResult<CooperationPage> Load(Guid organisation, IResolveFieldContext context, Func<CooperationQuestion> ask)
    {
        // Siblings share the field of the document, and with it the arguments.
        lock (_fields)
        {
            if (!_fields.TryGetValue(context.FieldAst, out var pages))
            {
                var (question, selected) = (ask(), Selection.Below(context));
                _fields.Add(context.FieldAst, pages = new((ids, token) => PagesAsync(question, selected, ids, token)));
            }

            return pages.Load(organisation, found => found!);
        }
    }

    private async Task<IReadOnlyDictionary<Guid, Cooperation>> ByIdAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var conditions = new SqlConditions();
        conditions.Add($"c.id = ANY({conditions.Parameter(ids.ToArray())})");
        conditions.Add(Seen(await _viewer.GetAsync(cancellationToken), conditions));
        await using var command = conditions.Command(
            _database,
            $"SELECT {CooperationRow.Columns} FROM cooperations AS c WHERE {conditions.Where}"
        );
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, Cooperation>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var cooperation = CooperationRow.Read(rows);
            found[cooperation.Id] = cooperation;
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Guid, CooperationPage>> PagesAsync(
        CooperationQuestion question,
        HashSet<string> selected,
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellationToken
    )
    {
        var (page, list) = (question.Page, new SqlConditions());
        list.Add("(c.from_id = parent.id OR c.to_id = parent.id)");
        list.Add(Seen(await _viewer.GetAsync(cancellationToken), list));
        if (question.Kinds is { Length: > 0 } kinds)
            list.Add($"c.kind = ANY({list.Parameter(kinds.Select(kind => kind.ToString()).ToArray())})");
        list.Add(
            $"c.state = ANY({list.Parameter((question.States ?? [CooperationState.Confirmed]).Select(state => state.ToString()).ToArray())})"
        );
        if (question.At is { } day)
            list.Add(
                $"coalesce(c.starts_on, c.retrieved_on, c.proposed_at::date) <= {list.Parameter(day)} AND (c.ends_on IS NULL OR c.ends_on >= {list.Parameter(day)})"
            );
        var every = list.Where;
        var count = selected.Contains("totalCount") ? $"(SELECT count(*)::int FROM cooperations AS c WHERE {every})" : "0";
        string Beyond(string? cursor, string argument, string sign) =>
            cursor is null ? "false" : $"c.id {sign} {list.Parameter(CooperationEdge.Parse(cursor, argument))}";
        var (before, after) = (Beyond(page.After, "after", ">="), Beyond(page.Before, "before", "<="));
        list.Add($"NOT ({before})");
        list.Add($"NOT ({after})");
        await using var command = list.Command(_database, $"""
            SELECT {CooperationRow.Columns}, parent.id, {count} AS total,
                EXISTS (SELECT FROM cooperations AS c WHERE {every} AND {before}) AS any_before, EXISTS (SELECT FROM cooperations AS c WHERE {every} AND {after}) AS any_after
            FROM unnest({list.Parameter(organisations.ToArray())}) AS parent (id)
            LEFT JOIN LATERAL (SELECT * FROM cooperations AS c WHERE {list.Where} ORDER BY c.id {(page.Backward ? "ASC" : "DESC")} LIMIT {list.Parameter(page.Count + 1)}) AS c ON true
            ORDER BY parent.id, c.id DESC
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = organisations.ToDictionary(id => id, _ => (Edges: new List<CooperationEdge>(), Before: false, After: false, Count: 0));
        while (await rows.ReadAsync(cancellationToken))
        {
            var (parent, last) = (rows.GetGuid(rows.FieldCount - 4), rows.FieldCount - 1);
            var edges = found[parent].Edges;
            if (!rows.IsDBNull(0))
            {
                var cooperation = CooperationRow.Read(rows);
                edges.Add(new(cooperation, cooperation.FromId == parent ? cooperation.ToId : cooperation.FromId));
            }

            found[parent] = (edges, rows.GetBoolean(last - 1), rows.GetBoolean(last), rows.GetInt32(last - 2));
        }

        return found.ToDictionary(
            entry => entry.Key,
            entry => Cut(entry.Value.Edges, page, entry.Value.Before, entry.Value.After, entry.Value.Count)
        );
    }

    private static string Seen(Viewer viewer, SqlConditions conditions) =>
        Rights.Sql(viewer, Resource.Cooperation, Operation.See, CooperationPermissions.Columns, conditions);

    private static CooperationPage Cut(List<CooperationEdge> edges, PageRequest page, bool before, bool after, int count)
    {
        var more = edges.Count > page.Count;
        if (more) edges.RemoveAt(page.Backward ? 0 : edges.Count - 1);
        return new(edges, before || (more && page.Backward), after || (more && !page.Backward), count);
    }
}
