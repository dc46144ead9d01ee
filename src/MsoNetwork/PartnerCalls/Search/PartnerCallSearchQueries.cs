using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
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

public sealed class PartnerCallSearchConnectionType : PostingSearchType<ListedPartnerCall, PartnerCallSearchEdgeType, PartnerCallType>
{
    public PartnerCallSearchConnectionType()
        : base("PartnerCallSearchConnection", "calls", " (for activeIn)")
    {
        Counts<DirectionCountType>(
            SearchPartnerCalls.Directions, 2, "How many hits seek, how many offer; ignores the filter on the direction.");
        Counts<SubjectCountType>(
            SearchPartnerCalls.Subjects, 10, "How many hits have which subject, the most frequent first; ignores the filter on subjects.");
        AddAnswer();
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
            .ResolveAsync(context => context.AnswerAsync(
                context.RequestServices!.GetRequiredService<SearchPartnerCalls>(), SearchPartnerCalls.Directions,
                SearchPartnerCalls.Subjects));
}
