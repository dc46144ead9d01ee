using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Duplicates;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Teams;

namespace MsoNetwork.Moderation;

public sealed class CasePayloadType() : ResultPayloadType<ListedCase, CaseType>(
    "CasePayload", "What became of something handed in.", "case", "The case after the change.");

public sealed class DecidedCasePayloadType : ResultPayloadType<DecidedCase, CaseType>
{
    public DecidedCasePayloadType()
        : base("DecidedCasePayload", "What became of a decision.", "case", "The case after the change.", decided => decided.Case) =>
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("left")
            .Description("After undoing: names of fields that somebody has changed since and that stayed.")
            .Resolve(context => context.Source.Result?.Left);
}

public sealed class RegistrationPayloadType : ResultPayloadType<RegisteredCase, CaseType>
{
    public RegistrationPayloadType()
        : base("RegistrationPayload", "What became of a new organisation.", "case",
            "What waits for the centre; null too while likelyDuplicates names entries that are not in unlike.", one => one.Case) =>
        Field<ListGraphType<NonNullGraphType<LikelyDuplicateType>>>("likelyDuplicates")
            .Description("Entries that it may be already, with reasons. While there are any, nothing was handed in.")
            .Resolve(context => context.Source.Result?.Likely);
}

public sealed class DoneWithManyPayloadType : ResultPayloadType<DoneWithMany, ListGraphType<NonNullGraphType<OrganisationType>>>
{
    public DoneWithManyPayloadType()
        : base("ManyOrganisationsPayload", "What became of many entries at once.", "organisations", "Those that it was done with.",
            _ => null)
    {
        Fields.Find("organisations")!.Resolver = new GraphQL.Resolvers.FuncFieldResolver<Payload<DoneWithMany>, object>(context =>
            context.Source.Result is { } done ? context.Organisations(done.Done) : null);
        Field<ListGraphType<NonNullGraphType<OrganisationType>>>("left")
            .Description("Those that it was not done with: another desk's, or it is not possible.")
            .Resolve(context => context.Source.Result is { } done ? context.Organisations(done.Left) : null);
    }
}

public sealed class PrintedInvitationType : ObjectGraphType<PrintedInvitation>
{
    public PrintedInvitationType()
    {
        Name = "PrintedInvitation";
        Description = "An invitation to be printed: its link is told this once.";
        Field<NonNullGraphType<OrganisationType>>("organisation").Description("Whom it invites.")
            .Resolve(context => context.Source.Organisation);
        Field<NonNullGraphType<StringGraphType>>("link").Description("Whoever has it may take the entry over, once.")
            .Resolve(context => context.Source.Link.AbsoluteUri);
        Field<NonNullGraphType<DateTimeGraphType>>("validUntil").Description("Until when.")
            .Resolve(context => context.Source.ValidUntil.UtcDateTime);
    }
}

public sealed class PrintedInvitationsPayloadType()
    : ResultPayloadType<PrintedInvitations, ListGraphType<NonNullGraphType<PrintedInvitationType>>>(
        "PrintedInvitationsPayload", "Invitations to be printed.", "invitations", "One for each that may be invited.",
        printed => printed.Printed);

public sealed class NotePayloadType() : ResultPayloadType<Note, NoteType>(
    "NotePayload", "What became of a note.", "note", "The note.");

public sealed class ErasedNotePayloadType() : ResultPayloadType<string, IdGraphType>(
    "ErasedNotePayload", "A note is gone for good.", "erasedId", "The id that it had.");

