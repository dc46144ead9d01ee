using GraphQLParser;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Counts a document's tokens and brackets before anything is built from it: the parser recurses, the lexer does not.</summary>
internal static class DocumentTokens
{
    /// <summary>Brackets of any kind that may be open at once: the deepest fields, and an argument's object in them.</summary>
    public const int Nesting = Limits.IntrospectionDepth + 10;

    /// <exception cref="NetworkException">The document is beyond a limit.</exception>
    public static void Check(string text)
    {
        int tokens = 0, open = 0, deepest = 0, position = 0;
        while (Lexer.Lex(text, position) is { Kind: not TokenKind.EOF } token)
        {
            position = token.End;
            if (token.Kind == TokenKind.COMMENT) continue;
            tokens++;
            open += token.Kind switch
            {
                TokenKind.BRACE_L or TokenKind.BRACKET_L or TokenKind.PAREN_L => 1,
                TokenKind.BRACE_R or TokenKind.BRACKET_R or TokenKind.PAREN_R => -1,
                _ => 0,
            };
            deepest = Math.Max(deepest, open);
        }

        if (deepest > Nesting) throw TooDeep(deepest);
        if (tokens > Limits.Tokens) throw Limits.Exceeded("The document has", tokens, Limits.Tokens, "tokens");
    }

    public static NetworkException TooDeep(int depth) => Limits.Exceeded("The document nests its brackets", depth, Nesting, "levels deep");
}
