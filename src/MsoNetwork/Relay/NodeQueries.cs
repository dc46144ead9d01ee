using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay;

/// <summary>Finds the object behind a global id of one type; each room registers its own.</summary>
/// <param name="Type">The GraphQL type's name.</param>
/// <param name="Find">From the request's services and the id's key to the object or null, or to a loader of it.</param>
public sealed record NodeSource(string Type, Func<IServiceProvider, string, CancellationToken, ValueTask<object?>> Find);

/// <summary>How a room registers its nodes.</summary>
public static class NodeServices
{
    /// <summary>Nodes whose keys are Guids, found by a loader of a scoped service.</summary>
    public static IServiceCollection AddNodes<TLists, TNode>(
        this IServiceCollection services, string type, Func<TLists, BatchLoader<Guid, TNode>> loader)
        where TLists : notnull =>
        services.AddSingleton(new NodeSource(type, (provider, key, _) => ValueTask.FromResult<object?>(
            Guid.TryParseExact(key, "N", out var id) ? loader(provider.GetRequiredService<TLists>()).Load(id, found => found) : null)));
}

/// <summary>node and nodes.</summary>
public static class NodeQueries
{
    /// <summary>How many ids one call of nodes takes.</summary>
    public const int MostIds = 100;

    public static void AddTo(ObjectGraphType query)
    {
        query.Field<NodeInterface>("node").Description("The object with this global id; null if there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "An id that this API gave out.")
            .ResolveAsync(async context => await FindAsync(context, context.GetArgument<string>("id"), "id"));
        query
            .Field<NonNullGraphType<ListGraphType<NodeInterface>>>("nodes")
            .Description("The objects with these global ids, in this order; null where there is none.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<IdGraphType>>>>(
                "ids",
                $"At most {MostIds} ids that this API gave out."
            )
            .ResolveAsync(async context =>
            {
                var ids = context.GetArgument<string[]>("ids");
                if (ids.Length > MostIds) throw TooMany("ids", ids.Length);
                var found = new object?[ids.Length];
                for (var i = 0; i < ids.Length; i++) found[i] = await FindOneOfAsync(context, ids[i]);
                return found;
            });
    }

    /// <summary>The refusal of a list that names more than one request may ask for.</summary>
    public static NetworkException TooMany(string argument, int asked) =>
        new(ErrorCode.LimitExceeded, $"{argument} has {asked} values; at most {MostIds} are allowed.", argument)
        {
            Limit = (MostIds, asked),
        };

    // A wrong id is the error of its own place in the list: the others are answered.
    private static async ValueTask<object?> FindOneOfAsync(IResolveFieldContext context, string id)
    {
        try
        {
            return await FindAsync(context, id, "ids");
        }
        catch (NetworkException refusal)
        {
            return new Failed(refusal);
        }
    }

    private static async ValueTask<object?> FindAsync(IResolveFieldContext context, string id, string argument)
    {
        if (
            GlobalId.Decode(id) is not { } decoded
            || context.RequestServices!.GetServices<NodeSource>().FirstOrDefault(source => source.Type == decoded.Type) is not { } found
        )
            throw NetworkException.Invalid(
                argument,
                $"\"{(id.Length <= 60 ? id : id[..57] + "...")}\" is not an id of this API: take the field id of an object as it is."
            );
        return await found.Find(context.RequestServices!, decoded.Key, context.CancellationToken);
    }

    /// <summary>An entry of a list that has an error in the place of a value.</summary>
    private sealed class Failed(NetworkException refusal) : IDataLoaderResult
    {
        public Task<object?> GetResultAsync(CancellationToken cancellationToken = default) => Task.FromException<object?>(refusal);
    }
}
