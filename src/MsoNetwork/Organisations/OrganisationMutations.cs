using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
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
        + "UNAUTHENTICATED if nobody is signed in, FORBIDDEN for strangers.";

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
            .ResolveAsync(context => RunAsync(context, "updateOrganisation", (change, input, token) =>
                change.UpdateAsync((string)input["id"]!, (string)input["expectedVersion"]!, OrganisationDraft.Of(input), token)));
        mutation.Field<NonNullGraphType<OrganisationPayloadType>>("createOrganisation")
            .Description(
                "Enters an organisation: an integration centre, in its area. "
                    + "CONFLICT when there is one of the same name in the municipality."
                    + Errors
            )
            .Argument<NonNullGraphType<CreateOrganisationInputType>>("input", "The entry.")
            .ResolveAsync(context => RunAsync(context, "createOrganisation",
                (change, input, token) => change.CreateAsync(OrganisationDraft.Of(input), token)));
    }

    private static Task<object?> RunAsync(
        IResolveFieldContext context,
        string name,
        Func<ChangeOrganisation, IDictionary<string, object?>, CancellationToken, Task<(Guid? Id, IReadOnlyList<UserError> Errors)>> run
    ) => MutationFields.RunAsync(context, () =>
    {
        var (services, token) = (context.RequestServices!, context.CancellationToken);
        var input = context.GetArgument<IDictionary<string, object?>>("input");
        async Task<Payload<OrganisationEntry>?> FoundAsync(Guid id) =>
            (await services.GetRequiredService<OrganisationStore>().ByIdsAsync([id], OrganisationColumns.All, token))
                .GetValueOrDefault(id) is { } entry ? new Payload<OrganisationEntry>(entry, []) : null;
        return services.GetRequiredService<IdempotencyKeys>().OnceAsync(
            name,
            input.TryGetValue("idempotencyKey", out var key) ? key as string : null,
            new SortedDictionary<string, object?>(input, StringComparer.Ordinal),
            async () =>
            {
                var (id, errors) = await run(services.GetRequiredService<ChangeOrganisation>(), input, token);
                if (errors.Count > 0) throw UserError.Refusal(errors);
                return (await FoundAsync(id!.Value))!;
            },
            FoundAsync,
            token);
    });
}
