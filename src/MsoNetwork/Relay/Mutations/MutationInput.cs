using GraphQL.Types;

namespace MsoNetwork.Relay.Mutations;

/// <summary>A mutation's input in the schema.</summary>
public abstract class MutationInputType<T> : InputObjectGraphType<T>
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="id">What the field id is of; null for an input without one.</param>
    protected MutationInputType(string name, string description, string? id = null)
    {
        (Name, Description) = (name, description);
#pragma warning disable GQL006 // T has it, where its text is given
        if (id is not null) Field<NonNullGraphType<IdGraphType>>("id").Description(id);
#pragma warning restore GQL006
    }
}
