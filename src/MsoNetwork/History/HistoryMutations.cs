using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.History;

/// <summary>What this room adds to organisations.</summary>
public static class HistoryQueries
{
    private const string Names = "BCP 47 tag of the names of terms; unless told: de. One of which there are none is INVALID_INPUT.";

    private const string Whose = "null for all but its team, its integration centre and the administrators.";

    public static void AddTo(OrganisationType organisation)
    {
        organisation.Field<EntryHistoryType>("history")
            .Description($"What changed in the entry, by whom and when; {Whose}")
            .Argument<IntGraphType>("first", "How many changes at most.")
            .Argument<StringGraphType>("after", "The number of a change: only older ones.")
            .Argument<IdGraphType>("merged", "The former id of an entry that is part of this one (mergedFrom): what its history was.")
            .Argument<StringGraphType>("language", Names)
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<HistoryRequests>().FindAsync(
                context.Source, context.GetArgument<int?>("first"), context.GetArgument<string?>("after"),
                context.GetArgument<string?>("merged"), context.GetArgument<string?>("language"), context.CancellationToken));
        organisation.Field<ListGraphType<NonNullGraphType<HistoryFieldType>>>("historyBetween")
            .Description($"What differs between the entry at the end of two days; null where there was none, and {Whose}")
            .Argument<NonNullGraphType<DateGraphType>>("from", "The earlier day.")
            .Argument<NonNullGraphType<DateGraphType>>("to", "The later day.")
            .Argument<StringGraphType>("language", Names)
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<HistoryRequests>().CompareAsync(
                context.Source, DateOnly.FromDateTime(context.GetArgument<DateTime>("from")),
                DateOnly.FromDateTime(context.GetArgument<DateTime>("to")),
                context.GetArgument<string?>("language"), context.CancellationToken));
    }
}

/// <summary>restoreOrganisation.</summary>
public static class HistoryMutations
{
    public static void AddTo(ObjectGraphType mutation) =>
        new UseCaseFields<RestoredOrganisationPayloadType, RestoredOrganisation>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<RestoreOrganisationInputType, RestoreOrganisationInput, HistoryRequests>(
                "restoreOrganisation",
                new((history, input, token) => history.RestoreAsync(input, token),
                    (input, _) => GlobalId.KeyOf("Organisation", input.Organisation),
                    (history, _, id, token) => history.FindAsync(id, token)),
                "Puts back what stood in an entry before one of its changes, as a new change. What was erased cannot come back, and "
                    + "a place or contact that is hidden now stays hidden. CONFLICT when it is not the expected version any more.");
}
