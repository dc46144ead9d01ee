using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace MsoNetwork.Web.Plans;

/// <summary>Arguments of a plan's fields: those without variables coerced once, the others from one request's validation.</summary>
internal sealed class PlanValues(ConstantArguments constants, VariableParts? parts, IValidationResult? given)
{
    public Variables Variables => given?.Variables ?? Variables.None;

    public IDictionary<string, ArgumentValue>? Of(GraphQLField field) =>
        parts?.CopyOf(field) is { } copy ? given!.ArgumentValues?.GetValueOrDefault(copy) : constants.Of(field);
}

/// <summary>Arguments without variables, by the document's field.</summary>
internal sealed class ConstantArguments
{
    private readonly Dictionary<GraphQLField, IDictionary<string, ArgumentValue>?> _values = [];

    public IDictionary<string, ArgumentValue>? Of(GraphQLField field) => _values.GetValueOrDefault(field);

    /// <summary>Coerces as GraphQL.NET does for each request.</summary>
    /// <exception cref="GraphQL.ExecutionError">A value is none of its type.</exception>
    public void Add(GraphQLField field, FieldType definition, GraphQLDocument document) =>
        _values[field] = ExecutionHelper.GetArguments(definition.Arguments, field.Arguments, Variables.None, document, field, null);
}
