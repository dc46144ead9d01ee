using Microsoft.AspNetCore.Http.Extensions;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>By which column a table is ordered; its headers are links, so that it works without scripts.</summary>
/// <param name="Parameter">The name in the address; "-" before a column turns it round.</param>
/// <param name="Column">The column.</param>
/// <param name="IsDescending">Whether the last comes first.</param>
internal sealed record TableOrder(string Parameter, string Column, bool IsDescending)
{
    private const char Descending = '-';

    /// <summary>Reads it; null when the address names a column that is not there.</summary>
    public static TableOrder? Read(IQueryCollection query, string parameter, IReadOnlyCollection<string> columns, string usual)
    {
        var asked = query[parameter].ToString() is { Length: > 0 } given ? given : usual;
        var column = asked.TrimStart(Descending);
        return columns.Contains(column) ? new(parameter, column, asked.StartsWith(Descending)) : null;
    }

    /// <summary>What aria-sort says of a column; null for those by which it is not ordered.</summary>
    public string? Sort(string column) => column != Column ? null : IsDescending ? "descending" : "ascending";

    /// <summary>The same page in the order of a column; the one that leads is turned round. Numbers begin with the largest.</summary>
    public string Address(HttpRequest request, string column, bool isNumber)
    {
        var descending = column == Column ? !IsDescending : isNumber;
        var others = request.Query.Where(one => one.Key != Parameter)
            .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? ""));
        var query = new QueryBuilder(others) { { Parameter, descending ? Descending + column : column } };
        return request.Path + query.ToString();
    }

    public IEnumerable<T> Of<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, IComparer<TKey>? comparer = null) =>
        IsDescending ? rows.OrderByDescending(key, comparer) : rows.OrderBy(key, comparer);
}

/// <summary>A header by which a table can be ordered.</summary>
internal sealed record SortedHeader(TableOrder Order, HttpRequest Request, string Column, string Text, string Table, bool IsNumber = false);
