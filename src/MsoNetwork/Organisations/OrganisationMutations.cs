using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Organisations;

/// <summary>What became of an entry: as it is now, or everything that is wrong with what was told.</summary>
public sealed record OrganisationPayload(OrganisationEntry? Organisation, IReadOnlyList<UserError> Errors);

public sealed class OrganisationPayloadType : ObjectGraphType<OrganisationPayload>
{
    public OrganisationPayloadType()
    {
        Name = "OrganisationPayload";
        Description = "What became of an organisation's entry.";
        Field<OrganisationType>("organisation")
            .Description("The entry as it is now; null when errors says why nothing was written.")
            .From(payload => payload.Organisation);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UserErrorType>>>>("errors")
            .Description("All that is wrong with what was told; empty when it was written.")
            .From(payload => payload.Errors);
    }
}

/// <summary>updateOrganisation and createOrganisation.</summary>
public static class OrganisationMutations
{
    private const string Errors =
        " Wrong values are all named in errors, and nothing is written then. UNAUTHENTICATED when nobody is known to ask, FORBIDDEN for strangers.";

    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Field<NonNullGraphType<OrganisationPayloadType>>("updateOrganisation")
            .Description(
                "Changes the fields of an entry that the input names: by the organisation itself, or by the integration centre of its area. "
                    + "The entry counts as confirmed by whoever changes it. CONFLICT when it is not the expected version any more."
                    + Errors
            )
            .Argument<NonNullGraphType<UpdateOrganisationInputType>>("input", "What is to be changed: fields that are absent stay, null clears.")
            .ResolveAsync(async context =>
            {
                var input = context.GetArgument<IDictionary<string, object?>>("input");
                var change = context.RequestServices!.GetRequiredService<ChangeOrganisation>();
                return await PayloadAsync(context, await change.UpdateAsync(
                    (string)input["id"]!, (string)input["expectedVersion"]!, OrganisationDraft.Of(input), context.CancellationToken));
            });
        mutation.Field<NonNullGraphType<OrganisationPayloadType>>("createOrganisation")
            .Description(
                "Enters an organisation: an integration centre, in its area. CONFLICT when there is one of the same name in the municipality."
                    + Errors
            )
            .Argument<NonNullGraphType<CreateOrganisationInputType>>("input", "The entry.")
            .ResolveAsync(async context =>
            {
                var input = context.GetArgument<IDictionary<string, object?>>("input");
                var change = context.RequestServices!.GetRequiredService<ChangeOrganisation>();
                return await PayloadAsync(context, await change.CreateAsync(OrganisationDraft.Of(input), context.CancellationToken));
            });
    }

    private static async Task<OrganisationPayload> PayloadAsync(
        IResolveFieldContext context, (Guid? Id, IReadOnlyList<UserError> Errors) changed)
    {
        if (changed.Id is not { } id) return new(null, changed.Errors);
        var store = context.RequestServices!.GetRequiredService<OrganisationStore>();
        return new((await store.ByIdsAsync([id], OrganisationColumns.All, context.CancellationToken)).GetValueOrDefault(id), []);
    }
}
