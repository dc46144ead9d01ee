using GraphQL;
using GraphQL.Types;

namespace GraphQlPlans;

/// <summary>A plan with one request's values.</summary>
public sealed class ReadyPlan
{
    private readonly ISchema _schema;
    private readonly PlanValues _values;

    internal ReadyPlan(ISchema schema, Plan plan, PlanValues values, long cost) =>
        (_schema, Plan, _values, Cost) = (schema, plan, values, cost);

    /// <summary>What it costs with these values.</summary>
    public long Cost { get; }

    internal Plan Plan { get; }

    /// <summary>Runs it; the data of the answer is for <see cref="PlannedData"/> to write.</summary>
    /// <param name="services">The request's services.</param>
    /// <param name="userContext">What resolvers are told of the request.</param>
    /// <param name="report">Gets every error that no resolver meant for a client.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ExecutionResult> RunAsync(
        IServiceProvider services,
        Dictionary<string, object?> userContext,
        Action<Exception> report,
        CancellationToken cancellationToken
    )
    {
        var run = new PlanRun(_schema, Plan, _values, services, userContext, report, cancellationToken);
        var data = await run.RunAsync();
        return new ExecutionResult { Executed = true, Data = data, Errors = run.Errors.Count > 0 ? run.Errors : null };
    }
}
