using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Permissions;

/// <summary>This room's registration.</summary>
internal static class PermissionServices
{
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddScoped<CurrentViewer>();
        services.AddScoped<AuthoredWrites>();
        services.AddScoped<HiddenContacts>();
        services.AddScoped<HiddenContactLoader>();
        services.AddScoped<IdempotencyKeys>();
        services.AddScoped<WhoAsks>(provider => async token =>
        {
            // By the credentials, not by whom they act for by now: joining a team must not make another of who asks again.
            var current = provider.GetRequiredService<CurrentViewer>();
            await current.RequiredAsync(token);
            return $"{current.Identity.Person:N} {current.Identity.OnlyFor:N} {current.Identity.ActingFor}".Trim();
        });
        services.AddScoped<OrganisationWriter>(provider =>
            (organisation, token) => WriterAsync(provider.GetRequiredService<CurrentViewer>(), organisation, token));
        return services;
    }

    private static async Task<DoneBy?> WriterAsync(CurrentViewer current, WrittenOrganisation organisation,
        CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var operation = organisation.Id is null ? Operation.Create : Operation.Change;
        if (organisation.MunicipalityKey is not { } seat)
            return Rights.IsConceivable(viewer, Resource.Organisation, operation) ? new Grant(viewer.ActsFor).By(viewer) : null;
        var facts = new Facts { Owners = organisation.Id is { } id ? [id] : [], Seats = [seat] };
        if (Rights.Find(viewer, Resource.Organisation, operation, facts) is not { } grant) return null;
        // An administrator of the directory speaks for no organisation or centre by that, whomever else they act for.
        return Answers(grant.Membership, organisation.Id, seat) ? grant.By(viewer) : new DoneBy(viewer.Person, null, null);
    }

    private static bool Answers(Accounts.Membership? membership, Guid? organisation, string seat) => membership switch
    {
        OrganisationMembership own => own.Organisation == organisation,
        CentreMembership centre => centre.Covers(seat),
        _ => false,
    };
}
