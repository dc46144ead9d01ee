using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Permissions;
using MsoNetwork.Reference;
using MsoNetwork.Regions;

namespace MsoNetwork.Import;

/// <summary>What somebody works on and has done: uploads are seen by who brought them, imports by all of the centre.</summary>
public sealed class ImportDesk(DbContext context, ReferenceSnapshot<Gazetteer> gazetteer, TimeProvider time)
{
    private const int MostShown = 100;

    /// <summary>The centre in whose name the viewer imports; null for administrators.</summary>
    /// <param name="viewer">Who imports.</param>
    /// <param name="asked">The one of several that was chosen; null: the one that the viewer acts for, or the first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NetworkException">FORBIDDEN, to whoever may not import at all, or not for this one.</exception>
    public async Task<string?> CentreAsync(Viewer viewer, string? asked, CancellationToken cancellationToken)
    {
        var centres = viewer.Memberships.OfType<CentreMembership>();
        var own = asked is not null ? centres.FirstOrDefault(one => one.Centre == asked)
            : viewer.ActsFor as CentreMembership ?? centres.FirstOrDefault();
        if (asked is not null && own is null) throw new NetworkException(ErrorCode.Forbidden, "You do not work for this centre.", "centre");
        var facts = await FactsAsync(own?.Centre, cancellationToken);
        if (viewer.Person is null || Rights.Find(viewer, Resource.Import, Operation.Create, facts) is null)
            throw new NetworkException(ErrorCode.Forbidden, "Only integration centres and administrators import lists.");
        return own?.Centre;
    }

    public Task<string?> CentreAsync(Viewer viewer, CancellationToken cancellationToken) => CentreAsync(viewer, null, cancellationToken);

    /// <summary>The centres between which the viewer chooses, by name; the one that is meant unless told stands first.</summary>
    public async Task<IReadOnlyList<IntegrationCentre>> CentresAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var regions = await gazetteer.GetAsync(cancellationToken);
        var meant = await CentreAsync(viewer, cancellationToken);
        return
        [
            .. viewer.Memberships.OfType<CentreMembership>().Select(one => regions.Centre(one.Centre)).OfType<IntegrationCentre>()
                .OrderBy(centre => centre.Key != meant).ThenBy(centre => centre.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>An upload of the viewer's own; null if there is none, or it is another's.</summary>
    public async Task<ImportUpload?> UploadAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        await CentreAsync(viewer, cancellationToken);
        var now = time.GetUtcNow();
        return await context.Set<ImportUpload>().FirstOrDefaultAsync(
            upload => upload.Id == id && upload.PersonId == viewer.Person && upload.ExpiresAt > now, cancellationToken);
    }

    /// <summary>The viewer's own, newest first, without their bytes.</summary>
    public async Task<IReadOnlyList<ImportUpload>> UploadsAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await context.Set<ImportUpload>()
            .Where(upload => upload.PersonId == viewer.Person && upload.ExpiresAt > now)
            .OrderByDescending(upload => upload.CreatedAt)
            .Select(upload => new ImportUpload
            {
                Id = upload.Id,
                FileName = upload.FileName,
                CreatedAt = upload.CreatedAt,
                ExpiresAt = upload.ExpiresAt,
                IsMatched = upload.IsMatched,
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>The imports that the viewer may see, newest first.</summary>
    public async Task<IReadOnlyList<FinishedImport>> ImportsAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var imports = context.Set<FinishedImport>().AsNoTracking();
        if (!viewer.Has(Role.Administrator))
        {
            string?[] centres = [.. viewer.Memberships.OfType<CentreMembership>().Select(one => one.Centre)];
            imports = imports.Where(import => centres.Contains(import.CentreKey));
        }

        return await imports.OrderByDescending(import => import.AppliedAt).Take(MostShown).ToListAsync(cancellationToken);
    }

    /// <summary>How the persons are called who did these imports and took them back: by their own word, or by their address.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        IEnumerable<FinishedImport> imports, CancellationToken cancellationToken)
    {
        var ids = imports.SelectMany(import => new[] { import.PersonId, import.UndoneBy }).OfType<Guid>().Distinct().ToArray();
        return await context.Set<Person>().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.DisplayName ?? person.Email ?? "", cancellationToken);
    }

    /// <summary>One import; null if there is none that the viewer may see.</summary>
    public async Task<FinishedImport?> ImportAsync(Guid id, Viewer viewer, Operation operation, CancellationToken cancellationToken)
    {
        var import = await context.Set<FinishedImport>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
        return import is not null
            && Rights.Allows(viewer, Resource.Import, operation, await FactsAsync(import.CentreKey, cancellationToken)) ? import : null;
    }

    /// <summary>Throws an upload away.</summary>
    public async Task DiscardAsync(Guid id, Viewer viewer, CancellationToken cancellationToken) =>
        await context.Set<ImportUpload>()
            .Where(upload => upload.Id == id && upload.PersonId == viewer.Person).ExecuteDeleteAsync(cancellationToken);

    // A centre's imports belong where it is responsible.
    private async Task<Facts> FactsAsync(string? centre, CancellationToken cancellationToken) => new()
    {
        Seats = centre is not null && (await gazetteer.GetAsync(cancellationToken)).Centre(centre) is { } found ? [found.RegionKey] : [],
    };
}
