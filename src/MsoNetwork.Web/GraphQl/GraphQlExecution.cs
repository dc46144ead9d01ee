using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;
using GraphQlPlans;
using MsoNetwork.Errors;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Permissions;
using MsoNetwork.RateLimits;
using MsoNetwork.Relay;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.GraphQl;

/// <summary>Executes prepared documents: by plan what can be planned, everything else with GraphQL.NET's own executor.</summary>
internal sealed partial class GraphQlExecution(NetworkSchema schema, DearQuestions dear, ILogger<GraphQlExecution> log)
{
    // One field after another also for queries: loaders batch better and no request takes several connections at once.
    private readonly DocumentExecuter _executer = new(
        new GraphQLDocumentBuilder(),
        new CostedValidation(),
        new DefaultExecutionStrategySelector([
            new ExecutionStrategyRegistration(new FieldByField(), OperationType.Query),
            new ExecutionStrategyRegistration(new FieldByField(), OperationType.Mutation),
        ]),
        []);

    // Everything else was checked when the document was prepared; this one looks at values, and only where a field asks for it.
    private readonly IValidationRule[] _rules = schema.GetMetadata(FieldArgumentsAreValidRule.HAS_FIELD_ARGUMENT_VALIDATION_KEY, false)
        ? [FieldArgumentsAreValidRule.Instance] : [];

    private static readonly NetworkException ChangeByReader = new(
        ErrorCode.Forbidden, "This token only reads. One that also writes is made on the page of the account, /de/konto/zugriff.");

    /// <summary>False: GraphQL.NET answers everything (MSONET_GRAPHQL_PLANS=off).</summary>
    public bool Plans { get; init; } = true;

    public async Task<ExecutionResult> RunAsync(GraphQlRequest request, PreparedDocument prepared, HttpContext context)
    {
        DearTurns.Begin();
        if (prepared.Errors is { } errors)
            return Refused(context, Limits.CostOfRefused) ?? WithLog(new ExecutionResult { Errors = errors }, context);
        if (OnlyReads(context) && prepared.Operation(request.OperationName ?? "") is { Operation: not OperationType.Query })
            return new ExecutionResult { Errors = [new ExecutionError("Only reads", ChangeByReader)] };
        var userContext = new Dictionary<string, object?>
        {
            [MissedSearches.Requester] = context.Connection.RemoteIpAddress,
            [SourceFields.Otherwise] = request.Language,
            [PageAddress.Language] = request.Language,
            [PageAddress.Origin] = context.RequestServices.GetService<SiteOrigin>() is null ? "" : SiteOrigin.Of(context),
        };
        var result = prepared.HasNullWhereNoneMayBe(request.OperationName, request.Variables)
            ? await RunWithNullAsync(request, await prepared.CopyAsync(), userContext, context)
            : Prepare(request, prepared, context) is { } plan ? await RunAsync(plan, userContext, context)
            : await RunAsync(request, prepared, userContext, context);
        if (PassingAnswer.IsMarked(userContext))
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.ETag = default;
        }

        return WithLog(result, context);
    }

    private sealed class HeldTurn(Dictionary<string, object?> userContext) : IDisposable
    {
        public void Dispose() => (userContext.GetValueOrDefault(DearQuestions.Turn) as IDisposable)?.Dispose();
    }

    private ExecutionResult WithLog(ExecutionResult result, HttpContext context)
    {
        foreach (var error in result.Errors?.OfType<UnreadableError>() ?? [])
            LogUnexpected(error.InnerException!, context.TraceIdentifier);
        return result;
    }

    private async Task<ExecutionResult> RunWithNullAsync(
        GraphQlRequest request, PreparedDocument own, Dictionary<string, object?> userContext, HttpContext context)
    {
        NullVariables.Replace(schema, own.Document!, own.Operation(request.OperationName)!, request.Variables, userContext);
        return await RunAsync(request, own, userContext, context);
    }

    private async Task<ExecutionResult> RunAsync(
        GraphQlRequest request,
        PreparedDocument prepared,
        Dictionary<string, object?> userContext,
        HttpContext context
    )
    {
        using var turn = new HeldTurn(userContext);
        var result = await _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = prepared.Document,
            ValidationRules = _rules,
            OperationName = request.OperationName,
            Variables = request.Variables,
            RequestServices = context.RequestServices,
            UserContext = userContext,
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

    /// <summary>
    /// Null where GraphQL.NET has to answer itself: whenever somebody is known to ask, and see <see cref="PlannedOperation"/>.
    /// </summary>
    private ReadyPlan? Prepare(GraphQlRequest request, PreparedDocument prepared, HttpContext context)
    {
        if (!Plans || _rules.Length > 0 || IsSomebody(context)) return null;
        var name = request.OperationName ?? "";
        var key = request.Language is null ? name : $"{name} {request.Language}"; // a name has no blank
        if (!prepared.Planned.TryGetValue(key, out var operation))
        {
            // Kept under the names in the document only: a client may send any.
            if (
                prepared.Operation(name) is not { Operation: OperationType.Query } query
                || (name.Length == 0 && prepared.Document!.Definitions.OfType<GraphQLOperationDefinition>().Count() > 1)
            )
                return null;
            operation = prepared.Planned.GetOrAdd(key, Plan(prepared.Document!, query, request.Language));
        }

        return operation.Prepare(request.Variables);
    }

    private static ExecutionResult? Refused(HttpContext context, long cost) =>
        context.RequestServices.GetRequiredService<RequestBudget>().Spend(cost) is { } refusal
            ? new ExecutionResult { Errors = [new ExecutionError(refusal.Message, refusal)] } : null;

    private static bool OnlyReads(HttpContext context) => context.RequestServices.GetRequiredService<CurrentViewer>().Identity.OnlyReads;

    private static bool IsSomebody(HttpContext context) =>
        !context.RequestServices.GetRequiredService<CurrentViewer>().Identity.IsNobody;

    private PlannedOperation Plan(GraphQLDocument document, GraphQLOperationDefinition query, string? language) =>
        new(
            schema, document, query, (arguments, isLeftOut) => new Cost(schema, document, arguments, isLeftOut).Of(query), Limits.Cost,
            language);

    private async Task<ExecutionResult> RunAsync(ReadyPlan plan, Dictionary<string, object?> userContext, HttpContext context)
    {
        if (Refused(context, Limits.BesideLeast(plan.Cost)) is { } refused) return refused;
        var (turn, tooMany) = await dear.TakeAsync(plan.Cost, context.RequestAborted);
        using var _ = turn;
        if (tooMany is not null) return new ExecutionResult { Errors = [new ExecutionError(tooMany.Message, tooMany)] };
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(Limits.Request);
        try
        {
            return await plan.RunAsync(
                context.RequestServices,
                userContext,
                error => Report(new UnhandledError("", error), context.TraceIdentifier),
                time.Token
            );
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return new ExecutionResult { Errors = [new TimeoutError()] };
        }
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
