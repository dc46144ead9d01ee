using GraphQL;
using GraphQL.Execution;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// A nullable variable with a default may stand where no null may. When a request sends null for it, the field there fails and the
/// others are answered (6.4.1, CoerceArgumentValues). GraphQL.NET knows no such failure, so the request is asked with a document of its
/// own: there the default stands in the place of the variable, and the field fails before it is resolved.
/// </summary>
internal static class NullVariables
{
    /// <summary>
    /// Key of the user context: what fails, by the document's nodes. A field is known by its name's node, which stays when fields are
    /// merged.
    /// </summary>
    private const string Failing = "nulls where none may be";

    /// <summary>Variables of an operation that a null must not be sent for.</summary>
    public static IReadOnlyList<string> AtRisk(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation) =>
        [.. Uses(schema, document, operation).Select(use => use.Variable.Name.StringValue).Distinct(StringComparer.Ordinal)];

    /// <summary>Puts the defaults in; what then fails is noted in the user context.</summary>
    public static void Replace(
        ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs given,
        Dictionary<string, object?> userContext)
    {
        var failing = new Dictionary<ASTNode, NetworkException>(ReferenceEqualityComparer.Instance);
        var variables = VariablePositions.Definitions(operation);
        foreach (var use in Uses(schema, document, operation))
        {
            var name = use.Variable.Name.StringValue;
            if (!given.TryGetValue(name, out var value) || value is not null) continue;
            var argument = use.Argument.Name.StringValue;
            var refusal = NetworkException.Invalid(
                argument, $"Argument \"{argument}\" takes \"{use.Type}\": there it must not be null, as the variable \"${name}\" is.");
            failing.TryAdd(use is { InDirective: false, Of: GraphQLField field } ? field.Name : use.Of, refusal);
            use.Put(variables[name].DefaultValue ?? new GraphQLNullValue());
        }

        userContext[Failing] = failing;
    }

    /// <summary>Why something of the document fails; null when it does not.</summary>
    public static NetworkException? Refusal(IDictionary<string, object?> userContext, ASTNode node) =>
        userContext.TryGetValue(Failing, out var failing)
            ? ((Dictionary<ASTNode, NetworkException>)failing!).GetValueOrDefault(node)
            : null;

    private static IEnumerable<VariableUse> Uses(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var nullable = VariablePositions.Definitions(operation)
            .Where(one => one.Value.Type is not GraphQLNonNullType).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        return nullable.Count == 0
            ? []
            : VariableUse.AllOf(schema, document, operation)
                .Where(use => use.Type is NonNullGraphType && nullable.Contains(use.Variable.Name.StringValue));
    }
}

/// <summary>GraphQL.NET's order of one field after the other, in which something can fail before it is resolved.</summary>
internal sealed class FieldByField : SerialExecutionStrategy
{
    protected override IFieldResolver SelectResolver(ExecutionNode node, GraphQL.Execution.ExecutionContext context) =>
        NullVariables.Refusal(context.UserContext, node.Field!.Name) is { } refusal
            ? new FuncFieldResolver<object>(_ => throw refusal)
            : base.SelectResolver(node, context);

    // Thrown here, it is the error of what the selection stands in.
    protected override bool ShouldIncludeNode<TNode>(GraphQL.Execution.ExecutionContext context, TNode node) =>
        NullVariables.Refusal(context.UserContext, node) is { } refusal
            ? throw new ExecutionError(refusal.Message, refusal)
            : base.ShouldIncludeNode(context, node);
}
