using GraphQL;
using GraphQL.Types;
using GraphQL.Validation.Errors;
using GraphQLParser.AST;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Which type each field of a document stands on. GraphQL.NET's rule about fields that overlap takes the type of a list for that of its
/// entries, and so refuses fields of two object types that can never meet (5.3.2, SameResponseShape); graphql-js takes them.
/// </summary>
internal sealed class ParentTypes
{
    private readonly Dictionary<ASTNode, IComplexGraphType> _parents = new(ReferenceEqualityComparer.Instance);
    private readonly ISchema _schema;

    public ParentTypes(GraphQLDocument document, ISchema schema)
    {
        _schema = schema;
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLOperationDefinition operation) Walk(operation.SelectionSet, Root(operation.Operation));
            else if (definition is GraphQLFragmentDefinition fragment) Walk(fragment.SelectionSet, Named(fragment.TypeCondition));
        }
    }

    /// <summary>
    /// Whether the two fields of a refusal stand on different object types and give the same leaf: then no object has both, and what each
    /// gives has one shape.
    /// </summary>
    public bool NeverMeet(ExecutionError error) =>
        error is OverlappingFieldsCanBeMergedError refused
        && refused.Nodes.ToList() is [GraphQLField one, GraphQLField other]
        && one.SelectionSet is null && other.SelectionSet is null
        && _parents.GetValueOrDefault(one) is IObjectGraphType left && _parents.GetValueOrDefault(other) is IObjectGraphType right
        && left != right
        && left.GetField(one.Name)?.ResolvedType?.ToString() is { } shape && shape == right.GetField(other.Name)?.ResolvedType?.ToString();

    private IComplexGraphType? Root(OperationType operation) => operation == OperationType.Mutation ? _schema.Mutation : _schema.Query;

    private IComplexGraphType? Named(GraphQLTypeCondition? condition) =>
        condition is null ? null : _schema.AllTypes[condition.Type.Name.StringValue] as IComplexGraphType;

    private void Walk(GraphQLSelectionSet? selections, IComplexGraphType? parent)
    {
        if (selections is null || parent is null) return;
        foreach (var selection in selections.Selections)
        {
            if (selection is GraphQLInlineFragment inline)
            {
                Walk(inline.SelectionSet, inline.TypeCondition is null ? parent : Named(inline.TypeCondition));
            }
            else if (selection is GraphQLField field)
            {
                _parents[field] = parent;
                Walk(field.SelectionSet, parent.GetField(field.Name)?.ResolvedType?.GetNamedType() as IComplexGraphType);
            }
        }
    }
}
