using GraphQL.Types;

namespace MsoNetwork.Relay.Lists;

/// <summary>A list's edge: cursor and node; a room adds what else it knows of the row's place.</summary>
public abstract class EdgeType<TRow, TNode> : ObjectGraphType<ListEdge<TRow>>
    where TNode : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="node">What the node is, for example "The organisation."</param>
    /// <param name="nodeOf">The node of a row.</param>
    /// <param name="cursor">What the cursor is for.</param>
    protected EdgeType(
        string name, string description, string node, Func<TRow, object> nodeOf,
        string cursor = "Opaque; for after and before of the same list.")
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<StringGraphType>>("cursor").Description(cursor).From(edge => edge.Cursor);
        Field<NonNullGraphType<TNode>>("node").Description(node).From(edge => nodeOf(edge.Row));
    }

    /// <summary>Adds distanceKm.</summary>
    /// <param name="description">In the schema.</param>
    /// <param name="metres">How far a row is; NaN where nobody asked.</param>
    protected void AddDistance(string description, Func<TRow, double> metres) =>
        Field<FloatGraphType>("distanceKm").Description(description)
            .From(edge => metres(edge.Row) is var far && double.IsNaN(far) ? null : far / 1000);
}

/// <summary>A page of a list in the schema: edges, nodes, pageInfo and totalCount.</summary>
public abstract class ConnectionType<TRow, TEdge, TNode> : ObjectGraphType<ListPage<TRow>>
    where TEdge : IGraphType
    where TNode : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="rows">What stands in it, for example "organisations".</param>
    /// <param name="edge">What an edge says, for example "cursor and distance".</param>
    /// <param name="counted">How many totalCount counts, for example "the filter finds".</param>
    /// <param name="nodeOf">The node of a row.</param>
    protected ConnectionType(
        string name, string description, string rows, string edge, string counted, Func<TRow, object> nodeOf)
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TEdge>>>>("edges").Description($"The page's entries with {edge}.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TNode>>>>("nodes").Description($"The page's {rows} alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(one => nodeOf(one.Row)));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Pagination details.").From(page => page);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description($"How many {counted} on all pages; counted only when asked for.")
            .ResolveAsync(async context => await context.Source.TotalCountAsync(context.CancellationToken));
    }
}
