using System.Text.Json;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>What is selected of an object, fragments and conditions put in, in the order of the answer.</summary>
internal sealed class PlannedObject(IObjectGraphType type, PlannedField[] fields)
{
    public IObjectGraphType Type => type;

    public PlannedField[] Fields => fields;

    /// <summary>Whether all that is selected of it, and of what is in it, is read from objects alone.</summary>
    public bool IsAtHand { get; } = Array.TrueForAll(fields, field => field.IsOfSource && field.Type.IsAtHand);

    public Func<object, bool>? IsTypeOf { get; } = type.IsTypeOf;
}

/// <summary>One field of the answer.</summary>
/// <param name="Key">The alias, else the name.</param>
/// <param name="Ast">The document's field; where several are merged, one with all their selections.</param>
/// <param name="First">The document's field, the first of them: its arguments are those of all.</param>
internal sealed record PlannedField(string Key, GraphQLField Ast, GraphQLField First, FieldType Definition, PlannedType Type)
{
    public JsonEncodedText Name { get; } =
        JsonEncodedText.Encode(Key, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    public IFieldResolver Resolver { get; } = Definition.Resolver ?? NameFieldResolver.Instance;

    /// <summary>The resolver, where it looks at nothing but the object.</summary>
    public SourceResolver? Source { get; init; }

    /// <summary>Whether it needs nothing but the object, as a field does that was made of a property.</summary>
    public bool IsOfSource =>
        Source is not null
        || (Resolver.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ExpressionFieldResolver<,>));
}

/// <summary>How a value is completed: exactly one of scalar, object, cases and item is set.</summary>
/// <param name="Graph">The type in the schema, without the outer "non-null".</param>
/// <param name="Required">Whether null is an error.</param>
/// <param name="Scalar">Of a value.</param>
/// <param name="Object">Of an object.</param>
/// <param name="Cases">Of an interface or a union, by what it may be.</param>
/// <param name="Item">Of a list.</param>
internal sealed record PlannedType(
    IGraphType Graph,
    bool Required,
    ScalarGraphType? Scalar = null,
    PlannedObject? Object = null,
    Dictionary<IObjectGraphType, PlannedObject>? Cases = null,
    PlannedType? Item = null
)
{
    /// <summary>The object's plan below lists; null for values and interfaces.</summary>
    public PlannedObject? Named => Item is null ? Object : Item.Named;

    /// <summary>Whether nothing below it needs more than the objects themselves.</summary>
    public bool IsAtHand { get; } =
        Item?.IsAtHand ?? Object?.IsAtHand ?? Cases?.Values.All(possible => possible.IsAtHand) ?? Scalar is not null;

    /// <summary>The scalar's value as it stands in the answer.</summary>
    public object? Serialize(object? value) => value is string && Scalar is StringGraphType ? value : Scalar!.Serialize(value);
}

/// <summary>An operation with its conditions decided, ready to run: see <see cref="PlannedOperation.Prepare"/>.</summary>
internal sealed record Plan(
    GraphQLDocument Document,
    GraphQLOperationDefinition Operation,
    PlannedObject Root,
    PlanArguments Arguments,
    Func<ASTNode, bool> IsLeftOut
)
{
    /// <summary>What it costs, where that does not depend on variables; below 0 until it is known.</summary>
    public long Cost { get; set; } = -1;
}
