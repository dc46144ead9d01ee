using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>The rule that stands above <see cref="Cost"/>, sentence by sentence, on a schema made for it.</summary>
public sealed class CostTests
{
    private static readonly Schema Schema = Make();

    [Theory]
    [InlineData(2, "{ one { name } }")] // 1: each field costs 1
    [InlineData(1 + (5 * 2), "{ many { name key } }")] // 2, 6: a list counts 5 times unless told
    [InlineData(1 + (50 * 2), "{ largeList { name key } }")] // 6: cost.size
    [InlineData(1 + (7 * 1), "{ page(first: 7) { name } }")] // 3
    [InlineData(1 + (7 * 1), "{ page(last: 7) { name } }")]
    [InlineData(1 + (20 * 1), "{ page { name } }")]
    [InlineData(1 + (3 * 1), "{ short { name } }")] // 7: the argument's default in the schema
    // 4, pageInfo.next makes one more
    [InlineData(1 + 1 + 1 + 1 + (30 * 2), "{ connection(first: 30) { totalCount pageInfo { next } nodes { name key } } }", 1)]
    [InlineData(1 + 1 + (30 * (1 + 1 + 2)), "{ connection(first: 30) { edges { cursor node { name key } } } }")]
    // 2, nested
    [InlineData(1 + 1 + (10 * (1 + 1 + (10 * 1))), "{ connection(first: 10) { nodes { friends(first: 10) { nodes { name } } } } }")]
    [InlineData(1 + (3 * 1), "{ byIds(ids: [1, 2, 3]) { name } }")] // 5
    [InlineData(1 + (5 * 1) + 1 + (5 * 1), "{ a: many { name } b: many { name } }")] // 8: aliases
    [InlineData(2 * (1 + (5 * 2)), "{ a: many { ...F } b: many { ...F } } fragment F on Thing { name key }")] // 8: fragments
    [InlineData(1 + (5 * 2), "{ many { ... on Thing { name } ... { key } } }")]
    [InlineData(1, "{ one { name @skip(if: true) } }")] // 8: left out
    [InlineData(2, "{ one { name @include(if: true) } many @include(if: false) { name } }")]
    [InlineData(1 + 1 + 1 + 1, "{ __schema { types { fields { name } } } }")] // 9
    public async Task A_document_costs(int expected, string document, int more = 0) =>
        Assert.Equal(expected + more, await CostAsync(document));

    [Theory]
    [InlineData(1 + (9 * 1), "query($n: Int) { page(first: $n) { name } }", "n", 9)]
    [InlineData(1 + (20 * 1), "query($n: Int) { page(first: $n) { name } }", "n", null)]
    [InlineData(1 + (8 * 1), "query($n: Int = 8) { page(first: $n) { name } }", "other", 9)]
    [InlineData(1, "query($s: Boolean!) { one { name @skip(if: $s) } }", "s", true)]
    public async Task Variables_count_with_their_values(int expected, string document, string name, object? value) =>
        Assert.Equal(expected, await CostAsync(document, (name, value)));

    [Fact]
    public async Task A_list_of_ids_in_a_variable_counts_with_its_length() =>
        Assert.Equal(
            1 + (100 * 1),
            await CostAsync("query($ids: [ID!]!) { byIds(ids: $ids) { name } }", ("ids", Enumerable.Range(0, 100).Cast<object?>().ToList()))
        );

    [Fact]
    public async Task Nested_pages_multiply_without_overflow() =>
        Assert.True(
            await CostAsync(
                "{ connection(first: 2000000000) { nodes { friends(first: 2000000000) { nodes { friends(first: 2000000000) { nodes { name "
                    + "} } } } } } }"
            ) >= 1_000_000_000
        );

    private static async Task<long> CostAsync(string text, params (string Name, object? Value)[] variables)
    {
        var document = new GraphQLDocumentBuilder().Build(text);
        var operation = document.Definitions.OfType<GraphQLOperationDefinition>().First();
        var values = await new DocumentValidator().ValidateAsync(new ValidationOptions
        {
            Document = document,
            Schema = Schema,
            Operation = operation,
            Rules = [],
            Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value).ToInputs(),
        });
        Assert.True(values.IsValid, values.Errors.FirstOrDefault()?.Message);
        return new Cost(Schema, document, values).Of(operation);
    }

    private static Schema Make()
    {
        var schema = Schema.For("""
            type Query {
              one: Thing
              many: [Thing!]!
              largeList: [Thing]
              page(first: Int, last: Int): [Thing]
              short(first: Int = 3): [Thing]
              connection(first: Int): Connection
              byIds(ids: [ID!]!): [Thing]
            }
            type Connection { totalCount: Int pageInfo: PageInfo edges: [Edge] nodes: [Thing] }
            type PageInfo { next: String }
            type Edge { cursor: String node: Thing }
            type Thing { name: String key: String friends(first: Int): Connection }
            """);
        schema.Initialize();
        schema.Query.GetField("largeList")!.WithMetadata(Cost.SizeKey, 50);
        return schema;
    }
}
