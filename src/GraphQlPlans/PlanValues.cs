using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>One request's variables and arguments.</summary>
internal sealed class PlanValues(
    Variables variables,
    Dictionary<GraphQLField, Dictionary<string, ArgumentValue>?> constant,
    Dictionary<GraphQLField, Dictionary<string, ArgumentValue>?>? given
)
{
    public Variables Variables => variables;

    public IDictionary<string, ArgumentValue>? Of(GraphQLField field) =>
        given?.TryGetValue(field, out var value) == true ? value : constant.GetValueOrDefault(field);
}
