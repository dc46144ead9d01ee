using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQlPlans;
using MsoNetwork.Errors;
using MsoNetwork.Relay;

namespace MsoNetwork.Tests.Plans;

/// <summary>A type whose fields do everything that an executor must cope with.</summary>
internal static class PlanProbes
{
    public static NetworkSchema AddTo(NetworkSchema schema)
    {
        var named = new InterfaceGraphType { Name = "ProbeNamed" };
        named.Field<StringGraphType>("name");
        var other = new ObjectGraphType { Name = "ProbeOther", IsTypeOf = value => value is "other" };
        other.Field<StringGraphType>("name").Resolve(_ => "the other");
        other.AddResolvedInterface(named);
        var probe = new ObjectGraphType<Probe> { Name = "Probe" };
        var required = new NonNullGraphType(probe);
        Add(probe, "name", typeof(StringGraphType), context => $"{context.Source!.Depth}");
        Add(probe, "path", typeof(StringGraphType), context =>
            string.Join('/', context.ResponsePath)
            + " "
            + string.Join('/', context.Path)
            + " "
            + string.Join('/', context.Parent?.ResponsePath ?? [])
            + " "
            + context.Parent?.FieldAst.Name.StringValue
        );
        Add(probe, "subFields", typeof(StringGraphType), context =>
            context.SubFields is null ? "none" : string.Join(',', context.SubFields.Keys)
        );
        Add(probe, "requester", typeof(StringGraphType), context => string.Join(' ', context.UserContext));
        Add(probe, "child", probe, context => context.Source!.Child());
        Add(probe, "requiredChild", required, context => context.Source!.Child());
        Add(probe, "noChild", probe, _ => null);
        Add(probe, "missingChild", required, _ => null);
        Add(probe, "wrongChild", probe, _ => "no probe");
        Add(probe, "children", new ListGraphType(required), context => Enumerable.Range(0, 3).Select(_ => context.Source!.Child()));
        Add(probe, "childrenWithHoles", new ListGraphType(probe), context =>
            new object?[] { context.Source!.Child(), null, "no probe", context.Source.Child() }
        );
        Add(probe, "requiredWithHoles", new ListGraphType(required), context => new[] { context.Source!.Child(), null });
        Add(probe, "matrix", typeof(ListGraphType<NonNullGraphType<ListGraphType<NonNullGraphType<IntGraphType>>>>), _ =>
            new int?[]?[] { [1, 2], [3, null], null, [] }
        );
        Add(probe, "noList", typeof(ListGraphType<IntGraphType>), _ => 5);
        Add(probe, "brokenList", new ListGraphType(probe), context => Broken(context.Source!));
        Add(probe, "notANumber", typeof(IntGraphType), _ => "five");
        Add(probe, "tooLarge", typeof(IntGraphType), _ => long.MaxValue);
        Add(probe, "crash", typeof(StringGraphType), _ => throw new InvalidOperationException("secret"));
        Add(probe, "requiredCrash", typeof(NonNullGraphType<StringGraphType>), _ =>
            throw new NetworkException(ErrorCode.NotFound, "It is not here.", "key")
        );
        Add(probe, "ownError", typeof(StringGraphType), _ => throw new ExecutionError("An error of GraphQL.NET's own."));
        Add(probe, "several", new ListGraphType(named), context => new object[] { context.Source!.Child(), "other", "neither" });
        Add(probe, "loaded", probe, context => context.Source!.Loader.Load(context.Source.Depth, found => found));
        Add(probe, "loadedTwice", typeof(IntGraphType), context =>
            context.Source!.Loader.Load(context.Source.Depth, found =>
                found is null ? null : (object)context.Source.Loader.Load(found.Depth, again => again!.Depth)
            )
        );
        Add(probe, "loadedList", new ListGraphType(probe), context =>
            new object?[] { context.Source!.Loader.Load(7, found => found), context.Source.Child(), null }
        );
        Add(probe, "loadedCrash", required, context =>
            context.Source!.Loader.Load<object?>(context.Source.Depth, _ => throw new InvalidOperationException("secret"))
        );
        probe.AddField(
            new FieldType
            {
                Name = "arguments",
                Type = typeof(StringGraphType),
                Arguments =
                [
                    new QueryArgument<IntGraphType> { Name = "number", DefaultValue = 3 },
                    new QueryArgument<ListGraphType<NonNullGraphType<StringGraphType>>> { Name = "texts" },
                ],
                Resolver = new FuncFieldResolver<string>(context =>
                    string.Join(' ', context.Arguments!.Select(pair => $"{pair.Key}={Show(pair.Value.Value)}:{pair.Value.Source}"))
                ),
            }
        );
        probe.AddResolvedInterface(named);
        Add(probe, "atHand", AtHand(), context => context.Source);
        Add((ObjectGraphType)schema.Query, "probe", probe, _ => new Probe(0));
        Add((ObjectGraphType)schema.Query, "requiredProbe", required, _ => new Probe(0));
        return schema;
    }

