using System.Text.Json;
using GraphQL;
using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Mutations;

/// <summary>A use case that pages have too, as a mutation.</summary>
/// <param name="Run">Does it.</param>
/// <param name="Id">
/// Of what it changes, by which it is found again for the same key: asked when something is committed, and at last. Null: not yet known.
/// </param>
/// <param name="Again">What became of it, for who asks again with the same key and input; null when that is not there any more.</param>
public sealed record UseCase<TService, TInput, TResult>(
    Func<TService, TInput, CancellationToken, Task<TResult>> Run,
    Func<TInput, DbContext, Guid?> Id,
    Func<TService, TInput, Guid, CancellationToken, Task<TResult?>> Again)
    where TResult : class;

/// <summary>
/// Adds a room's mutations whose use cases write with EF Core and know nothing of keys and of inputs' names: both are dealt with here.
/// </summary>
/// <param name="mutation">The schema's Mutation.</param>
/// <param name="prepare">What must be in memory for the fields below.</param>
public sealed class UseCaseFields<TPayload, TResult>(
    ObjectGraphType mutation, Func<IServiceProvider, CancellationToken, Task> prepare)
    where TPayload : IObjectGraphType
    where TResult : class
{
    private const string Refusals =
        "UNAUTHENTICATED if nobody is signed in, FORBIDDEN or NOT_FOUND for strangers, INVALID_INPUT with all that is wrong.";

    public void Add<TInputType, TInput, TService>(string name, UseCase<TService, TInput, TResult> useCase, string description)
        where TInputType : MutationInputType<TInput>
        where TInput : MutationInput
        where TService : notnull =>
        mutation.Field<NonNullGraphType<TPayload>>(name).Description($"{description} {Refusals}")
            .Argument<NonNullGraphType<TInputType>>("input", "What is to be done.")
            .ResolveAsync(context => MutationFields.RunAsync(context, async () =>
            {
                var (services, token, input) = (context.RequestServices!, context.CancellationToken, context.GetArgument<TInput>("input"));
                await prepare(services, token);
                var (service, database) = (services.GetRequiredService<TService>(), services.GetRequiredService<DbContext>());
                // What a mutation before this one left behind when it was refused must not be written by this one.
                database.ChangeTracker.Clear();
                var result = await services.GetRequiredService<IdempotencyKeys>().OnceAsync(
                    name,
                    input.IdempotencyKey,
                    input,
                    () => InWordsAsync<TInput>(() => useCase.Run(service, input, token)),
                    id => useCase.Again(service, input, id, token),
                    token,
                    found => useCase.Id(input, found),
                    database);
                return new Payload<TResult>(result, []);
            }));

    // Use cases name what is wrong by a short name of their own; inputs by where it stands.
    private static async Task<TResult> InWordsAsync<TInput>(Func<Task<TResult>> run)
    {
        try
        {
            return await run();
        }
        catch (NetworkException refusal) when (refusal.Others.Prepend(refusal).Any(IsShort))
        {
            var named = Named<TInput>(refusal);
            throw new NetworkException(named.Code, named.Message, named.Argument)
            {
                Limit = named.Limit,
                Others = [.. refusal.Others.Select(Named<TInput>)],
            };
        }
    }

    private static bool IsShort(NetworkException refusal) =>
        refusal.Argument is { } argument && !argument.StartsWith("input", StringComparison.Ordinal);

    private static NetworkException Named<TInput>(NetworkException refusal) => IsShort(refusal)
        ? new(refusal.Code, refusal.Message, Path(typeof(TInput), refusal.Argument!)) { Limit = refusal.Limit }
        : refusal;

    // Also of a field of the input's content, which is a record of its own.
    private static string? Path(Type input, string argument)
    {
        static bool Has(Type type, string name) =>
            Array.Exists(type.GetProperties(), property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == name);
        return Has(input, argument) ? "input." + argument
            : input.GetProperty("Content") is { } content && Has(content.PropertyType, argument) ? "input.content." + argument
            : null;
    }
}

/// <summary>A payload with its result, which is null where errors says why there is none.</summary>
public abstract class ResultPayloadType<TResult, TResultType> : ObjectGraphType<Payload<TResult>>
    where TResult : class
    where TResultType : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="field">The result's field.</param>
    /// <param name="says">What the result is.</param>
    /// <param name="shown">What is shown of the result; null: itself.</param>
    protected ResultPayloadType(string name, string description, string field, string says, Func<TResult, object?>? shown = null)
    {
        (Name, Description) = (name, description);
        Field<TResultType>(field).Description($"{says} Null when errors says why there is none.")
            .Resolve(context => context.Source.Result is { } result && shown is not null ? shown(result) : context.Source.Result);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UserErrorType>>>>("errors")
            .Description("Why nothing was done; empty when it was. Without it, refusals are errors of the request.")
            .Resolve(context => context.Source.Errors);
    }
}
