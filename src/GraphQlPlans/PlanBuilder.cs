using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>Makes a plan of a valid operation: collects fields as GraphQL's CollectFields does, once instead of for each object.</summary>
/// <param name="schema">The schema that the document was validated against.</param>
/// <param name="document">For its fragments.</param>
/// <param name="isLeftOut">What @skip and @include say of a selection.</param>
/// <param name="arguments">Gets each field of the document with its definition.</param>
/// <param name="otherwise">See <see cref="SourceFields.Otherwise"/>.</param>
internal sealed class PlanBuilder(
    ISchema schema,
    GraphQLDocument document,
    Func<ASTNode, bool> isLeftOut,
    PlanArguments arguments,
    string? otherwise
)
{
    /// <summary>Interfaces in each other multiply: each is planned for all that it may be.</summary>
    private const int MostFields = 2_000;

    private int _fields;

    /// <summary>
    /// Null where GraphQL.NET should do it: introspection, what would be too large a plan, and what stands behind a <see cref="Fence"/>.
    /// </summary>
    public PlannedObject? Build(IObjectGraphType type, params ReadOnlySpan<GraphQLSelectionSet?> sets)
    {
        if (Fence.IsAround(type)) return null;
        var found = new List<(string Key, List<GraphQLField> Fields)>();
        var spread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets) Collect(set, type, found, spread);
        var fields = new List<PlannedField>();
        foreach (var (key, asts) in found)
        {
            if (++_fields > MostFields || Definition(type, asts[0]) is not { } definition || Fence.IsAround(definition)) return null;
            foreach (var one in asts) arguments.Add(one, definition);
            var ast = asts.Count == 1 ? asts[0] : Merge(asts);
            if (Type(definition.ResolvedType!, ast.SelectionSet) is not { } planned)
                return null;
            fields.Add(new PlannedField(key, ast, asts[0], definition, planned) { Source = Source(type, asts[0], definition) });
        }

        return new PlannedObject(type, [.. fields]);
    }

    private SourceResolver? Source(IObjectGraphType type, GraphQLField field, FieldType definition) => definition.Resolver switch
    {
        _ when definition == schema.TypeNameMetaFieldType => new TypeNameResolver(type.Name),
        TextResolver text when arguments.IsConstant(field, out var values) => text.With(values, otherwise),
        var other => other as SourceResolver,
    };

    private FieldType? Definition(IObjectGraphType type, GraphQLField field) => field.Name.StringValue switch
    {
        "__typename" => schema.TypeNameMetaFieldType,
        "__schema" or "__type" => null,
        _ => type.GetField(field.Name.Value),
    };

    private PlannedType? Type(IGraphType type, GraphQLSelectionSet? selections, bool required = false)
    {
        switch (type)
        {
            case NonNullGraphType { ResolvedType: { } inner }:
                return Type(inner, selections, required: true);
            case ListGraphType { ResolvedType: { } inner }:
                return Type(inner, selections) is { } item ? new PlannedType(type, required, Item: item) : null;
            case ScalarGraphType scalar:
                return new PlannedType(type, required, Scalar: scalar);
            case IObjectGraphType named:
                return Build(named, selections) is { } whole ? new PlannedType(type, required, Object: whole) : null;
            case IAbstractGraphType several:
                var cases = new Dictionary<IObjectGraphType, PlannedObject>();
                foreach (var possible in several.PossibleTypes)
                {
                    if (Build(possible, selections) is not { } planned) return null;
                    cases.Add(possible, planned);
                }

                return new PlannedType(type, required, Cases: cases);
            default:
                return null;
        }
    }

    private void Collect(
        GraphQLSelectionSet? set,
        IObjectGraphType type,
        List<(string Key, List<GraphQLField> Fields)> found,
        HashSet<string> spread
    )
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (isLeftOut(selection)) continue;
            switch (selection)
            {
                case GraphQLField field:
                    var key = (field.Alias?.Name ?? field.Name).StringValue;
                    var known = found.Find(entry => entry.Key == key).Fields;
                    if (known is null) found.Add((key, [field]));
                    else known.Add(field);
                    break;
                case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                    Collect(inline.SelectionSet, type, found, spread);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name: var name }
                    when spread.Add(name.StringValue)
                        && document.FindFragmentDefinition(name.Value) is { } fragment
                        && Applies(fragment.TypeCondition, type):
                    Collect(fragment.SelectionSet, type, found, spread);
                    break;
            }
        }
    }

    private bool Applies(GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null
        || schema.AllTypes[condition.Type.Name.Value] switch
        {
            IAbstractGraphType several => several.PossibleTypes.Contains(type),
            var one => ReferenceEquals(one, type),
        };

    private static GraphQLField Merge(List<GraphQLField> fields) =>
        new(fields[0].Name)
        {
            Alias = fields[0].Alias,
            Arguments = fields[0].Arguments,
            Directives = fields[0].Directives,
            Location = fields[0].Location,
            SelectionSet = fields[0].SelectionSet is null
                ? null
                : new GraphQLSelectionSet([.. fields.SelectMany(field => field.SelectionSet?.Selections ?? [])]),
        };

    private sealed class TypeNameResolver(string name) : SourceResolver
    {
        public override object Read(object source) => name;
    }
}
