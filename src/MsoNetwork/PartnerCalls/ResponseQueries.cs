using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Lists;
using Npgsql;

namespace MsoNetwork.PartnerCalls;

/// <summary>How responses are asked for: by the caller below its call, by the responder for itself.</summary>
internal static class ResponseQueries
{
    public static void AddTo(ObjectGraphType query) =>
        query
            .Field<ResponseConnectionType>("myPartnerCallResponses")
            .PagedForward(
                "Responses that the asking organisation has written, the newest first. UNAUTHENTICATED when nobody is known to ask."
            )
            .ResolveAsync(async context =>
            {
                var (_, self) = await context
                    .RequestServices!.GetRequiredService<FindPartnerCall>()
                    .AsOrganisationAsync(context.CancellationToken);
                return new ListPage<PartnerCallResponse>(ResponseList.OfResponder(Database(context), self), context.Page());
            });

    public static void AddTo(PartnerCallType call)
    {
        call.Field<ResponseConnectionType>("responses")
            .PagedForward("Who is interested, the newest first; null to everybody but the organisation whose call it is.")
            .ResolveAsync(async context =>
                await CallerAsync(context) is { } viewer
                    ? context.Nested(context.Source.Id, () =>
                        Task.FromResult(
                            new ListPage<PartnerCallResponse>(
                                ResponseList.OfCaller(Database(context), viewer),
                                context.Page()
                            )
                        )
                    )
                    : null
            );
        call.Field<IntGraphType>("responseCount")
            .Description("How many are interested; null to everybody but the organisation whose call it is.")
            .ResolveAsync(async context =>
                await CallerAsync(context) is not null ? Loaders(context).Counts.Load(context.Source.Id, count => count) : null
            );
        call.Field<ResponseType>("myResponse")
            .Description("The asking organisation's own latest response; null to others.")
            .Resolve(context => Loaders(context).Own.Load(context.Source.Id, found => found));
    }

    // The viewer, where the responses to this call are for them.
    private static async Task<Viewer?> CallerAsync(IResolveFieldContext<ListedPartnerCall> context)
    {
        var viewer = await context.RequestServices!.GetRequiredService<CurrentViewer>().GetAsync(context.CancellationToken);
        var facts = PartnerCallPermissions.Facts(context.Source, seat: null);
        return Rights.Allows(viewer, Resource.PartnerCall, Operation.SeeResponses, facts) ? viewer : null;
    }

    private static ResponseLoaders Loaders(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<ResponseLoaders>();

    private static NpgsqlDataSource Database(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<NpgsqlDataSource>();
}
