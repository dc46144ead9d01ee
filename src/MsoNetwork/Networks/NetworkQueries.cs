using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Cooperations;
using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Networks;

/// <summary>network, networkChanges and connection.</summary>
public static class NetworkQueries
{
    private const int MostChains = 10;

    // In the unit of cost: it is cut out and measured anew.
    private const int OfAnotherDay = 500;

    public static void AddTo(ObjectGraphType query)
    {
        Filtered(query.Field<NonNullGraphType<NetworkType>>("network"), "Who works with whom in a region on a day.")
            .Argument<DateGraphType>("at", "The day; today unless told.")
            .WithMetadata("cost.work", (FieldWork)(argument => argument("at") is null ? 0 : OfAnotherDay))
            .Argument<BooleanGraphType>("includeOutside", "Whether partners with their seat elsewhere are shown too; false unless told.")
            .Argument<IntGraphType>(
                "depth",
                $"With includeOutside: how many steps to follow partners outside the region, 1 to {NetworkFilter.MostDepth}; 1 unless "
                    + "told."
            )
            .ResolveAsync(async context =>
                await NetworkAsync(context, "at", context.GetArgument<bool?>("includeOutside") ?? false, context.GetArgument<int?>("depth"))
            );
        Filtered(
                query.Field<NonNullGraphType<NetworkChangesType>>("networkChanges"),
                "How a region's network changed between two dates."
            )
            .WithMetadata("cost.weight", 2 * OfAnotherDay)
            .Argument<NonNullGraphType<DateGraphType>>("from", "The first day.")
            .Argument<DateGraphType>("to", "The last day; today unless told.")
            .ResolveAsync(async context =>
            {
                if (context.GetArgument<DateTime?>("to") < context.GetArgument<DateTime>("from"))
                    throw NetworkException.Invalid("to", "to lies before from.");
                return NetworkChanges.Between(
                    await NetworkAsync(context, "from", false, null),
                    await NetworkAsync(context, "to", false, null)
                );
            });
        query
            .Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkChainType>>>>("connection")
            .Description("The shortest chains of cooperation between two organisations today; empty when there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("from", "Global id of an organisation.")
            .Argument<NonNullGraphType<IdGraphType>>("to", "Global id of another.")
            .Argument<ListGraphType<NonNullGraphType<NetworkTieKindType>>>("kinds", "Only through ties of these kinds.")
            .Argument<IntGraphType>("first", $"How many of the shortest chains, 1 to {MostChains}; 3 unless told.", argument =>
                argument.DefaultValue = 3
            )
            .ResolveAsync(async context => await ChainsAsync(context));
    }

    private static FieldBuilder<object?, object> Filtered(FieldBuilder<object?, object> field, string description) =>
        field
            .Description(description)
            .Argument<NonNullGraphType<StringGraphType>>(
                "region",
                "Key (AGS prefix) of the region in which organisations have their seat: 05, 053, 05315 or 05315000."
            )
            .Argument<ListGraphType<NonNullGraphType<NetworkTieKindType>>>("kinds", "Only ties of these kinds.")
            .Argument<ListGraphType<NonNullGraphType<StringGraphType>>>(
                "topics",
                "Only ties on any of these topics (keys of TOPICS, including narrower terms): ties that state the topic, and other "
                    + "ties if both organisations work on it."
            )
            .Argument<BooleanGraphType>(
                "offices",
                "Whether offices (integration centres, city offices, advice services) are shown too; true by default."
            );

    private static async Task<Network> NetworkAsync(IResolveFieldContext context, string day, bool includeOutside, int? depth)
    {
        var services = context.RequestServices!;
        var filter = NetworkFilter.Check(
            await services.GetRequiredService<ReferenceSnapshot<Gazetteer>>().GetAsync(context.CancellationToken),
            (await services.GetRequiredService<ReferenceSnapshot<VocabularySet>>().GetAsync(context.CancellationToken))[
                VocabularyName.Topics
            ],
            context.GetArgument<string>("region"),
            context.GetArgument<NetworkTieKind[]?>("kinds"),
            context.GetArgument<string[]?>("topics"),
            CheckedSource.Day(context.GetArgument<DateTime?>(day)) ?? Today(services),
            includeOutside,
            depth,
            Today(services)) with
        { Offices = context.GetArgument<bool?>("offices") ?? true };
        var network = await services.GetRequiredService<NetworkStore>().GetAsync(filter, context.CancellationToken);
        if (!network.IsComplete) PassingAnswer.Mark(context.UserContext);
        return network;
    }

    private static async Task<List<NetworkChain>> ChainsAsync(IResolveFieldContext context)
    {
        var first = context.GetArgument("first", 3);
        if (first is < 1 or > MostChains)
            throw NetworkException.Invalid("first", $"first is {first}; it takes a whole number from 1 to {MostChains}.");
        var (from, to) = (Organisation(context, "from"), Organisation(context, "to"));
        if (from == to) throw NetworkException.Invalid("to", "from and to are the same organisation.");
        var services = context.RequestServices!;
        var all = await services.GetRequiredService<NetworkStore>().SnapshotAsync(context.CancellationToken);
        foreach (var (id, argument) in new[] { (from, "from"), (to, "to") })
        {
            if (all.Place(id) is null) throw new NetworkException(ErrorCode.NotFound, "There is no organisation with this id.", argument);
        }

        return NetworkChain.Between(all, from, to, context.GetArgument<NetworkTieKind[]?>("kinds") ?? [], Today(services), first);
    }

    private static Guid Organisation(IResolveFieldContext context, string argument) =>
        GlobalId.Decode(context.GetArgument<string>(argument)) is ("Organisation", var key) && Guid.TryParseExact(key, "N", out var id)
            ? id
            : throw NetworkException.Invalid(
                argument,
                $"{argument} is no organisation's id: take the field id of an organisation as it is."
            );

    private static DateOnly Today(IServiceProvider services) => services.GetRequiredService<TimeProvider>().Today();
}
