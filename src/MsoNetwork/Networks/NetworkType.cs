using System.Globalization;
using GraphQL;
using GraphQL.Types;
using MsoNetwork.Cooperations;
using MsoNetwork.Errors;

namespace MsoNetwork.Networks;

public sealed class NetworkType : ObjectGraphType<Network>
{
    public const int MostNodes = 1_000;
    public const int MostEdges = 2_000;

    public NetworkType()
    {
        Name = "Network";
        Description = "Who works with whom in a region on a day: organisations, ties and measures.";
        Field<NonNullGraphType<BooleanGraphType>>("complete")
            .Description("False while betweenness for a large network is being computed in the background; query again in a few seconds.")
            .From(source => source.IsComplete);
        Field<NonNullGraphType<DateGraphType>>("at").Description("The day.").From(source => source.Filter.At.ToDateTime(TimeOnly.MinValue));
        Field<NonNullGraphType<NetworkMeasuresType>>("measures").Description("Measures of the whole.").From(source => source);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkNodeType>>>>("nodes")
            .Description(
                $"All organisations, ordered by slug. Fails if there are more than `first`; use the export instead. first: 1 to "
                    + $"{MostNodes}."
            )
            .Argument<IntGraphType>("first", $"How many there may be, 1 to {MostNodes}.", argument => argument.DefaultValue = 500)
            .WithMetadata("cost.most", MostNodes)
            .Resolve(context => Whole(context, context.Source.Nodes, MostNodes, "organisations"));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkEdgeType>>>>("edges")
            .Description($"All ties. Refused when there are more than first says: then take the export. first: 1 to {MostEdges}.")
            .Argument<IntGraphType>("first", $"How many there may be, 1 to {MostEdges}.", argument => argument.DefaultValue = 1_000)
            .WithMetadata("cost.most", MostEdges)
            .Resolve(context => Whole(context, context.Source.Edges, MostEdges, "edges"));
    }

    /// <summary>A map with parts missing would mislead, so it is whole or refused.</summary>
    internal static IReadOnlyList<T> Whole<TSource, T>(IResolveFieldContext<TSource> context, IReadOnlyList<T> list, int most, string what)
    {
        var first = context.GetArgument("first", most);
        if (first < 1)
            throw NetworkException.Invalid("first", $"first is {first}; it takes a whole number from 1 to {most}.");
        return list.Count <= first && first <= most
            ? list
            : throw new NetworkException(
                ErrorCode.LimitExceeded,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network has {list.Count:N0} {what}; first allows {first:N0}, at most {most:N0}. Ask for a smaller region, fewer "
                        + $"kinds or topics, or take the whole as a file: GET /network/export.gexf, /network/export.graphml, "
                        + $"/network/nodes.csv or /network/edges.csv with the same arguments as parameters."
                ),
                "first"
            )
            {
                Limit = (Math.Min(first, most), list.Count),
            };
    }
}

/// <summary>What is different between two days.</summary>
public sealed record NetworkChanges(Network Before, Network After, IReadOnlyList<NetworkEdge> Began, IReadOnlyList<NetworkEdge> Ended)
{
    public static NetworkChanges Between(Network before, Network after)
    {
        static (Guid, Guid, NetworkTieKind) Key(NetworkEdge edge) => (edge.From.Id, edge.To.Id, edge.Kind);
        var (old, now) = (before.Edges.Select(Key).ToHashSet(), after.Edges.Select(Key).ToHashSet());
        return new(
            before,
            after,
            [.. after.Edges.Where(edge => !old.Contains(Key(edge)))],
            [.. before.Edges.Where(edge => !now.Contains(Key(edge)))]
        );
    }
}

public sealed class NetworkChangesType : ObjectGraphType<NetworkChanges>
{
    public NetworkChangesType()
    {
        Name = "NetworkChanges";
        Description = "How a region's network changed between two dates.";
        Field<NonNullGraphType<NetworkMeasuresType>>("before").Description("Measures on the first day.").From(source => source.Before);
        Field<NonNullGraphType<NetworkMeasuresType>>("after").Description("Measures on the last day.").From(source => source.After);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkEdgeType>>>>("began")
            .Description(
                "Ties (pair and kind) of the last day that the first did not have, also those that only became known between the two: "
                    + "their startsOn is null. Refused when there are more than first says."
            )
            .Argument<IntGraphType>("first", $"How many there may be, 1 to {NetworkType.MostEdges}.", argument =>
                argument.DefaultValue = 500
            )
            .WithMetadata("cost.most", NetworkType.MostEdges)
            .Resolve(context => NetworkType.Whole(context, context.Source.Began, NetworkType.MostEdges, "new edges"));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkEdgeType>>>>("ended")
            .Description("Ties (pair and kind) of the first day that the last no longer has. Refused when there are more than first says.")
            .Argument<IntGraphType>("first", $"How many there may be, 1 to {NetworkType.MostEdges}.", argument =>
                argument.DefaultValue = 500
            )
            .WithMetadata("cost.most", NetworkType.MostEdges)
            .Resolve(context => NetworkType.Whole(context, context.Source.Ended, NetworkType.MostEdges, "ended edges"));
    }
}

public sealed class NetworkChainType : ObjectGraphType<NetworkChain>
{
    public NetworkChainType()
    {
        Name = "NetworkChain";
        Description = "A chain of organisations, each of which works with the next.";
        Field<NonNullGraphType<IntGraphType>>("length")
            .Description("Steps from one end to the other.")
            .From(source => source.Members.Count - 1);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<Organisations.OrganisationType>>>>("organisations")
            .Description("From one end to the other.")
            .Resolve(context => context.Source.Members.Select(member => CooperationType.Organisation(context, member.Id)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ListGraphType<NonNullGraphType<NetworkEdgeType>>>>>>("links")
            .Description("What joins each with the next: one list a step.")
            .From(source => source.Links);
    }
}
