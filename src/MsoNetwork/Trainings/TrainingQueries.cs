using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;

namespace MsoNetwork.Trainings;

/// <summary>training and trainings, and what this room adds to organisations.</summary>
public static class TrainingQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        query.Field<TrainingType>("training")
            .Description("A training by its global id or its slug; null if there is none, or when it is not for whoever asks.")
            .Argument<IdGraphType>("id", "Its global id; or give slug.")
            .Argument<StringGraphType>("slug", "Its slug; or give id.")
            .Resolve(context => (context.GetArgument<string?>("id"), context.GetArgument<string?>("slug")) switch
            {
                ({ } id, null) => Lists(context).ById.Load(GlobalId.Required("Training", id, "id"), found => found),
                (null, { } slug) => Lists(context).BySlug.Load(slug, found => found),
                _ => throw NetworkException.Invalid("id", "training takes exactly one of: id, slug."),
            });
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
