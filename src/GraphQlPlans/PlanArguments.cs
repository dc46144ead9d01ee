using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace GraphQlPlans;

/// <summary>The arguments of a plan's fields: those without variables are coerced once, the others for each request.</summary>
internal sealed class PlanArguments(GraphQLDocument document)
{
    private readonly Dictionary<GraphQLField, Dictionary<string, ArgumentValue>?> _constant = [];
    private readonly Dictionary<GraphQLField, FieldType> _varying = [];

    /// <summary>Whether how much is asked for depends on variables.</summary>
    public bool SizesVary { get; private set; }

    /// <exception cref="ExecutionError">A value is none of its type.</exception>
    public void Add(GraphQLField field, FieldType definition)
    {
        if (definition.Arguments is not { Count: > 0 })
            return;
        if (!HaveVariables(field))
            _constant[field] = Coerce(field, definition, Variables.None);
        else
            _varying[field] = definition;
        SizesVary |=
            field.Arguments?.Items.Exists(argument =>
                argument.Name.StringValue is "first" or "last" or "ids" or "slugs" && Literals.HasVariable(argument.Value)
            ) == true
            || (definition.HasMetadata("cost.work") && HaveVariables(field));
    }

    /// <summary>Whether a field that was added is asked the same in every request, and with what.</summary>
    public bool IsConstant(GraphQLField field, out IDictionary<string, ArgumentValue>? values)
    {
        values = _constant.GetValueOrDefault(field);
        return !_varying.ContainsKey(field);
    }

    /// <exception cref="ExecutionError">A value is none of its type.</exception>
    public PlanValues With(Variables variables)
    {
        if (_varying.Count == 0) return new PlanValues(variables, _constant, null);
        var values = new Dictionary<GraphQLField, Dictionary<string, ArgumentValue>?>(_varying.Count);
        foreach (var (field, definition) in _varying) values.Add(field, Coerce(field, definition, variables));
        return new PlanValues(variables, _constant, values);
    }

    private Dictionary<string, ArgumentValue>? Coerce(GraphQLField field, FieldType definition, Variables variables) =>
        ExecutionHelper.GetArguments(definition.Arguments, field.Arguments, variables, document, field, null);

    public static bool HaveVariables(GraphQLField field) =>
        field.Arguments?.Items.Exists(argument => Literals.HasVariable(argument.Value)) == true;
}
