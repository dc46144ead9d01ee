using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;

namespace MsoNetwork.Teams;

/// <summary>
/// A member leaves. The last lead names another member, or leaves a word for the centre, which then finds somebody.
/// </summary>
public sealed class LeaveTeam(DbContext context, CurrentViewer current, SubmitCase submit)
{
    /// <param name="slug">Of the organisation.</param>
    /// <param name="successor">Who becomes lead.</param>
    /// <param name="message">To the centre, where nobody does.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public async Task RunAsync(string slug, Guid? successor, string? message, CancellationToken cancellationToken)
    {
        var viewer = await current.RequiredAsync(cancellationToken);
        if (viewer.Person is not { } person) throw TeamErrors.OnlyPersons();
        if (await KnownOrganisation.BySlugAsync(context, slug, cancellationToken) is not { } organisation) throw TeamErrors.NotFound();
        await using var transaction = await TeamTransaction.BeginAsync(context, organisation.Id, person, cancellationToken);
        var team = await context.Set<OrganisationPerson>().Where(one => one.OrganisationId == organisation.Id)
            .ToListAsync(cancellationToken);
        var own = team.Find(one => one.PersonId == person) ?? throw TeamErrors.NoMember();
        if (successor is { } named)
        {
            var next = team.Find(one => one.PersonId == named && named != person) ?? throw TeamErrors.NoMember();
            if (own.Role == Role.Lead) next.Role = Role.Lead; // editors name nobody
        }

        if (own.Role == Role.Lead && !team.Exists(one => one.Role == Role.Lead && one != own))
        {
            if (string.IsNullOrWhiteSpace(message)) throw TeamErrors.LastLead();
            await submit(
                new SubmittedCase(CaseKind.LeadGone, person, organisation.MunicipalityKey)
                {
                    Organisation = organisation.Id,
                    Message = Shortened(message),
                },
                cancellationToken);
        }

        context.Remove(own);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static string Shortened(string message) =>
        message.Trim() is { Length: > SubmittedCase.LongestMessage } text ? text[..SubmittedCase.LongestMessage] : message.Trim();
}
