using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Whether each variable may stand where it stands: IsVariableUsageAllowed of the specification (5.8.5). GraphQL.NET's own rule takes
/// nullable variables as entries of lists and counts a default of null.
/// </summary>
internal static class VariablePositions
{
    public static IEnumerable<ValidationError> Wrong(ISchema schema, GraphQLDocument document)
    {
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>().Where(one => one.Variables?.Count > 0))
        {
            var variables = Definitions(operation);
            foreach (var use in VariableUse.AllOf(schema, document, operation).DistinctBy(use => use.Variable))
            {
                if (use.Type is null || !variables.TryGetValue(use.Variable.Name.StringValue, out var definition)) continue;
                var type = TypeOf(definition.Type, schema);
                if (!MayStand(type, definition, use))
                    yield return new ValidationError(
                        document.Source,
                        "5.8.5",
                        $"Variable \"${use.Variable.Name.StringValue}\" of type \"{type}\" used in position expecting type \"{use.Type}\".",
                        definition,
                        use.Variable);
            }
        }
    }

    /// <summary>An operation's variables by name.</summary>
    public static Dictionary<string, GraphQLVariableDefinition> Definitions(GraphQLOperationDefinition operation)
    {
        var found = new Dictionary<string, GraphQLVariableDefinition>(StringComparer.Ordinal);
        foreach (var definition in operation.Variables?.Items ?? []) found.TryAdd(definition.Variable.Name.StringValue, definition);
        return found;
    }

    private static bool MayStand(IGraphType type, GraphQLVariableDefinition definition, VariableUse use) =>
        use.Type is NonNullGraphType { ResolvedType: { } inner } && type is not NonNullGraphType
            ? (definition.DefaultValue is not (null or GraphQLNullValue) || use.HasDefault) && AreCompatible(type, inner)
            : AreCompatible(type, use.Type!);

    private static bool AreCompatible(IGraphType given, IGraphType taken) => (given, taken) switch
    {
        (NonNullGraphType one, NonNullGraphType other) => AreCompatible(one.ResolvedType!, other.ResolvedType!),
        (_, NonNullGraphType) => false,
        (NonNullGraphType one, _) => AreCompatible(one.ResolvedType!, taken),
        (ListGraphType one, ListGraphType other) => AreCompatible(one.ResolvedType!, other.ResolvedType!),
        (ListGraphType, _) or (_, ListGraphType) => false,
        _ => given.Name == taken.Name,
    };

    private static IGraphType TypeOf(GraphQLType type, ISchema schema) => type switch
    {
        GraphQLNonNullType required => new NonNullGraphType(TypeOf(required.Type, schema)),
        GraphQLListType list => new ListGraphType(TypeOf(list.Type, schema)),
        _ => schema.AllTypes[((GraphQLNamedType)type).Name.Value]!,
    };
}