    /// <summary>Fields that look at nothing but their object, the wrong ones among them.</summary>
    private static ObjectGraphType<Probe> AtHand()
    {
        var type = new ObjectGraphType<Probe> { Name = "ProbeAtHand" };
        var required = new NonNullGraphType(type);
        type.Field<StringGraphType>("name").From(probe => $"\"{probe.Depth}\" <ä>");
        type.Field(probe => probe.Depth);
        type.Field(probe => probe.Crashing, nullable: true);
        type.Field<StringGraphType>("said")
            .Argument<StringGraphType>("text", argument => argument.DefaultValue = "unless told")
            .From("text", (probe, text) => $"{probe.Depth} {text ?? "nothing"}");
        type.Field<FloatGraphType>("number").From(probe => probe.Depth / 3.0);
        type.Field<ListGraphType<IntGraphType>>("numbers")
            .From(probe => Enumerable.Range(0, probe.Depth).Select(number => number == 1 ? (int?)null : number));
        type.Field("child", type).From(probe => probe.Child());
        type.Field("noChild", type).From(_ => null);
        type.Field("children", new ListGraphType(required)).From(probe => new[] { probe.Child(), probe });
        type.Field("childrenWithHoles", new ListGraphType(type)).From(probe => new[] { probe.Child(), null });
        type.Field("requiredWithHoles", new ListGraphType(required)).From(probe => new[] { probe.Child(), null });
        type.Field("brokenList", new ListGraphType(type)).From(Broken);
        type.Field("wrongChild", type).From(_ => "no probe");
        type.Field<IntGraphType>("tooLarge").From(_ => long.MaxValue);
        type.Field<StringGraphType>("crash").From(_ => throw new InvalidOperationException("secret"));
        type.Field<NonNullGraphType<StringGraphType>>("requiredCrash")
            .From(_ => throw new NetworkException(ErrorCode.NotFound, "It is not here.", "key"));
        return type;
    }

    private static void Add<T>(ObjectGraphType<T> type, string name, object result, Func<IResolveFieldContext<T>, object?> resolve) =>
        type.AddField(
            new FieldType
            {
                Name = name,
                Type = result as Type,
                ResolvedType = result as IGraphType,
                // Every other field goes on later, as one that asks a database does.
                Resolver =
                    name.Length % 2 == 0
                        ? new FuncFieldResolver<T, object>(resolve)
                        : new FuncFieldResolver<T, object>(async context =>
                        {
                            await Task.Yield();
                            return resolve(context);
                        }),
            }
        );

    private static string Show(object? value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static IEnumerable<object> Broken(Probe probe)
    {
        yield return probe.Child();
        throw new InvalidOperationException("secret");
    }
}

/// <summary>What the fields above are resolved from.</summary>
internal sealed record Probe(int Depth)
{
    public BatchLoader<int, Probe> Loader { get; init; } =
        new((keys, _) => Task.FromResult<IReadOnlyDictionary<int, Probe>>(keys.ToDictionary(key => key, key => new Probe(key + 10))));

    public int Crashing => Depth < 2 ? Depth : throw new InvalidOperationException("secret");

    public Probe Child() => this with { Depth = Depth + 1 };
}

/// <summary>The seeds, with the schema that has the fields above.</summary>
public sealed class ProbedNetwork(TestCluster cluster) : IAsyncLifetime
{
    private readonly SeededNetwork _network = new(cluster);

    public NetworkSchema Schema { get; private set; } = null!;

    public IServiceProvider Services => _network.Services;

    public async ValueTask InitializeAsync()
    {
        await _network.InitializeAsync();
        Schema = PlanProbes.AddTo(new NetworkSchema(Services));
        Schema.Initialize();
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();
}
