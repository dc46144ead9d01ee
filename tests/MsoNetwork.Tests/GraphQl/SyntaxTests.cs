using GraphQLParser.AST;
using GraphQLParser.Visitors;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>
/// The syntax of September 2025 that GraphQL-Parser does not know. graphql-js judges like documents in Clients/syntax.mjs.
/// </summary>
public sealed class SyntaxTests
{
    private static readonly NetworkSchema Schema =
        new ServiceCollection().AddMsoNetwork("Host=nowhere").BuildServiceProvider().GetRequiredService<NetworkSchema>();

    [Theory]
    [InlineData(""" "\u{1F600}!" """, "😀!")]
    [InlineData(""" "a\u{62}\u{000063}d" """, "abcd")]
    [InlineData(""" "\u{22}\u{5C}\u{A}\u{9}" """, "\"\\\n\t")]
    [InlineData(""" "\u{1}" """, "\u0001")]
    [InlineData(""" "\\u{1F600}" """, "\\u{1F600}")]
    [InlineData(""" "\uD83D\uDE00 # \"no\" comment" """, "😀 # \"no\" comment")]
    [InlineData("\"a\u0001\u001f\u007fb\"", "a\u0001\u001f\u007fb")]
    [InlineData("\"\"\"a\u0001 \\u{41}\"\"\"", "a\u0001 \\u{41}")]
    [InlineData("\"\"\"a \\\"\"\" b\u0002\"\"\"", "a \"\"\" b\u0002")]
    [InlineData("\"\uFDD0\"", "\uFDD0")]
    public async Task A_text_is_what_the_specification_of_2025_says(string written, string text) =>
        Assert.Equal([text], await TextsAsync($"{{ places(query: {written}) {{ name }} }}"));

    [Theory]
    [InlineData("\"What it is for.\" query Q { __typename }")]
    [InlineData("\"\"\"\nWhat \"it\" is for.\n\"\"\"\nquery Q { __typename }")]
    [InlineData("{ ...F } \"Of its fields.\" fragment F on Query { __typename }")]
    [InlineData("query Q(\"\"\"one\"\"\" $t: String! = \"x\", \"two\" # three\n $u: Boolean = true) { "
        + "places(query: $t) @include(if: $u) { name } }", "x")]
    [InlineData("query Q($t: String = \"x\" $l: [String!] = [\"y\" \"z\"] $u: Boolean!) { "
        + "a: suggest(query: $t) @skip(if: $u) { places { name } } "
        + "organisations(filter: {topics: $l}) { totalCount } }", "x", "y", "z")]
    [InlineData("{ __typename } # a \\u{ comment \\ with \"signs")]
    public async Task Descriptions_and_comments_are_read_over(string document, params string[] texts) =>
        Assert.Equal(texts, await TextsAsync(document));

    [Theory]
    [InlineData("\"no\" { __typename }")]
    [InlineData("\"a\" \"b\" query Q { __typename }")]
    [InlineData("query \"no\" query { __typename }")]
    [InlineData("query Q($t: \"no\" $u: Int) { __typename }")]
    [InlineData("{ places(query: \"\\u{D800}\") { name } }")]
    [InlineData("{ places(query: \"\\u{110000}\") { name } }")]
    [InlineData("{ places(query: \"\\u{}\") { name } }")]
    [InlineData("{ places(query: \"\\u{0}\") { name } }")]
    [InlineData("{ places(query: \"\\u{-1}\") { name } }")]
    [InlineData("{ places(query: \"\\u{1F600\") { name } }")]
    [InlineData("{ places(query: \"a\nb\") { name } }")]
    public async Task What_is_no_syntax_stays_none(string document) =>
        Assert.NotNull((await PreparedDocument.PrepareAsync(document, Schema)).Errors);

    [Fact]
    public async Task Errors_point_to_the_place_in_the_text_that_was_sent()
    {
        var prepared = await PreparedDocument.PrepareAsync("\"é\" query Q { places(query: \"\\u{1F600}\u0001\") { nope } }", Schema);
        var place = Assert.Single(Assert.Single(prepared.Errors!).Locations!);
        Assert.Equal((1, 45), (place.Line, place.Column));
    }

    private static async Task<List<string>> TextsAsync(string document)
    {
        var prepared = await PreparedDocument.PrepareAsync(document, Schema);
        Assert.True(prepared.Errors is null, prepared.Errors?[0].Message);
        var texts = new Texts();
        await texts.VisitAsync(prepared.Document, default);
        return texts.Found;
    }

    private sealed class Texts : ASTVisitor<Texts.Nothing>
    {
        public List<string> Found { get; } = [];

        protected override ValueTask VisitStringValueAsync(GraphQLStringValue stringValue, Nothing context)
        {
            Found.Add(stringValue.Value.ToString());
            return default;
        }

        internal readonly struct Nothing : IASTVisitorContext
        {
            public CancellationToken CancellationToken => default;
        }
    }
}
