using GraphQLParser.AST;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// Measures a document with its fragments put in where they are used, before GraphQL.NET validates it: several of its rules
/// compare fields pairwise or follow fragments, so what they get must be small. Needs no schema and survives cyclic fragments.
/// </summary>
internal sealed class DocumentShape
{
    /// <summary>Where counting stops: fragments that use each other twice double with each.</summary>
    private const int Enough = 20_000;

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inside = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _depth, _introspectionDepth, _introspectionLists, _schemaFields, _aliases, _rootFields, _selections, _directives;

    /// <exception cref="NetworkException">The document is beyond a limit.</exception>
    public static void Check(GraphQLDocument document)
    {
        var shape = new DocumentShape();
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
        {
            shape._fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
            shape._directives += fragment.Directives?.Count ?? 0;
        }

        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            shape._directives += operation.Directives?.Count ?? 0;
            shape.Measure(operation.SelectionSet, new Place());
        }

        // Fragments that nothing uses are measured too: GraphQL.NET looks at them before it refuses them.
        foreach (var (_, fragment) in shape._fragments.Where(entry => !shape._used.Contains(entry.Key)).ToList())
            shape.Measure(fragment.SelectionSet, new Place(Depth: 1));
        shape.Judge();
    }

    private void Judge()
    {
        Refuse("The document has, with fragments counted at each use,", _selections, Limits.Selections, "fields and fragments");
        Refuse("The document has", _aliases, Limits.Aliases, "aliases");
        Refuse("The document has", _rootFields, Limits.RootFields, "root fields");
        Refuse("The document has", _directives, Limits.Directives, "directives");
        Refuse("The document nests its fields", _depth, Limits.Depth, "levels deep");
        Refuse("The document nests its fields under __schema or __type", _introspectionDepth, Limits.IntrospectionDepth, "levels deep");
        Refuse("The document asks for __schema", _schemaFields, 1, "times");
        Refuse(
            "The document nests, under __schema or __type,",
            _introspectionLists,
            Limits.IntrospectionLists,
            "lists of fields, inputFields, interfaces or possibleTypes in each other"
        );
    }

    private static void Refuse(string subject, int asked, int most, string unit)
    {
        if (asked > most) throw Limits.Exceeded(subject, asked, most, unit);
    }

    private void Measure(GraphQLSelectionSet? set, Place place)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (++_selections >= Enough) return;
            _directives += (selection as IHasDirectivesNode)?.Directives?.Count ?? 0;
            switch (selection)
            {
                case GraphQLField field:
                    MeasureField(field, place);
                    break;
                case GraphQLInlineFragment inline:
                    Measure(inline.SelectionSet, place);
                    break;
                case GraphQLFragmentSpread spread
                    when _fragments.TryGetValue(spread.FragmentName.Name.StringValue, out var fragment)
                        && _inside.Add(spread.FragmentName.Name.StringValue):
                    _used.Add(spread.FragmentName.Name.StringValue);
                    Measure(fragment.SelectionSet, place);
                    _inside.Remove(spread.FragmentName.Name.StringValue);
                    break;
            }
        }
    }

    private void MeasureField(GraphQLField field, Place place)
    {
        var name = field.Name.StringValue;
        if (field.Alias is not null) _aliases++;
        if (place.Depth == 0) _rootFields++;
        if (name == "__schema") _schemaFields++;
        var introspection = place.Introspection || name is "__schema" or "__type";
        var lists = place.Lists + (introspection && name is "fields" or "inputFields" or "interfaces" or "possibleTypes" ? 1 : 0);
        var here = new Place(place.Depth + 1, introspection, lists);
        if (introspection)
            (_introspectionDepth, _introspectionLists) = (
                Math.Max(_introspectionDepth, here.Depth),
                Math.Max(_introspectionLists, introspection ? lists : 0)
            );
        else
            _depth = Math.Max(_depth, here.Depth);
        Measure(field.SelectionSet, here);
    }

    private readonly record struct Place(int Depth = 0, bool Introspection = false, int Lists = 0);
}
