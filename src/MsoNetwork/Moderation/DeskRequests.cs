using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Teams;

namespace MsoNetwork.Moderation;

/// <summary>A case after a step.</summary>
/// <param name="Case">The case.</param>
/// <param name="Left">After undoing: names of fields that somebody has changed since and that stayed.</param>
public sealed record DecidedCase(ListedCase Case, IReadOnlyList<string> Left);

/// <summary>What became of many at once.</summary>
/// <param name="Done">Those that it was done with.</param>
/// <param name="Left">Those that it was not done with: another desk's, or not possible.</param>
public sealed record DoneWithMany(IReadOnlyList<Guid> Done, IReadOnlyList<Guid> Left);

/// <summary>Invitations whose links are known only now.</summary>
public sealed record PrintedInvitations(IReadOnlyList<PrintedInvitation> Printed);

/// <summary>What programs of centres and administrators do at the desk: the pages' use cases, by global ids.</summary>
public sealed class DeskRequests(
    DbContext context,
    CurrentViewer current,
    CaseList cases,
    DecideCase decide,
    MarkOrganisations marks,
    InviteOrganisations invite,
    Notes notes,
    MailingList mailing,
    OrganisationStore organisations,
    MailedPages pages)
{
    public Task<DecidedCase> AcceptAsync(AcceptCaseInput input, CancellationToken cancellationToken) => DecideAsync(
        input, "fields", (id, version) => decide.AcceptAsync(id, version, input.Fields, pages.Site, cancellationToken), cancellationToken);

    public Task<DecidedCase> RefuseAsync(RefuseCaseInput input, CancellationToken cancellationToken) => DecideAsync(
        input, "reason", (id, version) => decide.RefuseAsync(id, version, input.Reason, pages.Site, cancellationToken), cancellationToken);

    public Task<DecidedCase> AskBackAsync(AskBackCaseInput input, CancellationToken cancellationToken) => DecideAsync(
        input, "question", (id, version) => decide.AskBackAsync(id, version, input.Question, pages.Site, cancellationToken),
        cancellationToken);

    public Task<DecidedCase> UndoAsync(UndoCaseInput input, CancellationToken cancellationToken) => DecideAsync(
        input, "id", (id, version) => decide.UndoAsync(id, version, cancellationToken), cancellationToken);

    public async Task<DecidedCase?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await cases.FindAsync(id, cancellationToken) is { } found ? new(found, []) : null;

    public async Task<DoneWithMany> MarkAsync(MarkOrganisationsInput input, CancellationToken cancellationToken)
    {
        await AtDeskAsync(cancellationToken);
        var ids = Ids(input, MarkOrganisations.Most);
        var (_, left) = await marks.RunAsync(ids, input.Mark, cancellationToken);
        return new([.. ids.Except(left)], left);
    }

    /// <summary>For who asks again: those that are marked so by now.</summary>
    public async Task<DoneWithMany?> MarkedAsync(MarkOrganisationsInput input, CancellationToken cancellationToken)
    {
        var ids = Ids(input, MarkOrganisations.Most);
        var found = await organisations.ByIdsAsync(ids, OrganisationColumns.All, cancellationToken);
        var done = ids.FindAll(id => found.TryGetValue(id, out var entry)
            && (input.Mark == Mark.Confirmed ? entry.Verification != VerificationState.Unverified : $"{entry.Status}" == $"{input.Mark}"));
        return new(done, [.. ids.Except(done)]);
    }

    public async Task<DoneWithMany> InviteAsync(InviteOrganisationsInput input, CancellationToken cancellationToken)
    {
        await AtDeskAsync(cancellationToken);
        var ids = Ids(input, InviteOrganisations.Most);
        await invite.ByMailAsync(ids, "de", pages.Site, cancellationToken);
        List<Guid> done = [.. context.ChangeTracker.Entries<Invitation>().Select(sent => sent.Entity.OrganisationId)];
        return new(done, [.. ids.Except(done)]);
    }

    /// <summary>For who asks again: those that were invited within a week.</summary>
    public async Task<DoneWithMany?> InvitedAsync(InviteOrganisationsInput input, CancellationToken cancellationToken)
    {
        var ids = Ids(input, InviteOrganisations.Most);
        var viewer = await current.RequiredAsync(cancellationToken);
        var done = await context.Set<Invitation>()
            .Where(one => ids.Contains(one.OrganisationId) && one.ByMail && one.SentBy == viewer.Person)
            .Select(one => one.OrganisationId).Distinct().ToListAsync(cancellationToken);
        return new(done, [.. ids.Except(done)]);
    }

    public async Task<PrintedInvitations> PrintAsync(InviteOrganisationsInput input, CancellationToken cancellationToken)
    {
        await AtDeskAsync(cancellationToken);
        return new(await invite.ByLetterAsync(Ids(input, InviteOrganisations.Most), "de", pages.Site, cancellationToken));
    }

    public async Task<OrganisationEntry> TakeEntryAsync(MailedSecretInput input, CancellationToken cancellationToken)
    {
        await current.RequiredPersonAsync(cancellationToken);
        var entry = await invite.FindAsync(input.Secret, cancellationToken);
        return await invite.UseAsync(input.Secret, cancellationToken) != InvitationUse.Invalid && entry is not null ? entry
            : throw NetworkException.NotFound("input.secret", "This invitation was used, is over, or never was.");
    }

    public async Task<Note> WriteNoteAsync(WriteNoteInput input, CancellationToken cancellationToken)
    {
        await AtDeskAsync(cancellationToken);
        var about = Organisation(input);
        DateOnly? on = input.On is { } day ? DateOnly.FromDateTime(day) : null;
        if (await notes.WriteAsync(about, on, input.Text, cancellationToken))
            return context.ChangeTracker.Entries<Note>().Select(one => one.Entity).Single(one => one.OrganisationId == about);
        if (input.Text.Trim().Length is 0 or > Note.Longest)
            throw NetworkException.Invalid("input.text", $"A note has 1 to {Note.Longest} characters.");
        throw NetworkException.Invalid("input", "A note is about an organisation of the centre's area, and about a day that has come.");
    }

    public async Task<Note?> NoteAsync(WriteNoteInput input, Guid id, CancellationToken cancellationToken) =>
        (await notes.OfAsync(Organisation(input), cancellationToken)).FirstOrDefault(one => one.Id == id);

    public async Task<string> EraseNoteAsync(EraseNoteInput input, CancellationToken cancellationToken) =>
        await notes.EraseAsync(GlobalId.Required("Note", input.Id, "input.id"), cancellationToken) ? input.Id
            : throw NetworkException.NotFound("input.id", "There is no such note of your centre.");

    public async Task<OrganisationEntry> ConsentAsync(SetMailingConsentInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var about = Organisation(input);
        if (!await mailing.MayChangeAsync(about, cancellationToken))
            throw NetworkException.Forbidden("Only those who keep the organisation's entry say whether it wants mails.");
        if (input.Email is { } email && MailAddress.Read(email) is null)
            throw NetworkException.Invalid("input.email", "This is not a mail address.");
        await mailing.SayAsync(about, input.Email, cancellationToken);
        return (await EntryAsync(about, cancellationToken))!;
    }

    public async Task<OrganisationEntry?> EntryAsync(Guid id, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id);

    public static Guid Organisation(AboutInput input) => GlobalId.Required("Organisation", input.Organisation, "input.organisation");

    private async Task<DecidedCase> DecideAsync(
        CaseStepInput input, string said, Func<Guid, uint, Task<Decision>> run, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var id = GlobalId.Required("Case", input.Id, "input.id");
        if (await cases.FindAsync(id, cancellationToken) is not { Case: var seen }) throw CaseRequests.NotThere();
        if (input.ExpectedVersion is { } expected && expected != CaseType.VersionOf(seen)) throw Meanwhile();
        var decision = await run(id, seen.Version);
        return decision.Outcome switch
        {
            DecisionOutcome.Done when await cases.FindAsync(id, cancellationToken) is { } after => new(after, decision.Fields),
            DecisionOutcome.NotThere or DecisionOutcome.Done => throw CaseRequests.NotThere(),
            DecisionOutcome.Meanwhile => throw Meanwhile(),
            DecisionOutcome.Unsaid => throw NetworkException.Invalid("input." + said, "This says nothing, or is too long."),
            _ => throw Impossible(decision.Fields),
        };
    }

    private static NetworkException Meanwhile() => new(
        ErrorCode.Conflict, "Somebody else was faster, or its state does not allow this: read the case again.", "input.expectedVersion");

    private static NetworkException Impossible(IReadOnlyList<string> fields)
    {
        List<NetworkException> all =
        [
            .. fields.Select(field => NetworkException.Invalid("input.fields", $"{field} cannot be written as it is.")),
        ];
        return all is [var first, .. var others]
            ? new NetworkException(first.Code, first.Message, first.Argument) { Others = others }
            : NetworkException.Invalid("input.id", "This cannot be done with this case (any more).");
    }

    private async Task AtDeskAsync(CancellationToken cancellationToken)
    {
        if (!Rights.IsConceivable(await current.RequiredAsync(cancellationToken), Resource.Desk, Operation.See))
            throw NetworkException.Forbidden("Only integration centres and administrators have a desk.");
    }

    private static List<Guid> Ids(ManyInput input, int most)
    {
        if (input.Organisations.Length is 0 || input.Organisations.Length > most)
            throw NetworkException.Invalid(
                "input.organisations", $"organisations has {input.Organisations.Length} values; it takes 1 to {most}.");
        return [.. input.Organisations.Select(id => GlobalId.Required("Organisation", id, "input.organisations")).Distinct()];
    }
}
