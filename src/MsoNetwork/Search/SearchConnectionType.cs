using GraphQL;
using GraphQL.Types;
using MsoNetwork.Organisations;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Search;

public sealed class SearchEngineType : EnumerationGraphType<SearchEngineName>
{
    public SearchEngineType()
    {
        Name = "SearchEngine";
        Description =
            "Who answered: POSTGRES is our own index over the registry, always there; MEILISEARCH only where the operator has set it up.";
        Values["POSTGRES"]!.Description = "Our own index over the registry in PostgreSQL.";
        Values["MEILISEARCH"]!.Description = "The Meilisearch that the operator has set up.";
    }
}

public sealed class HighlightFieldType : EnumerationGraphType<HighlightField>
{
    public HighlightFieldType()
    {
        Name = "HighlightField";
        Description = "Which text of an entry matched.";
        Values["NAME"]!.Description = "The official name.";
        Values["ALTERNATE_NAME"]!.Description = "A short form, a former name or one in another language.";
        Values["TOPIC"]!.Description = "A topic's label or synonym.";
        Values["TARGET_GROUP"]!.Description = "A target group's label or synonym.";
        Values["OFFER"]!.Description = "An offer's label or synonym.";
        Values["LANGUAGE"]!.Description = "A language's name.";
        Values["ORIGIN"]!.Description = "An origin's name.";
        Values["KIND"]!.Description = "The kind's label or synonym.";
        Values["KEYWORD"]!.Description = "A word of its sources that no vocabulary knows.";
        Values["TOWN"]!.Description = "The town of its seat.";
        Values["DESCRIPTION"]!.Description = "What is said of it, in the language that the highlight names.";
    }
}

public sealed class TextFragmentType : ObjectGraphType<TextFragment>
{
    public TextFragmentType()
    {
        Name = "TextFragment";
        Description = "A piece of plain text (no HTML).";
        Field(fragment => fragment.Text).Description("The text, as written in the entry.");
        Field(fragment => fragment.Matched).Description("Whether it is what matched.");
    }
}

public sealed class HighlightType : ObjectGraphType<Highlight>
{
    public HighlightType()
    {
        Name = "Highlight";
        Description = "A text of the entry in which something matched.";
        Field<NonNullGraphType<HighlightFieldType>>("field").Description("Which text.").From(source => source.Field);
        Field(highlight => highlight.Language, nullable: true).Description("BCP 47 tag of a description; null otherwise.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TextFragmentType>>>>("fragments")
            .Description("The text in pieces, in order; a long one is cut around the first match, with … at the cut.")
            .From(source => source.Fragments);
    }
}

public sealed class SearchEdgeType : ObjectGraphType<SearchEdge>
{
    public SearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies)
    {
        Name = "OrganisationSearchEdge";
        Description = "A hit.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("Opaque; for after of the same search.")
            .From(source => source.Hit.Cursor.Text);
        Field<NonNullGraphType<OrganisationType>>("node").Description("The organisation.").From(source => source.Entry);
        Field<NonNullGraphType<FloatGraphType>>("score")
            .Description("How well it matches, 0 to 1; comparable within one answer only.")
            .From(source => source.Hit.Score);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) in kilometres from filter.near, or from the place of a radius in the text; null without either. Where location.precision is MUNICIPALITY it ends in the middle of the town."
            )
            .From(source => source.Metres / 1000);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<HighlightType>>>>("highlights")
            .Description("Where it matched, the weightiest text first.")
            .Resolve(context => Highlighter.Of(context.Source.Entry, context.Source.Page.Question.Query, vocabularies.Loaded));
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
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(edge => edge.Entry));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount")
            .Description("All hits on all pages.")
            .From(source => source.Routed.Answer.TotalCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetType>>>>("facets")
            .WithMetadata("cost.size", 6)
            .Description("What the hits can be narrowed by. A facet's counts ignore the filter on the facet itself.")
            .From(source => source.Routed.Answer.Facets.Select(facet => new Facet(facet.Key, facet.Value)));
        Field<NonNullGraphType<UnderstoodQueryType>>("understood")
            .Description("What the text was understood as, so that a page can show it and offer it as a filter.")
            .From(source => source.Question.Query);
        Field<NonNullGraphType<SearchEngineType>>("engine").Description("Which engine answered.").From(source => source.Routed.Engine);
        Field<NonNullGraphType<BooleanGraphType>>("degraded")
            .Description("True when the configured engine did not answer and PostgreSQL did.")
            .From(source => source.Routed.Degraded);
        Field<NonNullGraphType<IntGraphType>>("took").Description("Milliseconds that the engine took.").From(source => source.Took);
    }
}
