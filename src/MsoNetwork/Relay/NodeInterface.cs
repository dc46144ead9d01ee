using GraphQL.Types;

namespace MsoNetwork.Relay;

/// <summary>Relay's Node: anything with a global id.</summary>
public sealed class NodeInterface : InterfaceGraphType
{
    public NodeInterface()
    {
        Name = "Node";
        Description = "An object with a globally unique, stable id, fetched again with node(id).";
        Field<NonNullGraphType<IdGraphType>>("id").Description("Opaque, globally unique and stable.");
    }
}

/// <summary>Finds the object behind a global id of one type; each room registers its own.</summary>
/// <param name="Type">The GraphQL type's name.</param>
/// <param name="Find">From the request's services, the id's key and a token to the object, or null.</param>
public sealed record NodeSource(string Type, Func<IServiceProvider, string, CancellationToken, ValueTask<object?>> Find);
