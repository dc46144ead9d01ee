using GraphQLParser.AST;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// An operation reduced to the fields whose arguments or directives use variables, and the way to them. GraphQL.NET coerces
/// variables and arguments by visiting a whole document; of this one only little is left to visit.
/// </summary>
internal sealed class VariableParts
{
    private readonly Dictionary<GraphQLField, GraphQLField> _copies = [];

    public VariableParts(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var definitions = document.Definitions.OfType<GraphQLFragmentDefinition>()
            .Select(fragment => (ASTNode)new GraphQLFragmentDefinition(fragment.FragmentName, fragment.TypeCondition, Reduce(fragment.SelectionSet)!)).ToList();
        Operation = new GraphQLOperationDefinition(Reduce(operation.SelectionSet)!) { Operation = operation.Operation, Name = operation.Name, Variables = operation.Variables, Location = operation.Location };
        Document = new GraphQLDocument([Operation, .. definitions]) { Source = document.Source };
    }

    public GraphQLDocument Document { get; }

    public GraphQLOperationDefinition Operation { get; }

    /// <summary>The copy that a field's arguments are coerced with; null when they use no variables.</summary>
    public GraphQLField? CopyOf(GraphQLField field) => _copies.GetValueOrDefault(field);

    /// <summary>Whether how much is asked for depends on variables.</summary>
    public bool Sizes => _copies.Keys.Any(used => used.Arguments!.Any(argument => argument.Name.StringValue is "first" or "last" or "ids" && HasVariable(argument.Value)));

    private GraphQLSelectionSet? Reduce(GraphQLSelectionSet? set) => set is null ? null : new GraphQLSelectionSet([.. set.Selections.Select(Reduce).OfType<ASTNode>()]);

    private ASTNode? Reduce(ASTNode selection)
    {
        switch (selection)
        {
            case GraphQLField field:
                var below = Reduce(field.SelectionSet);
                var used = field.Arguments?.Any(argument => HasVariable(argument.Value)) == true;
                if (!used && !HasVariable(field.Directives) && below is null or { Selections.Count: 0 }) return null;
                var copy = new GraphQLField(field.Name) { Alias = field.Alias, Arguments = used ? field.Arguments : null, Directives = field.Directives, SelectionSet = below, Location = field.Location };
                if (used) _copies.Add(field, copy);
                return copy;
            case GraphQLInlineFragment inline:
                return new GraphQLInlineFragment(Reduce(inline.SelectionSet)!) { TypeCondition = inline.TypeCondition, Directives = inline.Directives, Location = inline.Location };
            default:
                return selection;
        }
    }

    private static bool HasVariable(GraphQLDirectives? directives) => directives?.Any(directive => directive.Arguments?.Any(argument => HasVariable(argument.Value)) == true) == true;

    private static bool HasVariable(GraphQLValue? value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue list => list.Values?.Any(HasVariable) == true,
        GraphQLObjectValue { Fields: { } fields } => fields.Any(entry => HasVariable(entry.Value)),
        _ => false,
    };
}
