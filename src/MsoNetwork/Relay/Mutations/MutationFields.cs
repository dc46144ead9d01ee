using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Mutations;

/// <summary>Adds a room's mutations that have the same payload.</summary>
/// <param name="mutation">The schema's Mutation.</param>
/// <param name="refusals">What each of them says of refusals.</param>
/// <param name="prepare">What must be in memory for the fields below; null when nothing must.</param>
public sealed class MutationFields<TPayload, TResult>(
    ObjectGraphType mutation, string refusals, Func<IServiceProvider, CancellationToken, Task>? prepare = null)
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
        where TInputType : InputObjectGraphType<TInput>
        where TService : notnull =>
        mutation.Field<NonNullGraphType<TPayload>>(name).Description($"{description} {refusals}")
            .Argument<NonNullGraphType<TInputType>>("input", input)
            .ResolveAsync(async context =>
            {
                var (services, token) = (context.RequestServices!, context.CancellationToken);
                if (prepare is not null) await prepare(services, token);
                try
                {
                    var result = await run(services.GetRequiredService<TService>())(context.GetArgument<TInput>("input"), token);
                    return new Payload<TResult>(result, []);
                }
                catch (NetworkException refusal) when (MutationFields.TakesErrors(context) && UserError.Takes(refusal))
                {
                    return new Payload<TResult>(null, UserError.AllOf(refusal));
                }
            });
}

/// <summary>How a query says in which form it takes refusals.</summary>
internal static class MutationFields
{
    /// <summary>Key of a field's metadata: true for a payload's field that a refusal leaves no value for.</summary>
    public const string Strict = "strict";

    /// <summary>Whether refusals stand in the payload: its errors are selected, and no field that may not be null.</summary>
    public static bool TakesErrors(IResolveFieldContext context)
    {
        var selected = context.SubFields?.Values.Select(field => field.FieldType).ToList() ?? [];
        return selected.Exists(field => field.Name == "errors") && !selected.Exists(field => field.GetMetadata(Strict, false));
    }
}
