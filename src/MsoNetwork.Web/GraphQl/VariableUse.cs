using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace MsoNetwork.Web.GraphQl;

/// <summary>A place in an operation where a variable stands.</summary>
/// <param name="Variable">As it stands there.</param>
/// <param name="Type">What that place takes; null inside a scalar's own literal, which nothing is known of.</param>
/// <param name="HasDefault">Whether the place has a default of its own.</param>
/// <param name="Argument">The argument in which it stands, of a field or of a directive.</param>
/// <param name="Of">What has the argument, or the directive with the argument: a field, a fragment, an operation.</param>
/// <param name="InDirective">Whether it is a directive's argument.</param>
/// <param name="Put">Puts another value in its place.</param>
internal sealed record VariableUse(
    GraphQLVariable Variable,
    IGraphType? Type,
    bool HasDefault,
    GraphQLArgument Argument,
    ASTNode Of,
    bool InDirective,
    Action<GraphQLValue> Put
)
{
    /// <summary>All of an operation and the fragments that it uses. The document's types and fields must be right already.</summary>
    public static List<VariableUse> AllOf(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var search = new Search(schema, document);
        search.InDirectives(operation);
        search.InSelection(operation.SelectionSet, operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        });
        return search.Found;
    }

    private sealed class Search(ISchema schema, GraphQLDocument document)
    {
        private readonly HashSet<GraphQLFragmentDefinition> _spread = [];

        public List<VariableUse> Found { get; } = [];

        public void InDirectives(ASTNode node)
        {
            foreach (var directive in (node as IHasDirectivesNode)?.Directives?.Items ?? [])
                InArguments(directive.Arguments, schema.Directives.Find(directive.Name.Value)?.Arguments, node, inDirective: true);
        }

        public void InSelection(GraphQLSelectionSet? set, IGraphType? type)
        {
            foreach (var selection in set?.Selections ?? [])
            {
                InDirectives(selection);
                switch (selection)
                {
                    case GraphQLField field:
                        var definition = Definition(type, field);
                        InArguments(field.Arguments, definition?.Arguments, field, inDirective: false);
                        InSelection(field.SelectionSet, definition?.ResolvedType?.GetNamedType());
                        break;
                    case GraphQLInlineFragment inline:
                        InSelection(inline.SelectionSet, inline.TypeCondition is { } on ? schema.AllTypes[on.Type.Name.Value] : type);
                        break;
                    case GraphQLFragmentSpread spread
                        when document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment && _spread.Add(fragment):
                        InDirectives(fragment);
                        InSelection(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name.Value]);
                        break;
                }
            }
        }

        private FieldType? Definition(IGraphType? type, GraphQLField field) => field.Name.StringValue switch
        {
            "__schema" => schema.SchemaMetaFieldType,
            "__type" => schema.TypeMetaFieldType,
            "__typename" => schema.TypeNameMetaFieldType,
            _ => (type as IComplexGraphType)?.GetField(field.Name.Value),
        };

        private void InArguments(GraphQLArguments? given, QueryArguments? defined, ASTNode of, bool inDirective)
        {
            foreach (var argument in given?.Items ?? [])
            {
                var definition = defined?.Find(argument.Name.Value);
                var place = new VariableUse(
                    null!, definition?.ResolvedType, definition?.DefaultValue is not null, argument, of, inDirective,
                    value => argument.Value = value);
                InValue(argument.Value, place);
            }
        }

        private void InValue(GraphQLValue value, VariableUse place)
        {
            if (value is GraphQLVariable variable)
            {
                Found.Add(place with { Variable = variable });
                return;
            }

            var type = place.Type is NonNullGraphType { ResolvedType: { } inner } ? inner : place.Type;
            switch (value)
            {
                case GraphQLListValue { Values: { } entries }:
                    var item = (type as ListGraphType)?.ResolvedType;
                    for (var i = 0; i < entries.Count; i++)
                    {
                        var at = i;
                        InValue(entries[i], place with { Type = item, HasDefault = false, Put = other => entries[at] = other });
                    }

                    break;
                case GraphQLObjectValue { Fields: { } fields }:
                    while (type is ListGraphType or NonNullGraphType) type = ((IProvideResolvedType)type).ResolvedType; // one for a list
                    foreach (var field in fields)
                    {
                        var definition = (type as IInputObjectGraphType)?.GetField(field.Name.Value);
                        InValue(field.Value, place with
                        {
                            Type = definition?.ResolvedType is { } takes && type is IInputObjectGraphType { IsOneOf: true }
                                ? new NonNullGraphType(takes) : definition?.ResolvedType,
                            HasDefault = definition?.DefaultValue is not null,
                            Put = other => field.Value = other,
                        });
                    }

                    break;
            }
        }
    }
}
