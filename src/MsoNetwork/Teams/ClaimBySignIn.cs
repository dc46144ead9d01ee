using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;

namespace MsoNetwork.Teams;

/// <summary>
/// Somebody who is not signed in takes an entry over in one step: the mail to sign in with goes to an address that proves the claim, and
/// says that it does both. Whoever proves that they read it, in the browser that asked, is signed in with that address and leads the entry.
/// </summary>
public sealed class ClaimBySignIn(DbContext context, ClaimEntry claim, AskToSignIn ask, TimeProvider time)
{
    /// <summary>The address that a mail would go to.</summary>
    /// <param name="slug">Of the entry.</param>
    /// <param name="email">As typed; null for the entry's own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Errors.NetworkException">When an address of the entry is not proof enough, or this address is none.</exception>
    public async Task<string> AddressAsync(string slug, string? email, CancellationToken cancellationToken) =>
        (await FindAsync(slug, email, cancellationToken)).Address;

    /// <summary>Sends the mail, within the limits of signing in; beyond them whoever asks is told the same.</summary>
    public async Task AskAsync(string slug, SignInQuestion asked, CancellationToken cancellationToken)
    {
        var (address, organisation) = await FindAsync(slug, asked.Email, cancellationToken);
        await ask.RunAsync(asked with { Email = address, Claimed = (organisation.Id, organisation.Name) }, cancellationToken);
    }

    /// <summary>The organisation whose entry a request claims; null where it is for signing in alone.</summary>
    public async Task<KnownOrganisation?> ClaimedAsync(SignInRequest request, CancellationToken cancellationToken) =>
        request.ClaimedId is { } id ? await KnownOrganisation.ByIdAsync(context, id, cancellationToken) : null;

    /// <summary>The address is proven and its person signed in: the entry is theirs, if it still can be had in this way.</summary>
    /// <exception cref="Errors.NetworkException">
    /// When somebody else keeps the entry by now, it is dissolved, or has another address: they are signed in all the same.
    /// </exception>
    public async Task RunAsync(SignInRequest proven, CancellationToken cancellationToken)
    {
        if (await ClaimedAsync(proven, cancellationToken) is not { } organisation) return;
        var person = await context.Set<Person>().Where(one => one.NormalizedEmail == proven.NormalizedEmail).Select(one => one.Id)
            .SingleAsync(cancellationToken);
        await using var transaction = await TeamTransaction.BeginAsync(context, organisation.Id, person, cancellationToken);
        var team = context.Set<OrganisationPerson>().Where(one => one.OrganisationId == organisation.Id);
        if (await team.AnyAsync(one => one.PersonId == person, cancellationToken)) return;
        await FindAsync(organisation.Slug, proven.Email, cancellationToken);
        await JoinTeam.AddAsync(context, person, organisation.Id, Role.Lead, time.GetUtcNow(), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<(string Address, KnownOrganisation Organisation)> FindAsync(
        string slug, string? email, CancellationToken cancellationToken)
    {
        var ways = await claim.WaysAsync(slug, cancellationToken) ?? throw TeamErrors.NotFound();
        if (ways.HasTeam) throw TeamErrors.HasTeam();
        var address = MailedAddress.Read(email ?? ways.OwnAddress) ?? throw TeamErrors.WrongAddress();
        return ClaimEntry.Proves(address, ways) ? (address, ways.Organisation) : throw TeamErrors.ProvesNothing();
    }
}
