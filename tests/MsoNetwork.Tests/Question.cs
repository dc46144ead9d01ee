using System.Buffers;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.SystemTextJson;
using GraphQL.Validation;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using GraphQlPlans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Permissions;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests;

/// <summary>
/// A question to the schema without HTTP and its limits, executed and written as the site does it: by plan, or with
/// MSONET_GRAPHQL_PLANS=off by GraphQL.NET alone, which deploy/test runs as well.
/// </summary>
internal static class Question
{
    private static readonly bool Plans = PlanSetting.IsOn(new ConfigurationBuilder().AddEnvironmentVariables("MSONET_").Build());

    // As the site does it: no request takes several connections at once.
    private static readonly DocumentExecuter OneAfterAnother = new(
        new GraphQLDocumentBuilder(),
        new DocumentValidator(),
        new DefaultExecutionStrategySelector([new ExecutionStrategyRegistration(SerialExecutionStrategy.Instance, OperationType.Query)]),
        []);

    public static async Task<JsonElement> AskAsync(IServiceProvider services, string query, string variables = "{}")
    {
        await using var scope = services.CreateAsyncScope();
        return await InScopeAsync(scope.ServiceProvider, query, variables);
    }

    /// <summary>Asks as whoever stands in this scope.</summary>
    public static async Task<JsonElement> InScopeAsync(IServiceProvider scope, string query, string variables)
    {
        var schema = scope.GetRequiredService<NetworkSchema>();
        var values = new GraphQLSerializer().Deserialize<Inputs>(variables)!;
        var cancellation = TestContext.Current.CancellationToken;
        var result = await PlanAsync(schema, scope, query, values) is { } plan
            ? await plan.RunAsync(scope, [], _ => { }, cancellation)
            : await OneAfterAnother.ExecuteAsync(new ExecutionOptions
            {
                Schema = schema,
                Query = query,
                Variables = values,
                RequestServices = scope,
                CancellationToken = cancellation,
            });
        var answer = new ArrayBufferWriter<byte>();
        ResponseWriter.Write(answer, result, result.Executed, "test");
        return JsonDocument.Parse(answer.WrittenMemory).RootElement;
    }

    private static async Task<ReadyPlan?> PlanAsync(NetworkSchema schema, IServiceProvider scope, string query, Inputs values)
    {
        if (!Plans || !scope.GetRequiredService<CurrentViewer>().Identity.IsNobody) return null;
        try
        {
            var document = new GraphQLDocumentBuilder().Build(query);
            if (document.Definitions.OfType<GraphQLOperationDefinition>().ToList() is not [{ Operation: OperationType.Query } operation])
                return null;
            schema.Initialize();
            var validity = await new DocumentValidator().ValidateAsync(
                new ValidationOptions { Document = document, Schema = schema, Operation = null!, Rules = DocumentValidator.CoreRules }
            );
            return validity.IsValid ? new PlannedOperation(schema, document, operation, (_, _) => 0, 0).Prepare(values) : null;
        }
        catch (GraphQLSyntaxErrorException)
        {
            return null;
        }
    }
}
