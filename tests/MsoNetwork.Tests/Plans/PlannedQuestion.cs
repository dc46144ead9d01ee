using System.Buffers;
using System.Net;
using System.Text;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MsoNetwork.Accounts;
using MsoNetwork.Permissions;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Tests.Plans;

/// <summary>A question as the endpoint asks it, by plan or by GraphQL.NET alone, and its answer as it is written.</summary>
internal static class PlannedQuestion
{
    public static async Task<(string Text, ExecutionResult Result)> AskAsync(
        IServiceProvider services, NetworkSchema schema, PreparedDocument prepared, string variables, bool plans,
        string? operation = null, Identity? identity = null)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().Identity = identity ?? Identity.Nobody;
        using var refusals = new RefusalMetrics();
        using var dearTurns = new DearTurns();
        using var dear = new DearQuestions(dearTurns, refusals);
        var execution = new GraphQlExecution(schema, dear, NullLogger<GraphQlExecution>.Instance) { Plans = plans };
        var request = new GraphQlRequest("", operation, new GraphQLSerializer().Deserialize<Inputs>(variables)!);
        var result = await execution.RunAsync(
            request,
            prepared,
            new DefaultHttpContext
            {
                RequestServices = scope.ServiceProvider,
                Connection = { RemoteIpAddress = IPAddress.Parse("192.0.2.7") },
            }
        );
        var answer = new ArrayBufferWriter<byte>();
        ResponseWriter.Write(answer, result, result.Executed, "test");
        return (Encoding.UTF8.GetString(answer.WrittenSpan), result);
    }
}
