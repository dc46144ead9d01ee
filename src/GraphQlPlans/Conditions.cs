using GraphQL.Validation;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>@skip and @include of a document, and the variables of an operation that they ask.</summary>
internal sealed class Conditions
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _variables;

    public Conditions(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        _variables = operation.Variables?.Items.Select(variable => variable.Variable.Name.StringValue).ToHashSet(StringComparer.Ordinal)
            ?? [];
        Collect(operation.SelectionSet);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>()) Collect(fragment.SelectionSet);
    }

    /// <summary>A letter for each variable, y or n; null when one has no value, which GraphQL.NET then explains.</summary>
    public string? Decide(Variables? variables)
    {
        if (_names.Count == 0) return "";
        Span<char> decided = stackalloc char[_names.Count];
        for (var i = 0; i < decided.Length; i++)
        {
            if (variables is null || !variables.ValueFor(_names[i], out var value) || value.Value is not bool yes) return null;
            decided[i] = yes ? 'y' : 'n';
        }

        return new string(decided);
    }

    /// <summary>Whether a selection is left out.</summary>
    public bool LeaveOut(ASTNode selection, string decided)
    {
        foreach (var directive in (selection as IHasDirectivesNode)?.Directives?.Items ?? [])
        {
            var yes = directive.Arguments?.Items.Find(argument => argument.Name.Value == "if")?.Value switch
            {
                GraphQLVariable variable when _names.IndexOf(variable.Name.StringValue) is >= 0 and var at => decided[at] == 'y',
                GraphQLBooleanValue literal => literal.BoolValue,
                _ => directive.Name.Value != "skip",
            };
            if (yes == (directive.Name.Value == "skip")) return true;
        }

        return false;
    }

    private void Collect(GraphQLSelectionSet? set)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            foreach (var directive in (selection as IHasDirectivesNode)?.Directives?.Items ?? [])
            {
                foreach (
                    var name in directive
                        .Arguments?.Items.Select(argument => argument.Value)
                        .OfType<GraphQLVariable>()
                        .Select(variable => variable.Name.StringValue)
                        ?? []
                )
                {
                    if (_variables.Contains(name) && !_names.Contains(name)) _names.Add(name);
                }
            }

            if (selection is IHasSelectionSetNode { SelectionSet: var below }) Collect(below);
        }
    }
}
