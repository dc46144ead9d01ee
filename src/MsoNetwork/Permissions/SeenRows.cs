using MsoNetwork.Accounts;
using MsoNetwork.Relay;
using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Permissions;

/// <summary>Rows by their keys as whoever asks may see them: what is not for them is not even read.</summary>
/// <param name="database">Where they are.</param>
/// <param name="current">Who asks.</param>
/// <param name="resource">What the rows are.</param>
/// <param name="facts">Where its facts stand.</param>
/// <param name="select">The statement for what the conditions let through.</param>
/// <param name="read">Reads a row of it.</param>
/// <param name="prepare">What must be in memory for the fields below; null when nothing must.</param>
public sealed class SeenRows<TRow>(
    NpgsqlDataSource database, CurrentViewer current, Resource resource, FactColumns facts, Func<SqlConditions, string> select,
    Func<SqlRow, TRow> read, Func<CancellationToken, Task>? prepare = null)
{
    /// <param name="column">What the keys are; of several rows with one key the last stays.</param>
    /// <param name="keyOf">A row's key.</param>
    /// <param name="only">What else holds for a viewer; null where there is nothing for them.</param>
    public BatchLoader<TKey, TRow> By<TKey>(
        string column, Func<TRow, TKey> keyOf, Func<Viewer, SqlConditions, string?>? only = null)
        where TKey : notnull => new(async (keys, token) =>
        {
            if (prepare is not null) await prepare(token);
            var (found, viewer, conditions) = (new Dictionary<TKey, TRow>(), await current.GetAsync(token), new SqlConditions());
            conditions.Add($"{column} = ANY({conditions.Parameter(keys.ToArray())})");
            if (!Rights.IsConceivable(viewer, resource, Operation.See)) return found;
            if (only is not null)
            {
                if (only(viewer, conditions) is not { } condition) return found;
                conditions.Add(condition);
            }

            conditions.Add(Rights.Sql(viewer, resource, Operation.See, facts, conditions));
            foreach (var row in await conditions.ListAsync(database, select(conditions), read, token)) found[keyOf(row)] = row;
            return found;
        });
}
