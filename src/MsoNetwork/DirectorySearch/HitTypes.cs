using GraphQL;
using GraphQL.Types;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Search;

namespace MsoNetwork.DirectorySearch;

/// <summary>A hit in the schema.</summary>
public abstract class HitEdgeType<T, TNode, THighlight> : ObjectGraphType<HitEdge<T>>
    where TNode : IGraphType
    where THighlight : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="node">What the node is.</param>
    /// <param name="place">Where a distance ends.</param>
    /// <param name="highlights">Where a hit matched.</param>
    /// <param name="nodeOf">The node of a hit; null where that is what was found.</param>
    protected HitEdgeType(
        string name, string node, string place, Func<HitEdge<T>, object> highlights, Func<HitEdge<T>, object>? nodeOf = null)
    {
        (Name, Description) = (name, "A hit.");
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("Opaque; for after of the same search.")
            .From(source => source.Hit.Cursor.Text);
        Field<NonNullGraphType<TNode>>("node").Description(node)
            .From(source => nodeOf is null ? source.Node : nodeOf(source));
        Field<NonNullGraphType<FloatGraphType>>("score").Description("How well it matches, 0 to 1; comparable within one answer only.")
            .From(source => source.Hit.Score);
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("matchedWords")
            .Description(
                "What it has of what was typed, as typed; words that say nothing are left out. Null when the engine does not say.")
            .From(source => source.Hit.Matched);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) in kilometres from filter.near, or from the place of a radius in the text; null without "
                + $"either. {place}")
            .From(source => source.Metres / 1000);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<THighlight>>>>("highlights")
            .Description("Where it matched, the weightiest text first.").Resolve(context => highlights(context.Source));
    }
}

/// <summary>A page of hits in the schema; the room then adds facets of its own, and calls <see cref="AddAnswer"/>.</summary>
public abstract class HitConnectionType<TPage, T, TEdge, TNode> : ObjectGraphType<TPage>
    where TPage : HitPage<T>
    where TEdge : IGraphType
    where TNode : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="nodes">What stands in it, for example "organisations".</param>
    /// <param name="facets">What facets there are.</param>
    /// <param name="facetCount">How many.</param>
    /// <param name="nodeOf">The node of what was found; null where it is that.</param>
    protected HitConnectionType(
        string name, string description, string nodes, string facets, int facetCount, Func<T, object>? nodeOf = null)
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TEdge>>>>("edges").Description("The page's hits, best first.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TNode>>>>("nodes").Description($"The page's {nodes} alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken))
                .Select(edge => nodeOf is null ? edge.Node : nodeOf(edge.Node)));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Pagination details.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount").Description("All hits on all pages.").From(source => source.Answer.TotalCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetType>>>>("facets").WithMetadata("cost.size", facetCount)
            .Description(facets).From(source => source.Answer.Facets.Select(facet => new Facet(facet.Key, facet.Value)));
    }

    /// <summary>How the text was understood and who answered.</summary>
    protected void AddAnswer(
        (string Says, Func<TPage, SearchEngineName> Of) engine, (string Says, Func<TPage, bool> Of) degraded, string took)
    {
        Field<NonNullGraphType<UnderstoodQueryType>>("understood")
            .Description("How the search text was interpreted, so that a page can show it and offer it as a filter.")
            .From(source => source.Query);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("matchedWords")
            .Description("What was typed and found, as typed: the words that one of the best hits has, whatever the filter.")
            .From(source => source.Answer.Matched);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("unmatchedWords")
            .Description(
                "What was typed and not found with the others, as typed: nobody has it, or nobody has all of it together. It does not "
                + "count against the hits. Words that say nothing are in neither list.")
            .From(source => source.Answer.Unmatched);
        Field<NonNullGraphType<SearchEngineType>>("engine").Description(engine.Says).From(source => engine.Of(source));
        Field<NonNullGraphType<BooleanGraphType>>("degraded").Description(degraded.Says).From(source => degraded.Of(source));
        Field<NonNullGraphType<IntGraphType>>("took").Description(took).From(source => source.Took);
    }
}

/// <summary>How many hits have a value of an enumeration.</summary>
public abstract class ValueCountType<TValue, TValueType> : ObjectGraphType<FacetCount>
    where TValue : struct, Enum
    where TValueType : EnumerationGraphType<TValue>
{
    protected ValueCountType(string name, string description, string field, string says)
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<TValueType>>(field).Description(says).From(count => Enum.Parse<TValue>(count.Key));
        Field(count => count.Count).Description("Hits that have it.");
    }
}

/// <summary>The arguments of a search.</summary>
public static class SearchArguments
{
    /// <param name="field">The field.</param>
    /// <param name="description">What it finds under which rules.</param>
    /// <param name="examples">What may be typed.</param>
    /// <param name="filter">What the filter leaves open.</param>
    public static GraphQL.Builders.FieldBuilder<object?, object> Search<TFilter>(
        this GraphQL.Builders.FieldBuilder<object?, object> field, string description, string examples, string filter)
        where TFilter : IInputObjectGraphType =>
        field.Argument<NonNullGraphType<StringGraphType>>(
                "query", $"What was typed, at most {QueryParser.Longest} characters, for example {examples}.")
            .Argument<TFilter>("filter", $"Conditions, all of which hold; {filter}")
            .PagedForward(description, "How many hits", "Cursor of a hit of the same search");
}
