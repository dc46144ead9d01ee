using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>Values as they are written in a document.</summary>
public static class Literals
{
    /// <summary>Whether the value is a variable or has one in it.</summary>
    public static bool HasVariable(GraphQLValue? value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue { Values: { } values } => values.Exists(HasVariable),
        GraphQLObjectValue { Fields: { } fields } => fields.Exists(field => HasVariable(field.Value)),
        _ => false,
    };
}
