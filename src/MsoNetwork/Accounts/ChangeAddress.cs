using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Mail;

namespace MsoNetwork.Accounts;

/// <summary>Gives a person the address that a mail has proven, and tells the former one.</summary>
public sealed class ChangeAddress(
    UserManager<Person> people, DbContext context, MailQueue mails, ProveSignIn prove, InstitutionRoles roles)
{
    /// <summary>The address that a link would give the person; null where it gives none.</summary>
    public async Task<string?> LookAsync(Guid person, string token, CancellationToken cancellationToken) =>
        await prove.LookAsync(token, null, cancellationToken) is (LinkState.Good, { Kind: SignInKind.NewAddress } request)
            && request.PersonId == person ? request.Email : null;

    /// <returns>
    /// False where the address belongs to another person by now, or the link is over; or the person's institution gives them a role.
    /// </returns>
    public async Task<bool> RunAsync(Guid id, string token, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LookAsync(id, token, cancellationToken) is null || await roles.OfAsync(id, cancellationToken) is not null
            || await prove.ByLinkAsync(token, null, cancellationToken) is not { } request
            || await people.FindByIdAsync(id.ToString()) is not { } person
            || await people.FindByEmailAsync(request.Email) is { } other && other.Id != id) return false;
        var former = person.Email!;
        (person.UserName, person.Email, person.EmailConfirmed) = (request.Email, request.Email, true);
        mails.Add(context, new MailDraft(former, "address-changed", person.Language, new Dictionary<string, object?>
        {
            ["address"] = request.Email,
        }));
        if (!(await people.UpdateSecurityStampAsync(person)).Succeeded) return false;
        await roles.LeaveAsync(id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
