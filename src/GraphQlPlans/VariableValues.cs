using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>
/// An operation's variables from one request's values. GraphQL.NET does it by visiting the document; here the types are known
/// beforehand. Only right values are coerced: whatever is wrong or unusual is left to GraphQL.NET, which finds the words for it.
/// </summary>
internal sealed class VariableValues
{
    private readonly List<(string Name, GraphQLVariableDefinition Definition, IGraphType Type, object? Default)> _definitions = [];

    /// <exception cref="ExecutionError">A default is none of its type.</exception>
    public VariableValues(ISchema schema, GraphQLOperationDefinition operation)
    {
        foreach (var definition in operation.Variables?.Items ?? [])
        {
            var type = Resolve(schema, definition.Type);
            var otherwise = definition.DefaultValue is { } literal
                ? ExecutionHelper.CoerceValue(type, literal, Variables.None, null).Value
                : null;
            _definitions.Add((definition.Variable.Name.StringValue, definition, type, otherwise));
        }
    }

    /// <summary>Null when GraphQL.NET should look at the values.</summary>
    public Variables? Coerce(Inputs given)
    {
        if (_definitions.Count == 0) return Variables.None;
        try
        {
            return CoerceAll(given);
        }
        catch (Exception)
        {
            return null; // scalars, parsers and validators throw what they like
        }
    }

    private Variables? CoerceAll(Inputs given)
    {
        var variables = new Variables();
        foreach (var (name, definition, type, otherwise) in _definitions)
        {
            var variable = new Variable(name, definition);
            if (given.TryGetValue(name, out var value))
            {
                if (!TryCoerce(type, value, out var coerced)) return null;
                variable.Value = coerced;
            }
            else if (definition.DefaultValue is not null) (variable.Value, variable.IsDefault) = (otherwise, true);
            else if (type is NonNullGraphType) return null;
            variables.Add(variable);
        }

        return variables;
    }

    private static bool TryCoerce(IGraphType type, object? value, out object? coerced)
    {
        coerced = null;
        if (type is NonNullGraphType { ResolvedType: { } inner }) return value is not null && TryCoerce(inner, value, out coerced);
        if (value is null) return true;
        switch (type)
        {
            case ScalarGraphType scalar:
                coerced = scalar.ParseValue(value);
                return coerced is not null;
            case ListGraphType { ResolvedType: { } item }:
                var entries = value is IList list ? list : new[] { value };
                var result = new object?[entries.Count];
                coerced = result;
                for (var i = 0; i < result.Length; i++)
                {
                    if (!TryCoerce(item, entries[i], out result[i])) return false;
                }

                return true;
            case IInputObjectGraphType { IsOneOf: false } input when value is IDictionary<string, object?> given:
                return TryCoerce(input, given, out coerced);
            default:
                return false;
        }
    }

    private static bool TryCoerce(IInputObjectGraphType type, IDictionary<string, object?> given, out object? coerced)
    {
        coerced = null;
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in type.Fields)
        {
            if (field.DefaultValue is not null) return false;
            if (given.TryGetValue(field.Name, out var value))
            {
                if (!TryCoerce(field.ResolvedType!, value, out var one)) return false;
                if (one is not null && field.Parser is { } parse) one = parse(one);
                if (one is not null) field.Validator?.Invoke(one);
                fields.Add(field.Name, one);
            }
            else if (field.ResolvedType is NonNullGraphType) return false;
        }

        if (fields.Count != given.Count) return false;
        coerced = type.ParseDictionary(fields);
        return true;
    }

    private static IGraphType Resolve(ISchema schema, GraphQLType type) => type switch
    {
        GraphQLNonNullType required => new NonNullGraphType(Resolve(schema, required.Type)),
        GraphQLListType list => new ListGraphType(Resolve(schema, list.Type)),
        _ => schema.AllTypes[((GraphQLNamedType)type).Name.Value]!,
    };
}
