using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;
using MsoNetwork.Search;

namespace MsoNetwork.Web.GraphQlHttp;

/// <summary>Executes prepared documents with GraphQL.NET.</summary>
internal sealed partial class GraphQlExecution(NetworkSchema schema, ILogger<GraphQlExecution> log)
{
    // One field after another also for queries: loaders batch better and no request takes several connections at once.
    private readonly DocumentExecuter _executer = new(
        new GraphQLDocumentBuilder(),
        new CostedValidation(),
        new DefaultExecutionStrategySelector([new ExecutionStrategyRegistration(SerialExecutionStrategy.Instance, OperationType.Query)]),
        []);

    // Everything else was checked when the document was prepared; this one looks at values, and only where a field asks for it.
    private readonly IValidationRule[] _rules = schema.GetMetadata(FieldArgumentsAreValidRule.HAS_FIELD_ARGUMENT_VALIDATION_KEY, false)
        ? [FieldArgumentsAreValidRule.Instance] : [];

    public async Task<ExecutionResult> RunAsync(GraphQlRequest request, PreparedDocument prepared, HttpContext context)
    {
        if (prepared.Errors is { } errors) return new ExecutionResult { Errors = errors };
        var result = await _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = prepared.Document,
            ValidationRules = _rules,
            OperationName = request.OperationName,
            Variables = request.Variables,
            RequestServices = context.RequestServices,
            UserContext = new Dictionary<string, object?> { [MissedSearches.Requester] = context.Connection.RemoteIpAddress },
            CancellationToken = context.RequestAborted,
            Timeout = Limits.Request,
            UnhandledExceptionDelegate = unhandled =>
            {
                Report(new UnhandledError("", unhandled.OriginalException), context.TraceIdentifier);
                return Task.CompletedTask;
            },
        });
        // GraphQL.NET finds only while executing that the schema has no mutations or subscriptions.
        if (result.Errors?.Any(error => error is InvalidOperationError) == true) result.Executed = false;
        return result;
    }

    private void Report(UnhandledError error, string requestId)
    {
        var problem = Problem.Of(error);
        if (problem.Code == ErrorCode.Internal) LogUnexpected(error.InnerException!, requestId);
        else if (problem.Code == ErrorCode.Unavailable) LogUnavailable(error.InnerException!.Message, requestId);
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed unexpectedly")]
    private partial void LogUnexpected(Exception error, string requestId);

    [LoggerMessage(LogLevel.Warning, "Request {RequestId} did not reach the database: {Reason}")]
    private partial void LogUnavailable(string reason, string requestId);
}
