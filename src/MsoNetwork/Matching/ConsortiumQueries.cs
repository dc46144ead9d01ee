using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;

namespace MsoNetwork.Matching;

/// <summary>consortiumSuggestions.</summary>
public static class ConsortiumQueries
{
    public static void AddTo(ObjectGraphType query)
    {
        Keys(
                Keys(
                    Keys(
                        query
                            .Field<NonNullGraphType<ConsortiumType>>("consortiumSuggestions")
                            .Description(
                                "Organisations that together cover what a planned project needs, each chosen because it adds most to "
                                    + "those before it. "
                                    + "The gain is at least 1 - 1/e (63 %) of the best possible for this lead (Nemhauser, Wolsey, Fisher "
                                    + "1978); with leastLessExperienced at least half (Fisher, Nemhauser, Wolsey 1978). "
                                    + "Empty when nobody can lead, also when the lead given is no longer active or takes no part in "
                                    + "matching. "
                                    + "For the state's funding of partner projects (an experienced organisation with at least three less "
                                    + "experienced ones): experiencedLead: true, leastLessExperienced: 3; the authority decides who "
                                    + "counts as what."
                            )
                            .Argument<IdGraphType>(
                                "lead",
                                "Global id of the lead organisation; by default the one that covers most and, if equal, the more "
                                    + "experienced."
                            ),
                        "topics",
                        "Topics of the project (TOPICS), each to be covered by a member; the terms below count."
                    ),
                    "targetGroups",
                    "Whom the project is for (TARGET_GROUPS), each to be covered by a member."
                ),
                "regions",
                "Where it takes place (AGS prefixes such as 05315): somebody has seat or activity there, or works in a larger region "
                    + "around it."
            )
            .Argument<IntGraphType>(
                "size",
                $"Organisations in all, the lead included: {ConsortiumDemands.SmallestSize} to {ConsortiumDemands.LargestSize}, "
                    + $"{ConsortiumQuestion.UsualSize} unless told."
            )
            .Argument<BooleanGraphType>(
                "experiencedLead",
                "Whether an organisation that is found as lead must be experienced; false unless told. Of a lead that is given, see "
                    + "leadIsExperienced."
            )
            .Argument<IntGraphType>(
                "leastLessExperienced",
                "Number of members besides the lead that must be less experienced: at most size - 1; default 0."
            )
            .Argument<OrganisationFilterType>(
                "filter",
                "Only these become members. Without origins, the topic religion and the kind religious-association."
            )
            .ResolveAsync(async context =>
                await context
                    .RequestServices!.GetRequiredService<ConsortiumPlanner>()
                    .FindAsync(
                        new ConsortiumQuestion(
                            context.GetArgument<string[]?>("topics"),
                            context.GetArgument<string[]?>("targetGroups"),
                            context.GetArgument<string[]?>("regions"),
                            context.GetArgument<int?>("size")
                        )
                        {
                            Lead = context.GetArgument<string?>("lead") is { } lead ? PartnerSuggestions.Id(lead, "lead") : null,
                            ExperiencedLead = context.GetArgument<bool?>("experiencedLead") ?? false,
                            LeastLessExperienced = context.GetArgument<int?>("leastLessExperienced"),
                            Filter = context.GetArgument<OrganisationFilter?>("filter"),
                        },
                        context.CancellationToken
                    )
            );

        static GraphQL.Builders.FieldBuilder<object?, object> Keys(
            GraphQL.Builders.FieldBuilder<object?, object> field,
            string name,
            string description
        ) =>
            field.Argument<ListGraphType<NonNullGraphType<StringGraphType>>>(
                name,
                $"{description} At most {ConsortiumDemands.MostOfAKind}."
            );
    }
}
