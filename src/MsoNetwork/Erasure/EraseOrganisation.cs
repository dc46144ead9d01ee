using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Organisations.Merging;
using MsoNetwork.Permissions;
using Npgsql;

namespace MsoNetwork.Erasure;

[Description("Why an organisation is erased.")]
public enum ErasureReason
{
    [Description("It wants it.")] OwnWish,
    [Description("It has a right to it, for example by Art. 17 GDPR.")] Right,
    [Description("Its entry should never have been there.")] Unlawful,
}

/// <summary>
/// All about an organisation is erased, everywhere and at once; nobody can take it back. By its integration centre or an administrator,
/// who type its name.
/// </summary>
public sealed class EraseOrganisation(
    DbContext context, NpgsqlDataSource database, CurrentViewer current, ErasureFiles files, TimeProvider time)
{
    public async Task<bool> MayAsync(KnownOrganisation organisation, CancellationToken cancellationToken) => Rights.Allows(
        await current.GetAsync(cancellationToken), Resource.Organisation, Operation.Erase, FactsOf(organisation));

    private static Facts FactsOf(KnownOrganisation organisation) =>
        new() { Owners = [organisation.Id], Seats = [organisation.MunicipalityKey] };

    /// <summary>Whether what was typed is the name.</summary>
    public static bool IsName(string typed, string name) => typed.Trim() == name;

    /// <param name="id">The organisation.</param>
    /// <param name="typedName">Its name, typed by whoever erases it.</param>
    /// <param name="reason">Kept with the hashes, without who it was.</param>
    /// <param name="cancellationToken">Ends it; then nothing was erased.</param>
    /// <exception cref="NetworkException">UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID_INPUT for another name.</exception>
    public async Task RunAsync(Guid id, string typedName, ErasureReason reason, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        var organisation = await KnownOrganisation.ByIdAsync(context, id, cancellationToken)
            ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");
        if (Rights.Find(viewer, Resource.Organisation, Operation.Erase, FactsOf(organisation)) is not { } grant)
            throw NetworkException.Forbidden("Only the integration centre of its area and administrators erase an organisation.");
        if (!IsName(typedName, organisation.Name))
            throw NetworkException.Invalid("input.name", "This is not the organisation's name: type it exactly as it stands there.");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await MergeTransaction.BeginShortAsync(connection, cancellationToken);
        await (grant.By(viewer) with { Person = null }).Author.ApplyAsync(connection, cancellationToken);
        if (await WipedOrganisation.RunAsync(connection, id, $"{reason}", time, files, cancellationToken) is not { } wiped) return;
        await transaction.CommitAsync(cancellationToken);
        files.Forget(wiped.Mails, wiped.Mentions, wiped.Paths);
    }
}
