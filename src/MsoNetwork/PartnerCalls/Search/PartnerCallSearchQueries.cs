using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls.Search;

public sealed class PartnerCallSearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies, ReferenceSnapshot<Gazetteer> gazetteer)
    : HitEdgeType<ListedPartnerCall, PartnerCallType, PartnerCallHighlightType>(
        "PartnerCallSearchEdge",
        "The call.",
        "A place is the middle of its town or region, or where its organisation is.",
        hit => PartnerCallHighlights.Of(hit.Node, hit.Query, vocabularies.Loaded, gazetteer.Loaded));

public sealed class DirectionCountType() : ValueCountType<PartnerCallDirection, PartnerCallDirectionType>(
    "PartnerCallDirectionCount", "How many hits seek, how many offer.", "direction", "Sought or offered.");

public sealed class SubjectCountType() : ValueCountType<PartnerCallSubject, PartnerCallSubjectType>(
    "PartnerCallSubjectCount", "How many hits have a subject.", "subject", "The subject.");

public sealed class PartnerCallSearchConnectionType
    : HitConnectionType<PartnerCallSearchPage, ListedPartnerCall, PartnerCallSearchEdgeType, PartnerCallType>
{
    public PartnerCallSearchConnectionType()
        : base(
            "PartnerCallSearchConnection", "An answered search for calls (Relay cursor connection).", "calls",
            "What the hits can be narrowed by: TOPICS, TARGET_GROUPS, LANGUAGES, REGIONS (for activeIn). A facet's counts ignore the "
            + "filter on the facet itself.", facetCount: 4)
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DirectionCountType>>>>("directions").WithMetadata("cost.size", 2)
            .Description("How many hits seek, how many offer; ignores the filter on the direction.")
            .From(page => page.Counts(SearchPartnerCalls.Directions));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SubjectCountType>>>>("subjects").WithMetadata("cost.size", 10)
            .Description("How many hits have which subject, the most frequent first; ignores the filter on subjects.")
            .From(page => page.Counts(SearchPartnerCalls.Subjects));
        AddAnswer(
            ("Always POSTGRES: calls are few, and only our own index holds them.", _ => SearchEngineName.Postgres),
            ("Always false: calls are only ever searched in PostgreSQL.", _ => false),
            "Milliseconds that the search took.");
    }
}

/// <summary>searchPartnerCalls.</summary>
public static class PartnerCallSearchQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<PartnerCallSearchConnectionType>>("searchPartnerCalls")
            .Search<PartnerCallFilterType>(
                "Partner calls by what somebody types, under the same rules as searchOrganisations: titles, texts, topics, the "
                + "organisation's names; places in the text are recognised. "
                + "An empty text lists by distance (with filter.near) or the newest first.",
                "\"proberaum dortmnud\" or \"Mentoring Aachen 20 km\"",
                "open calls unless states says otherwise. Drafts and withdrawn calls are never found here.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<SearchPartnerCalls>().RunAsync(
                context.GetArgument<string>("query"),
                context.GetArgument<PartnerCallFilter?>("filter") ?? new PartnerCallFilter(),
                PageSize.Check(context.GetArgument<int?>("first"), "first"),
                context.GetArgument<string?>("after"),
                Selection.Below(context).Overlaps(["facets", "directions", "subjects"]),
                context.CancellationToken));
}
