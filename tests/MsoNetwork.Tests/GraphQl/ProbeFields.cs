using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using Npgsql;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Fields that behave badly on purpose, added to the schema of the tests' sites.</summary>
internal static class ProbeFields
{
    public static NetworkSchema AddTo(NetworkSchema schema)
    {
        var query = (ObjectGraphType)schema.Query;
        query.Field<NonNullGraphType<IntGraphType>>("outage").ResolveAsync(async context => await RunAsync(context, "SELECT 1"));
        query.Field<IntGraphType>("slow").ResolveAsync(async context => await RunAsync(context, "SELECT 1 FROM pg_sleep(8)"));
        query.Field<IntGraphType>("wrong").ResolveAsync(async context => await RunAsync(context, "SELECT secret FROM nowhere"));
        query.Field<IntGraphType>("crash").Resolve(_ => throw new InvalidOperationException("secret"));
        query
            .Field<IntGraphType>("nothing")
            .Resolve(_ => throw new NetworkException(ErrorCode.NotFound, "There is nothing here, nothing at all.", "key"));
        query
            .Field<IntGraphType>("endless")
            .ResolveAsync(async context =>
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return null;
            });
        return schema;
    }

    private static async Task<object?> RunAsync(IResolveFieldContext context, string sql)
    {
        await using var command = new NpgsqlCommand(sql);
        await using var connection = await context
            .RequestServices!.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(context.CancellationToken);
        command.Connection = connection;
        return await command.ExecuteScalarAsync(context.CancellationToken);
    }
}
