using MsoNetwork.Sql;
using Npgsql;

namespace MsoNetwork.Relay.Lists;

/// <summary>A list as its room describes it: which rows in what order, which columns, and how a row is read.</summary>
public sealed class KeysetList<TRow>
{
    public required NpgsqlDataSource Database { get; init; }

    /// <summary>The tables with their aliases.</summary>
    public required string From { get; init; }

    /// <summary>Which rows; <c>parent.key</c> is the parent of a nested list.</summary>
    public required SqlConditions Conditions { get; init; }

    public required KeysetOrder<TRow> Order { get; init; }

    /// <summary>The select list; its first column is never null.</summary>
    public required string Columns { get; init; }

    public required Func<SqlRow, TRow> Read { get; init; }

    /// <summary>Another way to read a page than <see cref="Page"/>, where a room has a faster one.</summary>
    public ReadPage<TRow>? ReadPage { get; init; }

    /// <summary>The statement for a page; <paramref name="conditions"/> say where it begins and ends, and get its limit.</summary>
    public string Page(SqlConditions conditions, string columns, bool backward, int limit) => $"""
        SELECT {columns} FROM {From} WHERE {conditions.Where} ORDER BY {Order.Terms(backward)} LIMIT {conditions.Parameter(limit)}
        """;

    internal Task<List<TRow>> RowsAsync(SqlConditions conditions, bool backward, int limit, CancellationToken cancellationToken) =>
        ReadPage is null
            ? conditions.ListAsync(Database, Page(conditions, Columns, backward, limit), Read, cancellationToken)
            : ReadPage(this, conditions, backward, limit, cancellationToken);

    /// <summary>The conditions of what stands between two places.</summary>
    internal SqlConditions Between(KeysetPlace? after, KeysetPlace? before)
    {
        var conditions = Conditions.Copy();
        if (after is not null) conditions.Add(Order.Beyond(conditions, after, forward: true));
        if (before is not null) conditions.Add(Order.Beyond(conditions, before, forward: false));
        return conditions;
    }

    /// <summary>Counts all rows, whatever the page.</summary>
    internal string Count => $"SELECT count(*)::int FROM {From} WHERE {Conditions.Where}";

    /// <summary>Whether there are rows at a place and on its far side, seen from the page that it bounds.</summary>
    internal string AnyOutside(SqlConditions conditions, KeysetPlace place, bool behind) =>
        $"EXISTS (SELECT FROM {From} WHERE {Conditions.Where} AND {Order.Beyond(conditions, place, forward: behind, orEqual: true)})";
}

/// <summary>Reads at most <paramref name="limit"/> rows that the conditions let through, in the list's order or backward.</summary>
public delegate Task<List<TRow>> ReadPage<TRow>(
    KeysetList<TRow> list, SqlConditions conditions, bool backward, int limit, CancellationToken cancellationToken);
