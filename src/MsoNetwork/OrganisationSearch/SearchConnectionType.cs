using GraphQL;
using GraphQL.Types;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.OrganisationSearch;

public sealed class SearchEdgeType : ObjectGraphType<HitEdge<OrganisationEntry>>
{
    public SearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies)
    {
        Name = "OrganisationSearchEdge";
        Description = "A hit.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("Opaque; for after of the same search.")
            .From(source => source.Hit.Cursor.Text);
        Field<NonNullGraphType<OrganisationType>>("node").Description("The organisation.").From(source => source.Node);
        Field<NonNullGraphType<FloatGraphType>>("score")
            .Description("How well it matches, 0 to 1; comparable within one answer only.")
            .From(source => source.Hit.Score);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) in kilometres from filter.near, or from the place of a radius in the text; null without "
                    + "either. Where location.precision is MUNICIPALITY it ends in the middle of the town."
            )
            .From(source => source.Metres / 1000);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HighlightType>>>>("highlights")
            .Description("Where it matched, the weightiest text first.")
            .Resolve(context => OrganisationHighlights.Of(context.Source.Node, context.Source.Query, vocabularies.Loaded));
    }
}

public sealed class SearchConnectionType : ObjectGraphType<SearchPage>
{
    public SearchConnectionType()
    {
        Name = "OrganisationSearchConnection";
        Description = "An answered search (Relay cursor connection).";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SearchEdgeType>>>>("edges").Description("The page's hits, best first.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<OrganisationType>>>>("nodes").Description("The page's organisations alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(edge => edge.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("All hits on all pages.")
            .From(source => source.Answer.TotalCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetType>>>>("facets")
            .WithMetadata("cost.size", 6)
            .Description("What the hits can be narrowed by. A facet's counts ignore the filter on the facet itself.")
            .From(source => source.Answer.Facets.Select(facet => new Facet(facet.Key, facet.Value)));
        Field<NonNullGraphType<UnderstoodQueryType>>("understood")
            .Description("What the text was understood as, so that a page can show it and offer it as a filter.")
            .From(source => source.Query);
        Field<NonNullGraphType<SearchEngineType>>("engine").Description("Which engine answered.").From(source => source.Routed.Engine);
        Field<NonNullGraphType<BooleanGraphType>>("degraded")
            .Description("True when the configured engine did not answer and PostgreSQL did.")
            .From(source => source.Routed.Degraded);
        Field<NonNullGraphType<IntGraphType>>("took").Description("Milliseconds that the engine took.").From(source => source.Took);
    }
}
