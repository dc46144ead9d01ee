using GraphQL.Types;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay;

/// <summary>Where a page stands in its list; asked only when the query selects it.</summary>
public interface IPage
{
    Task<string?> StartCursorAsync(CancellationToken cancellationToken);
    Task<string?> EndCursorAsync(CancellationToken cancellationToken);
    Task<bool> HasNextPageAsync(CancellationToken cancellationToken);
    Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken);
}

public sealed class PageInfoType : ObjectGraphType<IPage>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Where this page stands in its list.";
        Field<StringGraphType>("startCursor").Description("Cursor of the first entry, for before; null on an empty page.")
            .ResolveAsync(async context => await context.Source.StartCursorAsync(context.CancellationToken));
        Field<StringGraphType>("endCursor").Description("Cursor of the last entry, for after; null on an empty page.")
            .ResolveAsync(async context => await context.Source.EndCursorAsync(context.CancellationToken));
        Field<NonNullGraphType<BooleanGraphType>>("hasNextPage").Description("Whether there are further entries.")
            .ResolveAsync(async context => await context.Source.HasNextPageAsync(context.CancellationToken));
        Field<NonNullGraphType<BooleanGraphType>>("hasPreviousPage").Description("Whether there are earlier entries.")
            .ResolveAsync(async context => await context.Source.HasPreviousPageAsync(context.CancellationToken));
    }
}

/// <summary>The paging arguments of a list, checked.</summary>
/// <param name="Count">Entries a page, 1 to <see cref="PageSize.Most"/>.</param>
/// <param name="Backward">True with last: the page before a cursor, or the list's end.</param>
/// <param name="After">Opaque cursor; the page stands behind it.</param>
/// <param name="Before">Opaque cursor; the page stands before it.</param>
public sealed record PageRequest(int Count, bool Backward, string? After, string? Before)
{
    public static PageRequest Check(int? first, string? after, int? last, string? before)
    {
        if (first is not null && last is not null)
            throw NetworkException.Invalid("last", "first and last exclude each other: ask for the first entries or for the last ones.");
        return last is null
            ? new(PageSize.Check(first, "first"), false, after, before)
            : new(PageSize.Check(last, "last"), true, after, before);
    }
}
