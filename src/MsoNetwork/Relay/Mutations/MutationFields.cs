using GraphQL;
using GraphQL.Types;
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
    /// <param name="description">In the schema; what it says of refusals follows.</param>
    /// <param name="run">The use case.</param>
    /// <param name="input">What the schema says of the argument.</param>
    public void Add<TInputType, TInput>(
        string name,
        string description,
        Func<IServiceProvider, TInput, CancellationToken, Task<TResult>> run,
        string input = "What is to be done."
    )
        where TInputType : InputObjectGraphType<TInput> =>
        mutation.Field<NonNullGraphType<TPayload>>(name).Description($"{description} {refusals}")
            .Argument<NonNullGraphType<TInputType>>("input", input)
            .ResolveAsync(async context =>
            {
                if (prepare is not null) await prepare(context.RequestServices!, context.CancellationToken);
                try
                {
                    var result = await run(context.RequestServices!, context.GetArgument<TInput>("input"), context.CancellationToken);
                    return new Payload<TResult>(result, []);
                }
                catch (NetworkException refusal) when (MutationFields.TakesErrors(context) && UserError.Of(refusal) is not null)
                {
                    return new Payload<TResult>(null, [UserError.Of(refusal)!]);
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
