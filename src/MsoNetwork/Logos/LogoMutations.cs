using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Logos;

public sealed record RemoveLogoInput(string Organisation) : MutationInput;

public sealed class RemoveLogoInputType : MutationInputType<RemoveLogoInput>
{
    public RemoveLogoInputType()
        : base("RemoveLogoInput", "The organisation whose logo goes.") =>
        Field<NonNullGraphType<IdGraphType>>("organisation").Description("The organisation's global id.");
}

/// <summary>What programs ask of logos. The picture itself comes to an address of its own: docs/decisions.md, 313.</summary>
public sealed class LogoRequests(DbContext context, ChangeLogo change, OrganisationStore organisations)
{
    public async Task<OrganisationEntry> RemoveAsync(RemoveLogoInput input, CancellationToken cancellationToken)
    {
        var id = GlobalId.Required("Organisation", input.Organisation, "input.organisation");
        var known = await KnownOrganisation.ByIdAsync(context, id, cancellationToken);
        // Where there is no such organisation, the use case says so.
        await change.RemoveAsync(known?.Slug ?? "", cancellationToken);
        return await FindAsync(id, cancellationToken) ?? throw NetworkException.NotFound("input.organisation", "There is none.");
    }

    public async Task<OrganisationEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id);
}

/// <summary>removeLogo.</summary>
public static class LogoMutations
{
    public static void AddTo(ObjectGraphType mutation) =>
        new UseCaseFields<OrganisationPayloadType, OrganisationEntry>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<RemoveLogoInputType, RemoveLogoInput, LogoRequests>(
                "removeLogo",
                new((logos, input, token) => logos.RemoveAsync(input, token),
                    (input, _) => GlobalId.KeyOf("Organisation", input.Organisation),
                    (logos, _, id, token) => logos.FindAsync(id, token)),
                "Takes an organisation's logo away. A picture is set by PUT /organisations/SLUG/logo with the token.");
}
