using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using GraphQlPlans;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>A document that was parsed, measured and validated once; only variables and the cost are left for each request.</summary>
internal sealed class PreparedDocument
{
    private static readonly GraphQLDocumentBuilder Parser = new();
    private static readonly DocumentValidator Validator = new();

    public GraphQLDocument? Document { get; private init; }

    /// <summary>Its queries, planned when they are first asked.</summary>
    public ConcurrentDictionary<string, PlannedOperation> Planned { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the document cannot be executed; null when it can.</summary>
    public ExecutionErrors? Errors { get; private init; }

    public static async ValueTask<PreparedDocument> PrepareAsync(string text, ISchema schema)
    {
        try
        {
            // From cheap to dear, so that an attack is refused by the cheapest measure.
            if (text.Length > Limits.DocumentCharacters)
                throw Limits.Exceeded("The document has", text.Length, Limits.DocumentCharacters, "characters");
            DocumentTokens.Check(text);
            var document = Parser.Build(text);
            DocumentShape.Check(document);
            await DocumentTexts.CheckAsync(document);
            // Without an operation GraphQL.NET checks the whole document and leaves variables and arguments alone.
            var result = await Validator.ValidateAsync(
                new ValidationOptions
                {
                    Document = document,
                    Schema = schema,
                    Operation = null!,
                    Rules = DocumentValidator.CoreRules,
                }
            );
            return result.IsValid ? new PreparedDocument { Document = document } : new PreparedDocument { Errors = result.Errors };
        }
        catch (NetworkException error)
        {
            return new PreparedDocument { Errors = [new ValidationError(error.Message, error)] };
        }
        catch (ExecutionError error)
        {
            return new PreparedDocument { Errors = [error] };
        }
        catch (GraphQLSyntaxErrorException error)
        {
            return new PreparedDocument { Errors = [new SyntaxError(error)] };
        }
        catch (GraphQLMaxDepthExceededException)
        {
            return new PreparedDocument { Errors = [new ValidationError("", DocumentTokens.TooDeep(DocumentTokens.Nesting + 1))] };
        }
    }

    /// <summary>The operation that a request means; null when GraphQL.NET will say that there is none.</summary>
    public GraphQLOperationDefinition? Operation(string? name)
    {
        var operations = Document!.Definitions.OfType<GraphQLOperationDefinition>();
        return string.IsNullOrEmpty(name)
            ? operations.FirstOrDefault()
            : operations.FirstOrDefault(operation => operation.Name?.StringValue == name);
    }
}
