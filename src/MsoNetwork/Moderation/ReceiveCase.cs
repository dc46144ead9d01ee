using Microsoft.EntityFrameworkCore;
using MsoNetwork.Accounts;
using MsoNetwork.Organisations;
using MsoNetwork.Teams;
using MsoNetwork.Text;

namespace MsoNetwork.Moderation;

/// <summary>Takes what lower rooms hand over as <see cref="SubmitCase"/>. Who hands it over saves.</summary>
internal sealed class ReceiveCase(DbContext context, OrganisationStore organisations, TimeProvider time)
{
    /// <summary>Claims of one person that may come to desks in a day.</summary>
    private const int MostClaimsADay = 5;

    public async Task<Guid> RunAsync(SubmittedCase submitted, CancellationToken cancellationToken)
    {
        var entry = submitted.Organisation is { } id
            ? (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id)
            : null;
        var language = await context.Set<Person>().Where(person => person.Id == submitted.Person).Select(person => person.Language)
            .FirstOrDefaultAsync(cancellationToken);
        var now = time.GetUtcNow();
        var day = now.AddDays(-1);
        if (submitted.Kind == CaseKind.Claim
            && await context.Set<Case>().CountAsync(
                one => one.PersonId == submitted.Person && one.Kind == CaseKind.Claim && one.CreatedAt > day, cancellationToken)
                >= MostClaimsADay)
            throw TeamErrors.TooMany();
        var received = new Case
        {
            Id = Guid.CreateVersion7(now),
            Kind = submitted.Kind,
            State = CaseState.Waiting,
            OrganisationId = submitted.Organisation,
            Seat = submitted.MunicipalityKey,
            Draft = submitted.Draft,
            Base = DraftValues.Base(submitted.Draft, entry),
            Message = InvisibleSigns.Typed(submitted.Message),
            PersonId = submitted.Person,
            Language = language ?? "de",
            CreatedAt = now,
            WaitingSince = now,
        };
        context.Add(received);
        return received.Id;
    }
}
