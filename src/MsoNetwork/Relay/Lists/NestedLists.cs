using GraphQL;
using GraphQL.DataLoader;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Relay.Lists;

/// <summary>
/// One request's lists below other objects: all parents of a field are answered by one statement, however many they are.
/// </summary>
public sealed class NestedLists
{
    private readonly Dictionary<object, object> _fields = [];

    /// <param name="context">Of the list's field.</param>
    /// <param name="parent">What <c>parent.key</c> is in the list's conditions.</param>
    /// <param name="page">The page of any parent; asked once a field, because siblings share its arguments.</param>
    public IDataLoaderResult<ListPage<TRow>> Load<TKey, TRow>(IResolveFieldContext context, TKey parent, Func<Task<ListPage<TRow>>> page)
        where TKey : notnull
    {
        lock (_fields)
        {
            if (!_fields.TryGetValue(context.FieldAst, out var pages))
            {
                var (shape, selected) = (page(), SelectedParts.Of(context));
                pages = new BatchLoader<TKey, ListPage<TRow>>(async (parents, token) =>
                    await NestedPages.ReadAsync(await shape, selected, parents, token)
                );
                _fields.Add(context.FieldAst, pages);
            }

            return ((BatchLoader<TKey, ListPage<TRow>>)pages).Load(parent, found => found!);
        }
    }
}

/// <summary>How resolvers ask for a nested list.</summary>
public static class NestedListFields
{
    /// <inheritdoc cref="NestedLists.Load"/>
    public static IDataLoaderResult<ListPage<TRow>> Nested<TKey, TRow>(
        this IResolveFieldContext context, TKey parent, Func<Task<ListPage<TRow>>> page)
        where TKey : notnull => context.RequestServices!.GetRequiredService<NestedLists>().Load(context, parent, page);
}
