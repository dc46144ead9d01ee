using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using MsoNetwork.Relay;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// How many values an answer is expected to have at most, reckoned before anything is executed.
/// <list type="number">
/// <item>Each field costs 1, whether it is a value or an object.</item>
/// <item>What stands below a list counts once for each expected entry of the list.</item>
/// <item>A field with the argument first or last has as many entries as it says, the larger of both, 20 when neither is given.</item>
/// <item>If such a field is no list but a connection, that number belongs to the lists directly in it (edges, nodes).</item>
/// <item>More than its field's metadata "cost.most" counts as that: the field itself refuses it, and says where so much is to be
/// had.</item>
/// <item>A field with the argument ids (or slugs) has as many entries as there are in it.</item>
/// <item>Any other list has as many entries as its field's metadata "cost.size" says, otherwise 5.</item>
/// <item>Variables count with their values, absent ones with their defaults.</item>
/// <item>Fragments cost what is in them at each use, each alias costs like a field of its own, and what @skip or @include leave out costs
/// nothing.</item>
/// <item>A field's metadata "cost.weight" counts beside it (an outline is as big as fifty values), and "cost.work" reckons from its
/// arguments what takes the database long.</item>
/// <item>Under __schema and __type lists count once: the answer lies in memory, and <see cref="DocumentShape"/> bounds its nesting.</item>
/// </list>
/// </summary>
/// <param name="schema">The schema.</param>
/// <param name="document">For its fragments.</param>
/// <param name="arguments">A field's coerced arguments.</param>
/// <param name="isLeftOut">What @skip and @include say of a selection.</param>
internal sealed class Cost(
    ISchema schema,
    GraphQLDocument document,
    Func<GraphQLField, IDictionary<string, ArgumentValue>?> arguments,
    Func<ASTNode, bool> isLeftOut
)
{
    public Cost(ISchema schema, GraphQLDocument document, IValidationResult values)
        : this(schema, document, field => values.ArgumentValues?.GetValueOrDefault(field), node => IsLeftOut(node, values))
    {
    }

    /// <summary>Key of a field's metadata: how many entries its list usually has at most.</summary>
    public const string SizeKey = "cost.size";

    /// <summary>Key of a field's metadata: more than this its resolver refuses whatever first says.</summary>
    public const string MostKey = "cost.most";

    /// <summary>Key of a field's metadata: what it counts beside itself.</summary>
    public const string WeightKey = "cost.weight";

    /// <summary>Key of a field's metadata: a <see cref="FieldWork"/>.</summary>
    public const string WorkKey = "cost.work";

    private const int UsualSize = 5;
    private const long Enough = 1_000_000_000; // further multiplication could overflow

    public long Of(GraphQLOperationDefinition operation) => OfSelection(operation.SelectionSet, operation.Operation switch
    {
        OperationType.Mutation => schema.Mutation,
        OperationType.Subscription => schema.Subscription,
        _ => schema.Query,
    }, page: null);

    private long OfSelection(GraphQLSelectionSet? set, IGraphType? type, long? page)
    {
        var total = 0L;
        foreach (var selection in set?.Selections ?? [])
        {
            if (isLeftOut(selection)) continue;
            total += selection switch
            {
                GraphQLField field => OfField(field, type as IComplexGraphType, page),
                GraphQLInlineFragment inline => OfSelection(
                    inline.SelectionSet,
                    inline.TypeCondition is { } condition ? schema.AllTypes[condition.Type.Name.Value] : type,
                    page
                ),
                GraphQLFragmentSpread spread when document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment =>
                    OfSelection(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name.Value], page),
                _ => 0,
            };
        }

        return Math.Min(total, Enough);
    }

    private long OfField(GraphQLField field, IComplexGraphType? type, long? page)
    {
        if (field.SelectionSet is null) return 1 + (type?.GetField(field.Name.Value)?.GetMetadata<int?>(WeightKey) ?? 0);
        if (field.Name.Value == "__schema" || field.Name.Value == "__type") return 1 + OfIntrospection(field.SelectionSet);
        if (type?.GetField(field.Name.Value) is not { ResolvedType: { } result } definition) return 1;
        var size = PageOf(field, definition);
        var own = 1 + (definition.GetMetadata<int?>(WeightKey) ?? 0)
            + (definition.GetMetadata<FieldWork>(WorkKey)?.Invoke(name => Value(field, definition, name)) ?? 0);
        if (!IsList(result)) return own + OfSelection(field.SelectionSet, result.GetNamedType(), size);
        size ??= definition.GetMetadata<int?>(SizeKey) ?? page ?? UsualSize;
        return Math.Min(own + (size.Value * OfSelection(field.SelectionSet, result.GetNamedType(), page: null)), Enough);
    }

    private long OfIntrospection(GraphQLSelectionSet? set) =>
        (set?.Selections ?? [])
            .Where(selection => !isLeftOut(selection))
            .Sum(selection =>
                selection switch
                {
                    GraphQLField field => 1 + OfIntrospection(field.SelectionSet),
                    GraphQLInlineFragment inline => OfIntrospection(inline.SelectionSet),
                    GraphQLFragmentSpread spread => OfIntrospection(
                        document.FindFragmentDefinition(spread.FragmentName.Name.Value)?.SelectionSet
                    ),
                    _ => 0,
                }
            );

    /// <summary>How many entries the arguments ask for; null when none of them says.</summary>
    private long? PageOf(GraphQLField field, FieldType definition)
    {
        if (definition.Arguments is not { Count: > 0 } arguments) return null;
        foreach (var named in (string[])["ids", "slugs"])
        {
            if (arguments.Find(named) is not null) return Value(field, definition, named) is ICollection ids ? ids.Count : 1;
        }

        if (arguments.Find("first") is null && arguments.Find("last") is null) return null;
        var asked = Math.Max(Number(Value(field, definition, "first")), Number(Value(field, definition, "last")));
        return asked > 0 ? Math.Min(asked, definition.GetMetadata<int?>(MostKey) ?? asked) : PageSize.Default;
    }

    private object? Value(GraphQLField field, FieldType definition, string name) =>
        arguments(field)?.TryGetValue(name, out var value) == true ? value.Value
            : definition.Arguments?.Find(name)?.DefaultValue;

    private static bool IsLeftOut(ASTNode node, IValidationResult values) =>
        values.DirectiveValues?.TryGetValue(node, out var directives) == true
        && (
            (directives.TryGetValue("skip", out var skip) && skip.GetArgument<bool>("if"))
            || (directives.TryGetValue("include", out var include) && !include.GetArgument<bool>("if"))
        );

    private static long Number(object? value) => value is int number ? number : 0;

    private static bool IsList(IGraphType type) => type is ListGraphType or NonNullGraphType { ResolvedType: ListGraphType };
}