/// <summary>What persons hand in, and what desks do with it.</summary>
public static class ModerationMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        AddCases(mutation);
        AddDecisions(mutation);
        AddDesk(mutation);
    }

    private static void AddCases(ObjectGraphType mutation)
    {
        var handedIn = new UseCaseFields<CasePayloadType, ListedCase>(mutation, OrganisationLoaders.ReferenceAsync);
        handedIn.Add<ReportMistakeInputType, ReportMistakeInput, CaseRequests>(
            "reportMistake", New<ReportMistakeInput>((it, input, token) => it.ReportAsync(input, token)),
            "Something is wrong here: it waits for the centre of the entry's area; until then nothing of the entry changes.");
        handedIn.Add<ClaimEntryByCentreInputType, ClaimEntryByCentreInput, CaseRequests>(
            "claimEntryByCentre", New<ClaimEntryByCentreInput>((it, input, token) => it.ClaimAsync(input, token)),
            "The person who asks says that an entry is their organisation's; its centre decides.");
        handedIn.Add<AnswerCaseInputType, AnswerCaseInput, CaseRequests>(
            "answerCase",
            new((it, input, token) => it.AnswerAsync(input, token), (input, _) => GlobalId.KeyOf("Case", input.Id),
                (it, _, id, token) => it.FindAsync(id, token)),
            "Answers what the desk asked about an own case; then it waits again.");
        handedIn.Add<WithdrawCaseInputType, WithdrawCaseInput, CaseRequests>(
            "withdrawCase",
            new((it, input, token) => it.WithdrawAsync(input, token), (input, _) => GlobalId.KeyOf("Case", input.Id),
                (it, _, id, token) => it.FindAsync(id, token)),
            "Takes an own case back that is not decided yet.");
        new UseCaseFields<RegistrationPayloadType, RegisteredCase>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<RegisterOrganisationInputType, RegisterOrganisationInput, CaseRequests>(
                "registerOrganisation",
                new((it, input, token) => it.RegisterAsync(input, token), (_, context) => Added(context),
                    async (it, _, id, token) => await it.FindAsync(id, token) is { } found ? new(found, []) : null),
                "Hands a new organisation to the centre of its area, where it waits; the person who asks leads it once it is accepted.");
    }

    private static void AddDecisions(ObjectGraphType mutation)
    {
        var decisions = new UseCaseFields<DecidedCasePayloadType, DecidedCase>(mutation, OrganisationLoaders.ReferenceAsync);
        decisions.Add<AcceptCaseInputType, AcceptCaseInput, DeskRequests>(
            "acceptCase", Decision<AcceptCaseInput>((desk, input, token) => desk.AcceptAsync(input, token)),
            "Writes what a case proposes, all of it or chosen fields, and tells its author.");
        decisions.Add<RefuseCaseInputType, RefuseCaseInput, DeskRequests>(
            "refuseCase", Decision<RefuseCaseInput>((desk, input, token) => desk.RefuseAsync(input, token)),
            "Refuses a case, and tells its author why.");
        decisions.Add<AskBackCaseInputType, AskBackCaseInput, DeskRequests>(
            "askBackCase", Decision<AskBackCaseInput>((desk, input, token) => desk.AskBackAsync(input, token)),
            "Asks the author of a case something, by mail.");
        decisions.Add<UndoCaseInputType, UndoCaseInput, DeskRequests>(
            "undoCase", Decision<UndoCaseInput>((desk, input, token) => desk.UndoAsync(input, token)),
            "Puts back what was decided, except what somebody has changed since.");
    }

    private static void AddDesk(ObjectGraphType mutation)
    {
        var many = new UseCaseFields<DoneWithManyPayloadType, DoneWithMany>(mutation, OrganisationLoaders.ReferenceAsync);
        many.Add<MarkOrganisationsInputType, MarkOrganisationsInput, DeskRequests>(
            "markOrganisations",
            new((desk, input, token) => desk.MarkAsync(input, token), (input, _) => First(input),
                (desk, input, _, token) => desk.MarkedAsync(input, token)),
            "Confirms entries or says what became of organisations, one or many, in the centre's name. One that fails holds up no other.");
        many.Add<InviteOrganisationsInputType, InviteOrganisationsInput, DeskRequests>(
            "inviteOrganisations",
            new((desk, input, token) => desk.InviteAsync(input, token), (input, _) => First(input),
                (desk, input, _, token) => desk.InvitedAsync(input, token)),
            "Invites organisations, at their entries' mail addresses, to keep their entries themselves; once a week at most.");
        new UseCaseFields<PrintedInvitationsPayloadType, PrintedInvitations>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<InviteOrganisationsInputType, InviteOrganisationsInput, DeskRequests>(
                "printInvitations",
                new((desk, input, token) => desk.PrintAsync(input, token), (input, _) => First(input),
                    (_, _, _, _) => Task.FromResult<PrintedInvitations?>(null)),
                "The same by letter: gives the links to be printed, this once. Asked again with the same key they are NOT_FOUND.");
        var entries = new UseCaseFields<OrganisationPayloadType, OrganisationEntry>(mutation, OrganisationLoaders.ReferenceAsync);
        entries.Add<MailedSecretInputType, MailedSecretInput, DeskRequests>(
            "acceptEntryInvitation",
            new((desk, input, token) => desk.TakeEntryAsync(input, token),
                (_, context) => context.ChangeTracker.Entries<Invitation>().Select(one => (Guid?)one.Entity.OrganisationId)
                    .FirstOrDefault(),
                (desk, _, id, token) => desk.EntryAsync(id, token)),
            "Takes an entry over by a centre's invitation: the person who asks leads it; where somebody does already, the centre decides.");
        entries.Add<SetMailingConsentInputType, SetMailingConsentInput, DeskRequests>(
            "setMailingConsent",
            new((desk, input, token) => desk.ConsentAsync(input, token), (input, _) => DeskRequests.Organisation(input),
                (desk, _, id, token) => desk.EntryAsync(id, token)),
            "Says whether an organisation wants its centre's mails: those who keep its entry.");
        new UseCaseFields<NotePayloadType, Note>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<WriteNoteInputType, WriteNoteInput, DeskRequests>(
                "writeNote",
                new((desk, input, token) => desk.WriteNoteAsync(input, token),
                    (_, context) => context.ChangeTracker.Entries<Note>().Select(one => (Guid?)one.Entity.Id).FirstOrDefault(),
                    (desk, input, id, token) => desk.NoteAsync(input, id, token)),
                "Writes down something about an organisation of the centre's area. Only the centre's staff reads it.");
        new UseCaseFields<ErasedNotePayloadType, string>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<EraseNoteInputType, EraseNoteInput, DeskRequests>(
                "eraseNote",
                new((desk, input, token) => desk.EraseNoteAsync(input, token), (input, _) => GlobalId.KeyOf("Note", input.Id),
                    (_, input, _, _) => Task.FromResult<string?>(input.Id)),
                "Erases a note of the own centre, for good.");
    }

    private static UseCase<CaseRequests, TInput, ListedCase> New<TInput>(
        Func<CaseRequests, TInput, CancellationToken, Task<ListedCase>> run) =>
        new(run, (_, context) => Added(context), (it, _, id, token) => it.FindAsync(id, token));

    private static UseCase<DeskRequests, TInput, DecidedCase> Decision<TInput>(
        Func<DeskRequests, TInput, CancellationToken, Task<DecidedCase>> run)
        where TInput : CaseStepInput =>
        new(run, (input, _) => GlobalId.KeyOf("Case", input.Id), (desk, _, id, token) => desk.FindAsync(id, token));

    private static Guid? Added(DbContext context) =>
        context.ChangeTracker.Entries<Case>().Select(one => (Guid?)one.Entity.Id).FirstOrDefault();

    private static Guid? First(ManyInput input) => GlobalId.KeyOf("Organisation", input.Organisations[0]);
}
