using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Relay;

namespace MsoNetwork.Matching;

/// <summary>callMatches: who could answer a call.</summary>
public sealed class CallMatches(MatchStore store, SuggestionFilter filters)
{
    public static void AddTo(ObjectGraphType query) =>
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<PartnerSuggestionType>>>>("callMatches")
            .Description(
                "Organisations that could answer a partner call, the best first (by score, then by id), each with the reasons that make "
                    + "up its score: what of the call they cover, and how they "
                    + "fit the caller. Only active ones that take part in matching. Empty for a call that has ended, and for one of an "
                    + "organisation that takes no part. "
                    + $"Origin and religion never count. first: 1 to {PageSize.Most}, {PageSize.Default} unless told."
            )
            .Argument<NonNullGraphType<IdGraphType>>("call", "Global id of the partner call. Drafts only for the organisation itself.")
            .Argument<OrganisationFilterType>(
                "filter",
                "Only these are listed. Without origins, the topic religion and the kind religious-association: nobody is matched by them "
                    + "unasked."
            )
            .Argument<BooleanGraphType>(
                "includeConnected",
                "Whether organisations that the caller works with today are listed too, marked as connected; false unless told."
            )
            .Argument<IntGraphType>("first", $"How many: 1 to {PageSize.Most}, {PageSize.Default} unless told.")
            .ResolveAsync(async context =>
            {
                var (first, id) = (
                    PageSize.Check(context.GetArgument<int?>("first"), "first"),
                    PartnerCallErrors.Id(context.GetArgument<string>("call"), "call")
                );
                var lists = context.RequestServices!.GetRequiredService<PartnerCallLists>();
                var call = await lists.ById.OneAsync(id, context.CancellationToken)
                    ?? throw new NetworkException(
                        ErrorCode.NotFound,
                        "There is no partner call with this id for whoever asks: take the field id of a call as it is.",
                        "call"
                    );
                return await context
                    .RequestServices!.GetRequiredService<CallMatches>()
                    .FindAsync(
                        call,
                        context.GetArgument<OrganisationFilter?>("filter"),
                        first,
                        context.GetArgument<bool?>("includeConnected") ?? false,
                        context.CancellationToken
                    );
            });

    /// <summary>For the API and for the page of the call.</summary>
    public async Task<IReadOnlyList<PartnerSuggestion>> FindAsync(
        ListedPartnerCall call,
        OrganisationFilter? filter,
        int first,
        bool withConnected,
        CancellationToken cancellationToken
    )
    {
        var allowed = await filters.FindAsync(filter, cancellationToken);
        var network = await store.GetAsync(cancellationToken);
        if (
            call.State is not (PartnerCallState.Open or PartnerCallState.Draft)
            || network.PlaceOf(call.Call.OrganisationId) is not { } self
        )
            return [];
        using var matcher = new CallMatcher(network, self, call.Call);
        return matcher.Best(first, place => allowed is null || allowed.Contains(network.Members[place].Id), withConnected);
    }
}
