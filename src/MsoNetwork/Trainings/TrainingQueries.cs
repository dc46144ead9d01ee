using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Trainings;

/// <summary>training and trainings, and what this room adds to organisations.</summary>
public static class TrainingQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddOne<TrainingType, TrainingLists, Training>(
            "training", "training", id => GlobalId.Required("Training", id, "id"), lists => lists.ById, lists => lists.BySlug);
        query.Field<NonNullGraphType<TrainingConnectionType>>("trainings")
            .Paged("Trainings, workshops, consultation hours and meetings that the filter finds, what is next first; each once.")
            .Argument<TrainingFilterType>("filter", "Conditions, all of which hold; published ones to come unless it says otherwise.")
            .ResolveAsync(async context => await Lists(context).PageAsync(
                context.GetArgument<TrainingFilter?>("filter"), context.Page(), context.CancellationToken));
    }

    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<NonNullGraphType<TrainingConnectionType>>("trainings")
            .Paged("Trainings that it offers, what is next first.")
            .Argument<TrainingFilterType>("filter", "Conditions, all of which hold; published ones to come unless it says otherwise.")
            .Resolve(context => context.Nested(context.Source.Id, () => Lists(context).PageAsync(
                context.GetArgument<TrainingFilter?>("filter"), context.Page(), context.CancellationToken,
                "t.organisation_id = parent.key")));

    private static TrainingLists Lists(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<TrainingLists>();
}
