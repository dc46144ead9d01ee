using GraphQL;
using GraphQL.Types;

namespace MsoNetwork.Relay.Mutations;

/// <summary>What became of a mutation: its result, or why there is none.</summary>
public sealed record Payload<TResult>(TResult? Result, IReadOnlyList<UserError> Errors)
    where TResult : class;

/// <summary>
/// A mutation's payload in the schema. The field of the result was there first and is never null: whoever selects it gets refusals as
/// errors of the request. <c>result</c> is the same and may be null, beside <c>errors</c>.
/// </summary>
public abstract class PayloadType<TResult, TResultType> : ObjectGraphType<Payload<TResult>>
    where TResult : class
    where TResultType : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="field">The result's field that is never null.</param>
    /// <param name="says">What the result is.</param>
    protected PayloadType(string name, string description, string field, string says)
    {
        (Name, Description) = (name, description);
        Field<NonNullGraphType<TResultType>>(field).Description(says).WithMetadata(MutationFields.Strict, true)
            .From(payload => payload.Result);
        Field<TResultType>("result").Description($"{says.TrimEnd('.')}; null when errors says why there is none.")
            .From(payload => payload.Result);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UserErrorType>>>>("errors")
            .Description(
                "Why nothing was changed; empty when something was. Select it with result to get refusals here. "
                    + $"Without it, or with {field}, which is never null, they are errors of the request with extensions.code and argument."
            )
            .From(payload => payload.Errors);
    }
}
