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

    /// <param name="document">Of <see cref="SyntaxOf2025"/>.</param>
    /// <param name="hasSigns">Whether its texts are to be restored first.</param>
    /// <exception cref="NetworkException">A text has half a surrogate pair or U+0000.</exception>
    public static ValueTask CheckAsync(GraphQLDocument document, bool hasSigns) =>
        _visitor.VisitAsync(document, new Place { HasSigns = hasSigns });

    protected override ValueTask VisitArgumentAsync(GraphQLArgument argument, Place context)
    {
        context.Argument = argument.Name.StringValue;
        argument.Value = context.Restored(argument.Value);
        return base.VisitArgumentAsync(argument, context);
    }

    protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition variableDefinition, Place context)
    {
        context.Argument = variableDefinition.Variable.Name.StringValue;
        if (variableDefinition.DefaultValue is { } value) variableDefinition.DefaultValue = context.Restored(value);
        return base.VisitVariableDefinitionAsync(variableDefinition, context);
    }

    protected override ValueTask VisitObjectFieldAsync(GraphQLObjectField objectField, Place context)
    {
        objectField.Value = context.Restored(objectField.Value);
        return base.VisitObjectFieldAsync(objectField, context);
    }

    protected override ValueTask VisitListValueAsync(GraphQLListValue listValue, Place context)
    {
        for (var i = 0; i < (listValue.Values?.Count ?? 0); i++) listValue.Values![i] = context.Restored(listValue.Values[i]);
        return base.VisitListValueAsync(listValue, context);
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

        public bool HasSigns { get; init; }

        public CancellationToken CancellationToken => default;

        public GraphQLValue Restored(GraphQLValue value) =>
            HasSigns && value is GraphQLStringValue text
                ? new PlacedText(SyntaxOf2025.Restored(text.Value.Span), text.Location)
                : value;
    }

    private sealed class PlacedText(string text, GraphQLLocation location) : GraphQLStringValue(text)
    {
        public override GraphQLLocation Location { get; set; } = location;
    }
}
