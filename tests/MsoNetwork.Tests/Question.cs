using System.Buffers;
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests;

/// <summary>
/// A question to the schema without HTTP, executed and written as the site does it: by plan, or with MSONET_GRAPHQL_PLANS=off by GraphQL.NET
/// alone, which deploy/test runs as well.
/// </summary>
internal static class Question
{
    private static readonly bool Plans = PlanSetting.IsOn(new ConfigurationBuilder().AddEnvironmentVariables("MSONET_").Build());

    public static async Task<JsonElement> AskAsync(IServiceProvider services, string query, string variables = "{}")
    {
        await using var scope = services.CreateAsyncScope();
        return await InScopeAsync(scope.ServiceProvider, query, variables);
    }

    /// <summary>Asks as whoever stands in this scope.</summary>
    public static async Task<JsonElement> InScopeAsync(IServiceProvider scope, string query, string variables)
    {
        var schema = scope.GetRequiredService<NetworkSchema>();
        var execution = new GraphQlExecution(schema, NullLogger<GraphQlExecution>.Instance) { Plans = Plans };
        var result = await execution.RunAsync(
            new GraphQlRequest(query, null, new GraphQLSerializer().Deserialize<Inputs>(variables)!),
            await PreparedDocument.PrepareAsync(query, schema),
            new DefaultHttpContext { RequestServices = scope, RequestAborted = TestContext.Current.CancellationToken }
        );
        var answer = new ArrayBufferWriter<byte>();
        ResponseWriter.Write(answer, result, result.Executed, "test");
        return JsonDocument.Parse(answer.WrittenMemory).RootElement;
    }
}
