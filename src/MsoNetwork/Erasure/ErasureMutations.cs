using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Erasure;

public sealed class ErasureReasonType : EnumerationGraphType<ErasureReason>;

public sealed record EraseOrganisationInput(string Organisation, string Name, ErasureReason Reason) : MutationInput;

public sealed class EraseOrganisationInputType : MutationInputType<EraseOrganisationInput>
{
    public EraseOrganisationInputType()
        : base("EraseOrganisationInput", "An organisation that is to leave the directory without a trace.")
    {
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
        Field(input => input.Name).Description("Its name, typed exactly as it stands there.");
        Field<NonNullGraphType<ErasureReasonType>>("reason").Description("Kept with hashes that say nothing of who it was.");
    }
}

/// <summary>What was erased.</summary>
public sealed record ErasedOrganisation(string Id);

public sealed class ErasedOrganisationPayloadType() : ResultPayloadType<ErasedOrganisation, IdGraphType>(
    "ErasedOrganisationPayload", "What became of erasing an organisation.", "id", "The id that is gone.", erased => erased.Id);

/// <summary>What programs ask: the page's use case, by global ids.</summary>
public sealed class ErasureRequests(CurrentViewer current, EraseOrganisation erase)
{
    public async Task<ErasedOrganisation> EraseAsync(EraseOrganisationInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var id = GlobalId.Required("Organisation", input.Organisation, "input.organisation");
        await erase.RunAsync(id, input.Name, input.Reason, cancellationToken);
        return new(input.Organisation);
    }
}

/// <summary>eraseOrganisation, and all that is stored about whoever asks.</summary>
public static class ErasureMutations
{
    public static void AddTo(ViewerType viewer) =>
        viewer.Field<StringGraphType>("storedAboutMe")
            .Description("All that is stored about the person who asks, as JSON: by table what it is, how long it is kept, and the "
                + "rows. Null for programs.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                if (services.GetRequiredService<CurrentViewer>().Identity is not { Person: not null, OnlyFor: null }) return null;
                return (await services.GetRequiredService<StoredAboutMe>().RunAsync(context.CancellationToken)).ToJsonString();
            });

    public static void AddTo(ObjectGraphType mutation) =>
        new UseCaseFields<ErasedOrganisationPayloadType, ErasedOrganisation>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<EraseOrganisationInputType, EraseOrganisationInput, ErasureRequests>(
                "eraseOrganisation",
                new((erasure, input, token) => erasure.EraseAsync(input, token), (_, _) => null,
                    (_, input, _, _) => Task.FromResult<ErasedOrganisation?>(new(input.Organisation))),
                "Erases all about an organisation, its history among it: by its integration centre or an administrator. Nobody can take it "
                    + "back; files and backups do not bring it back. It may register anew.");
}
