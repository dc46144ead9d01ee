using GraphQlPlans;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.Plans;

/// <summary>A plan's answer is GraphQL.NET's answer, to the letter.</summary>
public sealed class PlanTests(ProbedNetwork network) : IClassFixture<ProbedNetwork>
{
    private readonly NetworkSchema _schema = network.Schema;

    [Theory]
    [MemberData(nameof(PlanDocuments.Probes), MemberType = typeof(PlanDocuments))]
    [MemberData(nameof(PlanDocuments.Registry), MemberType = typeof(PlanDocuments))]
    public async Task A_plan_answers_as_GraphQL_NET_does(string query, string variables)
    {
        var prepared = await PreparedDocument.PrepareAsync(query, _schema);
        var (planned, data) = await AskAsync(prepared, variables, plans: true);
        var (expected, _) = await AskAsync(query, variables, plans: false);
        Assert.Equal(expected, planned);
        Assert.Equal(expected, (await AskAsync(prepared, variables, plans: true)).Text); // with what was kept of the first
        Assert.True(data is ObjectNode or null, "GraphQL.NET answered instead of a plan");
        Assert.DoesNotContain("secret", planned, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PlanDocuments.LeftToGraphQlNet), MemberType = typeof(PlanDocuments))]
    public async Task What_no_plan_can_do_GraphQL_NET_answers(string query, string variables)
    {
        var (answer, data) = await AskAsync(query, variables, plans: true);
        var (expected, _) = await AskAsync(query, variables, plans: false);
        Assert.Equal(expected, answer);
        Assert.IsNotType<ObjectNode>(data);
    }

    [Fact]
    public async Task One_document_is_planned_for_each_way_its_conditions_decide_and_each_value_of_its_variables()
    {
        var prepared = await PreparedDocument.PrepareAsync(
            "query($yes: Boolean!, $n: Int) { probe { name @include(if: $yes) arguments(number: $n) child @skip(if: $yes) { name } } }",
            _schema
        );
        foreach (
            var variables in (string[])["""{"yes":true,"n":1}""", """{"yes":false,"n":2}""", """{"yes":true,"n":3}""", """{"yes":false}"""]
        )
            Assert.Equal((await AskAsync(prepared, variables, plans: false)).Text, (await AskAsync(prepared, variables, plans: true)).Text);
        Assert.Single(prepared.Planned);
    }

    [Fact]
    public async Task Reference_data_below_lists_is_what_GraphQL_NET_says_for_each_value_of_the_variables()
    {
        const string Query =
            "query($l: String) { vocabulary(name: TOPICS) { __typename key label(language: \"tr\") broader { key narrower { key } "
            + "labels { language text reviewed synonyms } } varying: label(language: $l) } "
            + "a: vocabulary(name: TOPICS) { key label } b: vocabulary(name: TOPICS) { key label(language: \"ar\") broader { key } } "
            + "c: regions(level: DISTRICT) { id key name parent { name } integrationCentres { name } } }";
        var prepared = await PreparedDocument.PrepareAsync(Query, _schema);
        foreach (var variables in (string[])["""{"l":"fr"}""", """{"l":"pl"}""", """{"l":"fr"}"""])
        {
            var (planned, data) = await AskAsync(prepared, variables, plans: true);
            Assert.Equal((await AskAsync(prepared, variables, plans: false)).Text, planned);
            Assert.IsType<ObjectNode>(data);
        }
    }

    [Fact]
    public async Task Names_of_operations_that_are_not_in_the_document_are_not_kept()
    {
        var prepared = await PreparedDocument.PrepareAsync("query A { probe { name } } query B { probe { path } }", _schema);
        foreach (var name in (string?[])["A", "B", "C", "D", "", null]) await AskAsync(prepared, "{}", plans: true, name);
        Assert.Equal(["A", "B"], prepared.Planned.Keys.Order());
    }

    private async Task<(string Text, object? Data)> AskAsync(string query, string variables, bool plans) =>
        await AskAsync(await PreparedDocument.PrepareAsync(query, _schema), variables, plans);

    private async Task<(string Text, object? Data)> AskAsync(
        PreparedDocument prepared,
        string variables,
        bool plans,
        string? operation = null
    )
    {
        var (text, result) = await PlannedQuestion.AskAsync(network.Services, _schema, prepared, variables, plans, operation);
        return (text, result.Data);
    }
}
