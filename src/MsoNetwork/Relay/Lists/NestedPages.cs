using MsoNetwork.Sql;

namespace MsoNetwork.Relay.Lists;

/// <summary>
/// Reads the pages of many parents by one statement: LATERAL, so that each parent has its own limit; what is said of a parent as a whole
/// stands in a CTE, so that it is not worked out again for each row. A nested loop is the only way to join so, and keeps the order.
/// </summary>
internal static class NestedPages
{
    public static async Task<IReadOnlyDictionary<TKey, ListPage<TRow>>> ReadAsync<TKey, TRow>(
        ListPage<TRow> shape, SelectedParts selected, IReadOnlyCollection<TKey> parents, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var (list, conditions) = (shape.List, shape.Between());
        var statement = $"""
            WITH parents AS MATERIALIZED (
                SELECT parent.key, {(selected.Count ? $"({list.Count})" : "0")} AS total,
                    {(selected.Previous ? shape.AnyOutside(conditions, behind: false) : "false")} AS any_before,
                    {(selected.Next ? shape.AnyOutside(conditions, behind: true) : "false")} AS any_behind
                FROM unnest({conditions.Parameter(parents.ToArray())}) AS parent(key))
            SELECT {(selected.Rows ? "page.*, " : "")}parent.key, parent.total, parent.any_before, parent.any_behind FROM parents AS parent
            """;
        if (selected.Rows)
        {
            var rows = list.Page(conditions, list.Columns, shape.Request.Backward, shape.Request.Count + 1);
            statement += $" LEFT JOIN LATERAL ({rows}) AS page ON true";
        }

        var found = new Dictionary<TKey, Parent<TRow>>();
        await conditions.ListAsync(list.Database, statement, row => Add(found, row, selected.Rows, list.Read), cancellationToken);
        return found.ToDictionary(
            entry => entry.Key,
            entry => shape.Filled(entry.Value.Rows, entry.Value.AnyBefore, entry.Value.AnyBehind, entry.Value.Count)
        );
    }

    private static bool Add<TKey, TRow>(Dictionary<TKey, Parent<TRow>> found, SqlRow row, bool withRows, Func<SqlRow, TRow> read)
        where TKey : notnull
    {
        var (reader, own) = (row.Reader, row.Reader.FieldCount - 4);
        var key = reader.GetFieldValue<TKey>(own);
        if (!found.TryGetValue(key, out var parent))
            found[key] = parent = new([], reader.GetInt32(own + 1), reader.GetBoolean(own + 2), reader.GetBoolean(own + 3));
        if (!withRows || reader.IsDBNull(0)) return false;
        parent.Rows.Add(read(row));
        return true;
    }

    private sealed record Parent<TRow>(List<TRow> Rows, int Count, bool AnyBefore, bool AnyBehind);
}
