using System.Buffers;
using System.Text;
using GraphQLParser.AST;
using GraphQLParser.Visitors;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>The texts written in a document: an escape can make of them what no database and no UTF-8 can hold.</summary>
internal sealed class DocumentTexts : ASTVisitor<DocumentTexts.Place>
{
    private static readonly DocumentTexts _visitor = new();

    /// <exception cref="NetworkException">A text has half a surrogate pair or U+0000.</exception>
    public static ValueTask CheckAsync(GraphQLDocument document) => _visitor.VisitAsync(document, new Place());

    protected override ValueTask VisitArgumentAsync(GraphQLArgument argument, Place context)
    {
        context.Argument = argument.Name.StringValue;
        return base.VisitArgumentAsync(argument, context);
    }

    protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition variableDefinition, Place context)
    {
        context.Argument = variableDefinition.Variable.Name.StringValue;
        return base.VisitVariableDefinitionAsync(variableDefinition, context);
    }

    protected override ValueTask VisitStringValueAsync(GraphQLStringValue stringValue, Place context)
    {
        for (var rest = stringValue.Value.Span; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done)
                throw NetworkException.Invalid(
                    context.Argument,
                    $"{context.Argument} contains half a surrogate pair, which is no character. Write the character itself, or both halves."
                );
            if (rune.Value == 0)
                throw NetworkException.Invalid(
                    context.Argument,
                    $"{context.Argument} contains the character U+0000, which no text may contain."
                );
            rest = rest[length..];
        }

        return default;
    }

    /// <summary>Where the visitor is.</summary>
    internal sealed class Place : IASTVisitorContext
    {
        public string Argument { get; set; } = "query";

        public CancellationToken CancellationToken => default;
    }
}
