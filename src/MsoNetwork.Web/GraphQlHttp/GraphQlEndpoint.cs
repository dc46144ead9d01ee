using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Transport;

namespace MsoNetwork.Web.GraphQlHttp;

/// <summary>POST /graphql with a JSON body, and the schema as SDL.</summary>
internal static class GraphQlEndpoint
{
    private static readonly GraphQLSerializer Serializer = new(errorInfoProvider: new ErrorInfo());
    private static readonly DocumentExecuter Executer = new();

    public static async Task PostAsync(HttpContext context)
    {
        GraphQLRequest? request = null;
        try
        {
            request = await Serializer.ReadAsync<GraphQLRequest>(context.Request.Body, context.RequestAborted);
        }
        catch (JsonException)
        {
            // Answered below like a body without a query.
        }

        if (request?.Query is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { errors = new[] { new { message = "The body must be a JSON object with a \"query\".", extensions = new { code = "INVALID_INPUT", requestId = context.TraceIdentifier } } } });
            return;
        }

        var result = await Executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = context.RequestServices.GetRequiredService<NetworkSchema>(),
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            RequestServices = context.RequestServices,
            CancellationToken = context.RequestAborted,
            UserContext = new Dictionary<string, object?> { ["requestId"] = context.TraceIdentifier },
        });
        context.Response.StatusCode = result.Executed ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        await Serializer.WriteAsync(context.Response.Body, result, context.RequestAborted);
    }

    public static IResult Schema(NetworkSchema schema)
    {
        schema.Initialize();
        return Results.Text(schema.Print(), "text/plain; charset=utf-8");
    }
}
