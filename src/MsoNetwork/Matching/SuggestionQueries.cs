using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;

namespace MsoNetwork.Matching;

/// <summary>partnerSuggestions.</summary>
public static class SuggestionQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerSuggestionType>>>>("partnerSuggestions")
            .Description(
                "Organisations that would fit, the best first (by score, then by id), each with the reasons that make up its score. Only "
                    + "active ones that take part in matching. "
                    + "Empty for an organisation that is no longer active or takes no part. Origin and religion count only between "
                    + "organisations that both asked for it. "
                    + $"first: 1 to {PageSize.Most}, {PageSize.Default} unless told."
            )
            .Argument<NonNullGraphType<IdGraphType>>("organisation", "Global id of the organisation that looks for partners.")
            .Argument<SuggestionPurposeType>("for", "What for; SIMILAR_WORK unless told.")
            .Argument<OrganisationFilterType>(
                "filter",
                "Only these are suggested. Without origins, the topic religion and the kind religious-association: nobody is matched by "
                    + "them unasked."
            )
            .Argument<BooleanGraphType>(
                "includeConnected",
                "Whether organisations that it works with today are listed too, marked as connected; false unless told."
            )
            .Argument<IntGraphType>("first", $"How many: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<PartnerSuggestions>().FindAsync(
                PartnerSuggestions.Id(context.GetArgument<string>("organisation"), "organisation"),
                context.GetArgument<SuggestionPurpose?>("for") ?? SuggestionPurpose.SimilarWork,
                context.GetArgument<OrganisationFilter?>("filter"),
                PageSize.Check(context.GetArgument<int?>("first"), "first"),
                context.GetArgument<bool?>("includeConnected") ?? false,
                context.CancellationToken));
}
