using Microsoft.EntityFrameworkCore;

namespace MsoNetwork.Organisations;

/// <summary>What rooms with EF Core need of an organisation that somebody acts on: who it is, and what rights hang on.</summary>
public sealed record KnownOrganisation(Guid Id, string Slug, string Name, string MunicipalityKey, OrganisationStatus Status)
{
    public string? Email { get; init; }

    public string? Website { get; init; }

    public static Task<KnownOrganisation?> BySlugAsync(DbContext context, string slug, CancellationToken cancellationToken) =>
        Of(context.Set<Organisation>().Where(one => one.Slug == slug)).SingleOrDefaultAsync(cancellationToken);

    public static Task<KnownOrganisation?> ByIdAsync(DbContext context, Guid id, CancellationToken cancellationToken) =>
        Of(context.Set<Organisation>().Where(one => one.Id == id)).SingleOrDefaultAsync(cancellationToken);

    private static IQueryable<KnownOrganisation> Of(IQueryable<Organisation> organisations) =>
        organisations.AsNoTracking().Select(one => new KnownOrganisation(one.Id, one.Slug, one.Name, one.MunicipalityKey, one.Status)
        {
            Email = one.Email,
            Website = one.Website,
        });
}
