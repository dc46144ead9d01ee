using System.Buffers;
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.Extensions.DependencyInjection;

namespace MsoNetwork.Tests;

/// <summary>A question to the schema without HTTP, answered by the real executor and written by the real writer.</summary>
internal static class Question
{
    public static async Task<JsonElement> AskAsync(IServiceProvider services, string query, string variables = "{}")
    {
        await using var scope = services.CreateAsyncScope();
        var result = await new DocumentExecuter().ExecuteAsync(new ExecutionOptions
        {
            Schema = scope.ServiceProvider.GetRequiredService<NetworkSchema>(),
            Query = query,
            Variables = new GraphQLSerializer().Deserialize<Inputs>(variables),
            RequestServices = scope.ServiceProvider,
            CancellationToken = TestContext.Current.CancellationToken,
        });
        var answer = new ArrayBufferWriter<byte>();
        Web.GraphQl.ResponseWriter.Write(answer, result, result.Executed, "test");
        return JsonDocument.Parse(answer.WrittenMemory).RootElement;
    }
}
