using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// GraphQL.NET stops at the first thing that is wrong in a variable. Who fills in a form wants all of it at once, as graphql-js tells it:
/// here the others are added, in the order of the value.
/// </summary>
internal sealed class VariableErrors
{
    private readonly ValidationContext _context;
    private readonly GraphQLVariableDefinition _definition;
    private readonly List<(string Path, InvalidVariableError Error)> _found = [];

    private VariableErrors(ValidationContext context, GraphQLVariableDefinition definition) =>
        (_context, _definition) = (context, definition);

    /// <summary>The errors of a request whose variables were refused, with those that GraphQL.NET did not come to.</summary>
    public static List<ValidationError> All(ExecutionErrors told, in ValidationOptions options)
    {
        var context = new ValidationContext { Document = options.Document, Operation = options.Operation, Schema = options.Schema };
        List<ValidationError> all = [.. told.OfType<ValidationError>().Where(error => error is not InvalidVariableError)];
        foreach (var definition in options.Operation.Variables?.Items ?? [])
        {
            var name = definition.Variable.Name.StringValue;
            var own = told.OfType<InvalidVariableError>().Where(error => VariableOf(error) == name).ToList();
            if (own.Count == 0) continue;
            var errors = new VariableErrors(context, definition);
            if (definition.Type.GraphTypeFromType(options.Schema) is { } type && options.Variables.TryGetValue(name, out var value))
                errors.Read(type, value, new VariableName { Name = name });
            all.AddRange(own.Where(error => errors._found.All(one => one.Path != PathOf(error))));
            all.AddRange(errors._found.Select(one => own.Find(error => PathOf(error) == one.Path) ?? one.Error));
        }

        return all;
    }

    /// <summary>The path in a variable that an error is about: <c>f.kinds[0]</c>.</summary>
    public static string? PathOf(InvalidVariableError error)
    {
        const string before = "Variable '$";
        var end = error.Message.IndexOf('\'', before.Length);
        return end > 0 ? error.Message[before.Length..end] : null;
    }

    private static string? VariableOf(InvalidVariableError error) => PathOf(error)?.Split('.', '[')[0];

    private void Read(IGraphType type, object? value, VariableName at)
    {
        switch (type)
        {
            case NonNullGraphType when value is null:
                Add(at, "Received a null input for a non-null variable.");
                break;
            case NonNullGraphType { ResolvedType: { } inner }:
                Read(inner, value, at);
                break;
            case var _ when value is null:
                break;
            case ListGraphType { ResolvedType: { } item } when value is IList<object?> entries:
                for (var i = 0; i < entries.Count; i++) Read(item, entries[i], new VariableName(at, i));
                break;
            case ListGraphType { ResolvedType: { } item }:
                Read(item, value, at); // one stands for a list of one
                break;
            case IInputObjectGraphType input:
                ReadFields(input, value, at);
                break;
            case ScalarGraphType scalar when !scalar.CanParseValue(value):
                Add(at, $"Unable to convert '{(value is IDictionary<string, object?> ? "(object)" : value)}' to '{scalar.Name}'");
                break;
        }
    }

    private void ReadFields(IInputObjectGraphType input, object value, VariableName at)
    {
        if (value is not IDictionary<string, object?> fields)
        {
            Add(at, $"Unable to parse input as a '{input.Name}' type. Did you provide a List or Scalar value accidentally?");
            return;
        }

        foreach (var field in input.Fields)
        {
            var name = new VariableName(at, field.Name);
            if (fields.TryGetValue(field.Name, out var given)) Read(field.ResolvedType!, given, name);
            else if (field is { ResolvedType: NonNullGraphType, DefaultValue: null })
                Add(name, "No value provided for a non-null variable.");
        }

        var unknown = fields.Keys.Where(key => input.Fields.All(field => field.Name != key)).ToList();
        if (unknown.Count > 0)
            Add(at, $"Unrecognized input fields {string.Join(", ", unknown.Select(key => $"'{key}'"))} for type '{input.Name}'.");
    }

    private void Add(VariableName at, string message) =>
        _found.Add((at.ToString(), new InvalidVariableError(_context, _definition, at, message)));
}
