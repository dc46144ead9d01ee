using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls.Search;

public sealed class PartnerCallSearchEdgeType : ObjectGraphType<HitEdge<ListedPartnerCall>>
{
    public PartnerCallSearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    {
        Name = "PartnerCallSearchEdge";
        Description = "A hit.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("Opaque; for after of the same search.")
            .From(source => source.Hit.Cursor.Text);
        Field<NonNullGraphType<PartnerCallType>>("node").Description("The call.").From(source => source.Node);
        Field<NonNullGraphType<FloatGraphType>>("score")
            .Description("How well it matches, 0 to 1; comparable within one answer only.")
            .From(source => source.Hit.Score);
        Field<FloatGraphType>("distanceKm")
            .Description(
                "Geodesic distance (WGS 84) in kilometres from filter.near, or from the place of a radius in the text; null without "
                    + "either. A place is the middle of its town or region, or where its organisation is."
            )
            .From(source => source.Metres / 1000);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallHighlightType>>>>("highlights")
            .Description("Where it matched, the weightiest text first.")
            .Resolve(context =>
                PartnerCallHighlights.Of(context.Source.Node, context.Source.Query, vocabularies.Loaded, gazetteer.Loaded)
            );
    }
}

public sealed class DirectionCountType : ObjectGraphType<FacetCount>
{
    public DirectionCountType()
    {
        Name = "PartnerCallDirectionCount";
        Description = "How many hits seek, how many offer.";
        Field<NonNullGraphType<PartnerCallDirectionType>>("direction")
            .Description("Sought or offered.")
            .Resolve(context => Enum.Parse<PartnerCallDirection>(context.Source.Key));
        Field(count => count.Count).Description("Hits that have it.");
    }
}

public sealed class SubjectCountType : ObjectGraphType<FacetCount>
{
    public SubjectCountType()
    {
        Name = "PartnerCallSubjectCount";
        Description = "How many hits have a subject.";
        Field<NonNullGraphType<PartnerCallSubjectType>>("subject")
            .Description("The subject.")
            .Resolve(context => Enum.Parse<PartnerCallSubject>(context.Source.Key));
        Field(count => count.Count).Description("Hits that have it.");
    }
}

public sealed class PartnerCallSearchConnectionType : ObjectGraphType<PartnerCallSearchPage>
{
    public PartnerCallSearchConnectionType()
    {
        Name = "PartnerCallSearchConnection";
        Description = "An answered search for calls (Relay cursor connection).";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallSearchEdgeType>>>>("edges")
            .Description("The page's hits, best first.")
            .ResolveAsync(async context => await context.Source.EdgesAsync(context.CancellationToken));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerCallType>>>>("nodes").Description("The page's calls alone.")
            .ResolveAsync(async context => (await context.Source.EdgesAsync(context.CancellationToken)).Select(edge => edge.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page stands.").From(source => source);
        Field<NonNullGraphType<IntGraphType>>("totalCount").Description("All hits on all pages.").From(source => source.Answer.TotalCount);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FacetType>>>>("facets")
            .WithMetadata("cost.size", 4)
            .Description(
                "What the hits can be narrowed by: TOPICS, TARGET_GROUPS, LANGUAGES, REGIONS (for activeIn). A facet's counts ignore the "
                    + "filter on the facet itself."
            )
            .From(source => source.Answer.Facets.Select(facet => new Facet(facet.Key, facet.Value)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DirectionCountType>>>>("directions")
            .WithMetadata("cost.size", 2)
            .Description("How many hits seek, how many offer; ignores the filter on the direction.")
            .Resolve(context => context.Source.Counts(SearchPartnerCalls.Directions));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SubjectCountType>>>>("subjects")
            .WithMetadata("cost.size", 10)
            .Description("How many hits have which subject, the most frequent first; ignores the filter on subjects.")
            .Resolve(context => context.Source.Counts(SearchPartnerCalls.Subjects));
        Field<NonNullGraphType<UnderstoodQueryType>>("understood")
            .Description("What the text was understood as, so that a page can show it and offer it as a filter.")
            .From(source => source.Query);
        Field<NonNullGraphType<SearchEngineType>>("engine")
            .Description("Always POSTGRES: calls are few, and only our own index holds them.")
            .Resolve(_ => SearchEngineName.Postgres);
        Field<NonNullGraphType<BooleanGraphType>>("degraded")
            .Description("Always false: there is no other engine for calls that could be missing.")
            .Resolve(_ => false);
        Field<NonNullGraphType<IntGraphType>>("took").Description("Milliseconds that the search took.").From(source => source.Took);
    }
}

/// <summary>searchPartnerCalls.</summary>
public static class PartnerCallSearchQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query
            .Field<NonNullGraphType<PartnerCallSearchConnectionType>>("searchPartnerCalls")
            .Description(
                "Partner calls by what somebody types, under the same rules as searchOrganisations: titles, texts, topics, the "
                    + "organisation's names; places in the text are recognised. "
                    + $"An empty text lists by distance (with filter.near) or the newest first. first: 1 to {PageSize.Most}, "
                    + $"{PageSize.Default} unless told."
            )
            .Argument<NonNullGraphType<StringGraphType>>(
                "query",
                $"What was typed, at most {QueryParser.Longest} characters, for example \"proberaum dortmnud\" or \"Mentoring Aachen 20 "
                    + "km\"."
            )
            .Argument<PartnerCallFilterType>(
                "filter",
                "Conditions, all of which hold; open calls unless states says otherwise. Drafts and withdrawn calls are never found here."
            )
            .Argument<IntGraphType>("first", $"How many hits: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .Argument<StringGraphType>("after", "Cursor of a hit of the same search; the page stands behind it.")
            .ResolveAsync(async context =>
                await context
                    .RequestServices!.GetRequiredService<SearchPartnerCalls>()
                    .RunAsync(
                        context.GetArgument<string>("query"),
                        context.GetArgument<PartnerCallFilter?>("filter") ?? new PartnerCallFilter(),
                        PageSize.Check(context.GetArgument<int?>("first"), "first"),
                        context.GetArgument<string?>("after"),
                        Selection.Below(context).Overlaps(["facets", "directions", "subjects"]),
                        context.CancellationToken
                    )
            );
}
