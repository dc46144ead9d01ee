using GraphQL;
using GraphQL.Types;
using GraphQlPlans;
using Microsoft.Extensions.Configuration;
using MsoNetwork.Accounts;
using MsoNetwork.Web.GraphQl;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Tests.Plans;

/// <summary>Plans answer only what they would answer as GraphQL.NET does, and only to nobody in particular.</summary>
public sealed class FenceTests(ProbedNetwork network) : IClassFixture<ProbedNetwork>
{
    [Fact]
    public void No_field_has_authorisation_or_middleware_that_a_plan_would_not_ask() =>
        Assert.Empty(Fence.Around(network.Schema));

    [Fact]
    public void The_fence_sees_policies_roles_and_middleware_of_fields_arguments_and_types()
    {
        using var schema = Guarded();
        Assert.Equal(
            ["Query.byPolicy", "Query.byRole", "Query.byMiddleware", "Query.byArgument", "Private"],
            Fence.Around(schema).Where(name => !name.StartsWith('_')).OrderBy(name => name == "Private")
        );
    }

    [Theory]
    [InlineData("{ open }", true)]
    [InlineData("{ open byPolicy }", false)]
    [InlineData("{ byRole }", false)]
    [InlineData("{ byMiddleware }", false)]
    [InlineData("{ byArgument(secret: 1) }", false)]
    [InlineData("{ open private { name } }", false)]
    public void No_plan_is_made_of_what_stands_behind_the_fence(string query, bool planned)
    {
        using var schema = Guarded();
        var document = new GraphQL.Execution.GraphQLDocumentBuilder().Build(query);
        var operation = document.Definitions.OfType<GraphQLParser.AST.GraphQLOperationDefinition>().Single();
        var plans = new PlannedOperation(schema, document, operation, (_, _) => 1, 1);
        Assert.Equal(planned, plans.Prepare(Inputs.Empty) is not null);
    }

    [Fact]
    public async Task Whoever_is_known_is_answered_by_GraphQL_NET_and_nobody_by_a_plan()
    {
        var prepared = await PreparedDocument.PrepareAsync("{ probe { name } }", network.Schema);
        var (nobodys, plan) = await AskAsync(prepared, Identity.Nobody);
        foreach (var identity in (Identity[])[new(ActingFor.Parse("organisation:somebody")), new(ActingFor.Parse("centre:somewhere"))])
        {
            var (theirs, own) = await AskAsync(prepared, identity);
            Assert.Equal(nobodys, theirs);
            Assert.IsNotType<ObjectNode>(own.Data);
        }

        Assert.IsType<ObjectNode>(plan.Data);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public void The_setting_switches_plans_off(string? setting, bool on) => Assert.Equal(on, PlanSetting.IsOn(With(setting)));

    [Fact]
    public void A_setting_that_is_neither_ends_the_start() =>
        Assert.StartsWith("MSONET_GRAPHQL_PLANS is \"no\"",
            Assert.Throws<WrongSettingException>(() => PlanSetting.IsOn(With("no"))).Message,
            StringComparison.Ordinal);

    private static IConfiguration With(string? setting) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("GRAPHQL_PLANS", setting)]).Build();

    private Task<(string Text, ExecutionResult Result)> AskAsync(PreparedDocument prepared, Identity identity) =>
        PlannedQuestion.AskAsync(network.Services, network.Schema, prepared, "{}", plans: true, identity: identity);

    private static Schema Guarded()
    {
        var hidden = new ObjectGraphType { Name = "Private" };
        hidden.Field<StringGraphType>("name");
        hidden.Authorize();
        var query = new ObjectGraphType { Name = "Query" };
        query.Field<StringGraphType>("open");
        query.Field<StringGraphType>("byPolicy").AuthorizeWithPolicy("staff");
        query.Field<StringGraphType>("byRole").AuthorizeWithRoles("staff");
        query.Field<StringGraphType>("byMiddleware").ApplyMiddleware(next => next);
        query.Field<StringGraphType>("byArgument").Argument<IntGraphType>("secret", argument => argument.AuthorizeWithPolicy("staff"));
        query.Field("private", hidden);
        var schema = new Schema { Query = query };
        schema.Initialize();
        return schema;
    }
}
