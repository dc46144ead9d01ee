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

    private Dictionary<GraphQLOperationDefinition, IReadOnlyList<string>> _atRisk = [];

    private string _text = "";

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
            var document = await ReadAsync(text);
            DocumentShape.Check(document);
            if (await DocumentRules.WrongAsync(document, schema) is { } wrong) return new PreparedDocument { Errors = wrong };
            return new PreparedDocument
            {
                _text = text,
                Document = document,
                _atRisk = document.Definitions.OfType<GraphQLOperationDefinition>()
                    .ToDictionary(operation => operation, operation => NullVariables.AtRisk(schema, document, operation)),
            };
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
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new PreparedDocument { Errors = [new UnreadableError("The document cannot be read.", error)] };
        }
    }

    /// <summary>Whether null is sent for a variable that stands where no null may: see <see cref="NullVariables"/>.</summary>
    public bool HasNullWhereNoneMayBe(string? operation, Inputs given) =>
        Operation(operation) is { } asked && _atRisk[asked].Any(name => given.TryGetValue(name, out var value) && value is null);

    /// <summary>The same document once more, to be changed.</summary>
    public async ValueTask<PreparedDocument> CopyAsync() => new() { Document = await ReadAsync(_text) };

    private static async ValueTask<GraphQLDocument> ReadAsync(string text)
    {
        var readable = SyntaxOf2025.Rewritten(text, out var hasSigns);
        DocumentTokens.Check(readable);
        var document = Parser.Build(readable);
        await DocumentTexts.CheckAsync(document, hasSigns);
        return document;
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
