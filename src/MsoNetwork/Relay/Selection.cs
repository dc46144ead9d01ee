using GraphQL;
using GraphQLParser.AST;

namespace MsoNetwork.Relay;

/// <summary>Which fields a query selects below a field, so that a resolver reads only what is shown.</summary>
public static class Selection
{
    /// <summary>
    /// Names of the fields selected below the current one, following <paramref name="path"/> (for example edges, node).
    /// Fragments are followed; @skip and @include are not looked at, so the answer may hold more than is shown, never less.
    /// </summary>
    public static HashSet<string> Below(IResolveFieldContext context, params ReadOnlySpan<string> path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(context.Document, context.FieldAst.SelectionSet, path, names);
        return names;
    }

    private static void Collect(GraphQLDocument document, GraphQLSelectionSet? selections, ReadOnlySpan<string> path, HashSet<string> names)
    {
        if (selections is null) return;
        foreach (var selection in selections.Selections)
        {
            switch (selection)
            {
                case GraphQLField field when path.IsEmpty:
                    names.Add(field.Name.StringValue);
                    break;
                case GraphQLField field when field.Name.StringValue == path[0]:
                    Collect(document, field.SelectionSet, path[1..], names);
                    break;
                case GraphQLInlineFragment inline:
                    Collect(document, inline.SelectionSet, path, names);
                    break;
                case GraphQLFragmentSpread spread:
                    Collect(document, Fragment(document, spread.FragmentName.Name)?.SelectionSet, path, names);
                    break;
            }
        }
    }

    private static GraphQLFragmentDefinition? Fragment(GraphQLDocument document, GraphQLName name)
    {
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLFragmentDefinition fragment && fragment.FragmentName.Name.Value == name.Value) return fragment;
        }

        return null;
    }
}
