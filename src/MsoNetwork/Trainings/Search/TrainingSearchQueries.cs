using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Changes;
using MsoNetwork.DirectorySearch;
using MsoNetwork.Reference;
using MsoNetwork.Relay;
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

public sealed class TrainingSearchConnectionType
    : HitConnectionType<TrainingSearchPage, ListedTraining, TrainingSearchEdgeType, TrainingType>
{
    public TrainingSearchConnectionType()
        : base(
            "TrainingSearchConnection", "An answered search for trainings (Relay cursor connection).", "trainings",
            "What the hits can be narrowed by: TOPICS, TARGET_GROUPS, LANGUAGES, REGIONS. A facet's counts ignore the filter on the facet "
            + "itself.", facetCount: 4, listed => listed.Training)
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TrainingKindCountType>>>>("kinds").WithMetadata("cost.size", 6)
            .Description("How many hits are of which kind, the most frequent first; ignores the filter on kinds.")
            .From(page => page.Counts(SearchTrainings.Kinds));
        AddAnswer(
            ("Always POSTGRES: trainings are few, and only our own index holds them.", _ => SearchEngineName.Postgres),
            ("Always false: trainings are only ever searched in PostgreSQL.", _ => false),
            "Milliseconds that the search took.");
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
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<SearchTrainings>().RunAsync(
                context.GetArgument<string>("query"),
                context.GetArgument<TrainingFilter?>("filter") ?? new TrainingFilter(),
                PageSize.Check(context.GetArgument<int?>("first"), "first"),
                context.GetArgument<string?>("after"),
                Selection.Below(context).Overlaps(["facets", "kinds"]),
                context.CancellationToken));
}

/// <summary>This room's registration.</summary>
internal static class TrainingSearchServices
{
    public static IServiceCollection AddTrainingSearch(this IServiceCollection services) => services
        .AddSingleton<TrainingIndex>()
        .AddSingleton<SearchTrainings>()
        .AddFollower(TrainingFollowing.Name, TrainingFollowing.Follow);
}
