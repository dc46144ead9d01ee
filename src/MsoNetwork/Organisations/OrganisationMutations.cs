using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Organisations;

public sealed class OrganisationPayloadType : ObjectGraphType<Payload<OrganisationEntry>>
{
    public OrganisationPayloadType()
    {
        Name = "OrganisationPayload";
        Description = "What became of an organisation's entry.";
        Field<OrganisationType>("organisation")
            .Description("The entry as it is now; null when errors says why nothing was written.")
            .From(payload => payload.Result);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UserErrorType>>>>("errors")
            .Description("All that is wrong with what was told; empty when it was written. Without it, refusals are errors of the request.")
            .From(payload => payload.Errors);
    }
}

/// <summary>updateOrganisation and createOrganisation.</summary>
public static class OrganisationMutations
{
    private const string Errors =
        " Wrong values are all named in errors, and nothing is written then. "
        + "UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for strangers.";

    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Field<NonNullGraphType<OrganisationPayloadType>>("updateOrganisation")
            .Description(
                "Changes the fields of an entry that the input names: by the organisation itself, or by the integration centre of its "
                    + "area. "
                    + "The entry counts as confirmed by whoever changes it. CONFLICT when it is not the expected version any more."
                    + Errors
            )
            .Argument<NonNullGraphType<UpdateOrganisationInputType>>(
                "input",
                "What is to be changed: fields that are absent stay, null clears."
            )
            .ResolveAsync(context => RunAsync(context, (change, input, token) =>
                change.UpdateAsync((string)input["id"]!, (string)input["expectedVersion"]!, OrganisationDraft.Of(input), token)));
        mutation.Field<NonNullGraphType<OrganisationPayloadType>>("createOrganisation")
            .Description(
                "Enters an organisation: an integration centre, in its area. "
                    + "CONFLICT when there is one of the same name in the municipality."
                    + Errors
            )
            .Argument<NonNullGraphType<CreateOrganisationInputType>>("input", "The entry.")
            .ResolveAsync(context => RunAsync(context, (change, input, token) => change.CreateAsync(OrganisationDraft.Of(input), token)));
    }

    private static async Task<object?> RunAsync(
        IResolveFieldContext context,
        Func<ChangeOrganisation, IDictionary<string, object?>, CancellationToken, Task<(Guid? Id, IReadOnlyList<UserError> Errors)>> run
    )
    {
        var (services, token) = (context.RequestServices!, context.CancellationToken);
        try
        {
            var change = services.GetRequiredService<ChangeOrganisation>();
            var (id, errors) = await run(change, context.GetArgument<IDictionary<string, object?>>("input"), token);
            if (id is not { } written) return new Payload<OrganisationEntry>(null, errors);
            var found = await services.GetRequiredService<OrganisationStore>().ByIdsAsync([written], OrganisationColumns.All, token);
            return new Payload<OrganisationEntry>(found.GetValueOrDefault(written), []);
        }
        catch (NetworkException refusal) when (MutationFields.TakesErrors(context) && UserError.Takes(refusal))
        {
            return new Payload<OrganisationEntry>(null, UserError.AllOf(refusal));
        }
    }
}
