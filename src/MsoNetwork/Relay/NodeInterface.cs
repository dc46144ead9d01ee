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
