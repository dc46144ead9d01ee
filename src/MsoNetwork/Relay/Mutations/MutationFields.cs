using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Mutations;

/// <summary>Adds a room's mutations that have the same payload.</summary>
/// <param name="mutation">The schema's Mutation.</param>
/// <param name="refusals">What each of them says of refusals.</param>
/// <param name="again">What a mutation changed, by its id, as whoever asks may see it; null when they may not.</param>
/// <param name="prepare">What must be in memory for the fields below; null when nothing must.</param>
public sealed class MutationFields<TPayload, TResult>(
    ObjectGraphType mutation,
    string refusals,
    Func<IServiceProvider, Guid, CancellationToken, Task<TResult?>> again,
    Func<IServiceProvider, CancellationToken, Task>? prepare = null)
    where TPayload : IObjectGraphType
    where TResult : class
{
    /// <param name="name">In the schema.</param>
    /// <param name="run">The use case, of a service.</param>
    /// <param name="description">In the schema; what it says of refusals follows.</param>
    /// <param name="input">What the schema says of the argument.</param>
    public void Add<TInputType, TInput, TService>(
        string name,
        Func<TService, Func<TInput, CancellationToken, Task<TResult>>> run,
        string description,
        string input = "What is to be done."
    )
        where TInputType : MutationInputType<TInput>
        where TInput : MutationInput
        where TService : notnull =>
        mutation.Field<NonNullGraphType<TPayload>>(name).Description($"{description} {refusals}")
            .Argument<NonNullGraphType<TInputType>>("input", input)
            .ResolveAsync(context => MutationFields.RunAsync(context, async () =>
            {
                var (services, token, given) = (context.RequestServices!, context.CancellationToken, context.GetArgument<TInput>("input"));
                if (prepare is not null) await prepare(services, token);
                var result = await services.GetRequiredService<IdempotencyKeys>().OnceAsync(
                    name,
                    given.IdempotencyKey,
                    given,
                    () => run(services.GetRequiredService<TService>())(given, token),
                    id => again(services, id, token),
                    token);
                return new Payload<TResult>(result, []);
            }));
}

/// <summary>How a mutation's outcome becomes a payload, in the form that the query takes.</summary>
public static class MutationFields
{
    /// <summary>Key of a field's metadata: true for a payload's field that a refusal leaves no value for.</summary>
    public const string Strict = "strict";

    /// <summary>In extensions of the answer: names of the mutations of this request that were done.</summary>
    public const string Done = "done";

    /// <summary>Runs a mutation; refusals stand in the payload where the query takes them there.</summary>
    public static async Task<object?> RunAsync<TResult>(IResolveFieldContext context, Func<Task<Payload<TResult>>> run)
        where TResult : class
    {
        try
        {
            var payload = await run();
            if (payload.Errors.Count == 0) NameDone(context);
            return payload;
        }
        catch (NetworkException refusal) when (TakesErrors(context) && UserError.Takes(refusal))
        {
            return new Payload<TResult>(null, UserError.AllOf(refusal));
        }
        catch (Exception error) when (error is not OperationCanceledException && TakesErrors(context) && HasDone(context))
        {
            // An error of the request would take the answers of those before with it.
            context.RequestServices!.GetService<ILoggerFactory>()?.CreateLogger(typeof(MutationFields))
                .LogError(error, "{Mutation} failed behind another one", context.FieldDefinition.Name);
            return new Payload<TResult>(null, [UserError.OurSide]);
        }
    }

    /// <summary>Whether refusals stand in the payload: its errors are selected, and no field that may not be null.</summary>
    private static bool TakesErrors(IResolveFieldContext context)
    {
        var selected = context.SubFields?.Values.Select(field => field.FieldType).ToList() ?? [];
        return selected.Exists(field => field.Name == "errors") && !selected.Exists(field => field.GetMetadata(Strict, false));
    }

    private static bool HasDone(IResolveFieldContext context) => context.OutputExtensions.ContainsKey(Done);

    private static void NameDone(IResolveFieldContext context)
    {
        if (!context.OutputExtensions.TryGetValue(Done, out var names)) context.OutputExtensions[Done] = names = new List<string>();
        ((List<string>)names!).Add(context.FieldAst.Alias?.Name.StringValue ?? context.FieldAst.Name.StringValue);
    }
}
