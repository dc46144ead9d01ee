using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Logos;

/// <summary>An organisation's logo is set or taken away, by whoever may change its entry.</summary>
public sealed class ChangeLogo(DbContext context, CurrentViewer current, TimeProvider time)
{
    /// <summary>So many bytes a file may have.</summary>
    public const int MostBytes = LogoImage.MostBytes;

    /// <returns>Why it was not taken; null when it was.</returns>
    public async Task<LogoProblem?> SetAsync(string slug, byte[] file, CancellationToken cancellationToken)
    {
        var (organisation, by) = await FindAsync(slug, cancellationToken);
        var (image, problem) = await LogoImage.OfAsync(file, cancellationToken);
        if (image is null) return problem;
        await using var transaction = await BeginAsync(by, cancellationToken);
        const string Set = """
            INSERT INTO organisation_logos AS l (organisation_id, hash, bytes, width, height, saved_at)
            VALUES ({0}, {1}, {2}, {3}, {4}, {5})
            ON CONFLICT (organisation_id) DO UPDATE SET hash = excluded.hash, bytes = excluded.bytes, width = excluded.width,
                height = excluded.height, saved_at = excluded.saved_at WHERE l.hash <> excluded.hash
            """;
        await context.Database.ExecuteSqlRawAsync(
            Set, [organisation.Id, image.Hash, image.Bytes, image.Width, image.Height, time.GetUtcNow()], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    public async Task RemoveAsync(string slug, CancellationToken cancellationToken)
    {
        var (organisation, by) = await FindAsync(slug, cancellationToken);
        await using var transaction = await BeginAsync(by, cancellationToken);
        await context.Set<OrganisationLogo>().Where(logo => logo.OrganisationId == organisation.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginAsync(
        DoneBy by, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await by.Author.ApplyAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
        return transaction;
    }

    private async Task<(KnownOrganisation, DoneBy)> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation)
            throw new NetworkException(ErrorCode.NotFound, "There is no such organisation.");
        var facts = new Facts { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] };
        return Rights.Find(viewer, Resource.Organisation, Operation.Change, facts) is { } grant
            ? (organisation, grant.By(viewer))
            : throw new NetworkException(ErrorCode.Forbidden, "Only the organisation itself, or its integration centre, sets its logo.");
    }
}
