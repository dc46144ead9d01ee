using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// The specification's rules for documents: GraphQL.NET's, with ours in the place of those that it lacks or reads differently
/// (docs/decisions.md, 290). A test compares the whole with graphql-js.
/// </summary>
internal static class DocumentRules
{
    private static readonly DocumentValidator Validator = new();

    // Rules that read values throw where a type is unknown or none for input, so these come first.
    private static readonly IValidationRule[] Types =
        [KnownTypeNames.Instance, VariablesAreInputTypes.Instance, FragmentsOnCompositeTypes.Instance];

    private static readonly IValidationRule[] Others =
        [.. DocumentValidator.CoreRules.Except([.. Types, VariablesInAllowedPosition.Instance])];

    /// <summary>
    /// What is wrong with a document; null when nothing is. Sorts the fields of its input objects, whose order means nothing.
    /// </summary>
    public static async ValueTask<ExecutionErrors?> WrongAsync(GraphQLDocument document, ISchema schema)
    {
        if (Found(NotExecutable(document)) is { } definitions) return definitions;
        await SortedFields.Visitor.VisitAsync(document, default);
        foreach (var rules in (IValidationRule[][])[Types, Others])
        {
            // Without an operation GraphQL.NET checks the whole document and leaves variables and arguments alone.
            var result = await Validator.ValidateAsync(
                new ValidationOptions { Document = document, Schema = schema, Operation = null!, Rules = rules });
            if (result.IsValid) continue;
            var parents = new ParentTypes(document, schema);
            if (Found(result.Errors.Where(error => !parents.NeverMeet(error))) is not { } wrong) continue;
            EnumHints.AddTo(wrong, schema);
            return wrong;
        }

        return Found(VariablePositions.Wrong(schema, document));
    }

    private static ExecutionErrors? Found(IEnumerable<ExecutionError> errors)
    {
        var found = new ExecutionErrors();
        found.AddRange(errors);
        return found.Count == 0 ? null : found;
    }

    private static IEnumerable<ValidationError> NotExecutable(GraphQLDocument document) =>
        from definition in document.Definitions
        where definition is not GraphQLExecutableDefinition
        select new ValidationError(
            document.Source,
            "5.1.1",
            "A document to execute has operations and fragments only: no schema, types or directives are defined or extended in it.",
            definition);

    /// <summary>Fields of input objects in one order, so that two arguments are the same whatever order they were written in.</summary>
    private sealed class SortedFields : ASTVisitor<SortedFields.Nothing>
    {
        public static readonly SortedFields Visitor = new();

        protected override ValueTask VisitObjectValueAsync(GraphQLObjectValue objectValue, Nothing context)
        {
            objectValue.Fields?.Sort((one, other) => string.CompareOrdinal(one.Name.StringValue, other.Name.StringValue));
            return base.VisitObjectValueAsync(objectValue, context);
        }

        internal readonly struct Nothing : IASTVisitorContext
        {
            public CancellationToken CancellationToken => default;
        }
    }
}
