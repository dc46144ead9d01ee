using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Permissions;

/// <summary>This room's registration.</summary>
internal static class PermissionServices
{
    public static IServiceCollection AddPermissions(this IServiceCollection services)
    {
        services.AddScoped<CurrentViewer>();
        services.AddScoped<AuthoredWrites>();
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
        return Rights.Find(viewer, Resource.Organisation, operation, facts)?.By(viewer);
    }
}
