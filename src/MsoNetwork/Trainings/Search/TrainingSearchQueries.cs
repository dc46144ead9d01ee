using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Postings;
using MsoNetwork.Reference;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Trainings.Search;

public sealed class TrainingSearchEdgeType(ReferenceSnapshot<VocabularySet> vocabularies)
    : HitEdgeType<ListedTraining, TrainingType, TrainingHighlightType>(
        "TrainingSearchEdge",
        "The training.",
        "A place is as exact as its location says.",
        hit => TrainingHighlights.Of(hit.Node.Training, hit.Query, vocabularies.Loaded),
        hit => hit.Node.Training);

public sealed class TrainingKindCountType() : ValueCountType<TrainingKind, TrainingKindType>(
    "TrainingKindCount", "How many hits are of a kind.", "kind", "The kind.");

public sealed class TrainingSearchConnectionType : PostingSearchType<ListedTraining, TrainingSearchEdgeType, TrainingType>
{
    public TrainingSearchConnectionType()
        : base("TrainingSearchConnection", "trainings", nodeOf: listed => listed.Training)
    {
        Counts<TrainingKindCountType>(
            SearchTrainings.Kinds, 6, "How many hits are of which kind, the most frequent first; ignores the filter on kinds.");
        AddAnswer();
    }
}

/// <summary>searchTrainings.</summary>
public static class TrainingSearchQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<TrainingSearchConnectionType>>("searchTrainings")
            .Search<TrainingFilterType>(
                "Trainings by what somebody types, under the same rules as searchOrganisations: titles, texts, topics, the provider's "
                + "names; places in the text are recognised. An empty text lists by distance (with filter.near) or what began first; "
                + "trainings lists by the next date.",
                "\"buchhaltung dortmnud\" or \"Vereinsrecht Aachen 20 km\"",
                "published trainings to come unless it says otherwise. Drafts are never found here.")
            .ResolveAsync(context => context.AnswerAsync(
                context.RequestServices!.GetRequiredService<SearchTrainings>(), SearchTrainings.Kinds));
}
