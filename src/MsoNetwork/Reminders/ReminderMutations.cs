using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Errors;
using MsoNetwork.Moderation;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Teams;

namespace MsoNetwork.Reminders;

/// <summary>What programs ask of this room: the pages' use cases, by global ids.</summary>
public sealed class ReminderRequests(CurrentViewer current, KeepTrue keep, AnswerReminder answer, OrganisationStore organisations)
{
    public async Task<OrganisationEntry> ConfirmAsync(ConfirmOrganisationInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var entry = await EntryAsync(input, cancellationToken);
        await keep.ConfirmAsync(entry.Id, cancellationToken);
        return (await FindAsync(entry.Id, cancellationToken))!;
    }

    public async Task<OrganisationEntry> SetAsync(SetRemindersInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        var entry = await EntryAsync(input, cancellationToken);
        await keep.SetAsync(entry.Id, input.Wanted, cancellationToken);
        return entry;
    }

    public async Task<OrganisationEntry> ConfirmByKeyAsync(MailedSecretInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        return await EntryAsync(await answer.ConfirmAsync(input.Secret, cancellationToken), cancellationToken);
    }

    public async Task<OrganisationEntry> EndAsync(MailedSecretInput input, CancellationToken cancellationToken)
    {
        await current.RequiredAsync(cancellationToken);
        return await EntryAsync(await answer.EndAsync(input.Secret, cancellationToken), cancellationToken);
    }

    public async Task<OrganisationEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await organisations.ByIdsAsync([id], OrganisationColumns.All, cancellationToken)).GetValueOrDefault(id);

    private async Task<OrganisationEntry> EntryAsync(Guid? answered, CancellationToken cancellationToken) =>
        answered is { } id && await FindAsync(id, cancellationToken) is { } entry ? entry
            : throw NetworkException.NotFound("input.secret", "This reminder was answered, is over, or never was.");

    private async Task<OrganisationEntry> EntryAsync(AboutInput input, CancellationToken cancellationToken) =>
        await FindAsync(DeskRequests.Organisation(input), cancellationToken)
        ?? throw NetworkException.NotFound("input.organisation", "There is no organisation with this id.");
}

/// <summary>What this room adds to changes, to a desk and to organisations.</summary>
public static class ReminderMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var fields = new UseCaseFields<OrganisationPayloadType, OrganisationEntry>(mutation, OrganisationLoaders.ReferenceAsync);
        fields.Add<ConfirmOrganisationInputType, ConfirmOrganisationInput, ReminderRequests>(
            "confirmOrganisation", Case<ConfirmOrganisationInput>((requests, input, token) => requests.ConfirmAsync(input, token)),
            "Says that all of an entry is true as it stands: the organisation itself, or its integration centre.");
        fields.Add<SetRemindersInputType, SetRemindersInput, ReminderRequests>(
            "setReminders", Case<SetRemindersInput>((requests, input, token) => requests.SetAsync(input, token)),
            "Says whether those who keep an entry are asked by mail if it is still true.");
        fields.Add<MailedSecretInputType, MailedSecretInput, ReminderRequests>(
            "confirmByReminder", Case<MailedSecretInput>((requests, input, token) => requests.ConfirmByKeyAsync(input, token)),
            "Says that all of an entry is true, by the link of a reminder, once and within 60 days; whoever is signed in.");
        fields.Add<MailedSecretInputType, MailedSecretInput, ReminderRequests>(
            "endReminders", Case<MailedSecretInput>((requests, input, token) => requests.EndAsync(input, token)),
            "Ends the reminders of an entry by the link of one of them, and tells its integration centre; whoever is signed in.");
    }

    public static void AddTo(DeskType desk) =>
        desk.Field<NonNullGraphType<UnansweredEntryConnectionType>>("unanswered")
            .Paged("Entries of the desk's area that nobody has confirmed though somebody was to be asked; what waits longest first.")
            .ResolveAsync(async context => await context.RequestServices!.GetRequiredService<UnansweredList>()
                .PageAsync(context.Page(), context.CancellationToken));

    public static void AddTo(OrganisationType organisation) =>
        organisation.Field<BooleanGraphType>("takesReminders")
            .Description("Whether its team is asked by mail from time to time if the entry is still true; null for all but the team.")
            .ResolveAsync(async context =>
            {
                var (keep, id) = (context.RequestServices!.GetRequiredService<KeepTrue>(), context.Source.Id);
                return await keep.MayAsync(id, Operation.See, context.CancellationToken)
                    ? keep.Ended.Load(id, isEnded => (object)!isEnded) : null;
            });

    // The use cases write the key in their own transaction.
    private static UseCase<ReminderRequests, TInput, OrganisationEntry> Case<TInput>(
        Func<ReminderRequests, TInput, CancellationToken, Task<OrganisationEntry>> run) =>
        new(run, (_, _) => null, (requests, _, id, token) => requests.FindAsync(id, token));
}
