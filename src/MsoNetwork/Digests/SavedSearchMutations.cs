using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Accounts;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Mail;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Trainings;

namespace MsoNetwork.Digests;

/// <summary>What programs ask of saved searches: the pages' use cases, by global ids.</summary>
public sealed class SavedSearchRequests(
    DbContext context, CurrentViewer current, SaveSearch save, KeptSearches kept, SavedSearchLists lists, TrainingLists trainings)
{
    public async Task<SavedSearch> SaveAsync(SaveSearchInput input, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        if (input.Subject == SearchSubject.Training)
            throw NetworkException.Invalid("subject", "Of one training: remindOfTraining.");
        var known = MailTemplates.LanguagesOf("search-digest");
        if (input.Language is { } language && !known.Contains(language))
            throw NetworkException.Invalid("language", $"Mails are written in {string.Join(", ", known)}.");
        return await save.ForPersonAsync(
            new(input.Subject, input.Query, input.Rhythm, input.Language ?? await LanguageAsync(person, cancellationToken)),
            cancellationToken);
    }

    public async Task<SavedSearch> RemindAsync(RemindOfTrainingInput input, CancellationToken cancellationToken)
    {
        var person = await current.RequiredPersonAsync(cancellationToken);
        var id = GlobalId.Required("Training", input.Id, "input.id");
        var training = await trainings.ById.Load(id, found => found).GetResultAsync(cancellationToken);
        if (training is null or { State: TrainingState.Draft })
            throw NetworkException.NotFound("input.id", "There is no published training with this id.");
        return await save.ForPersonAsync(
            new(SearchSubject.Training, training.Slug, DigestRhythm.AtOnce, await LanguageAsync(person, cancellationToken)),
            cancellationToken);
    }

    public Task<SavedSearch> ChangeAsync(ChangeSavedSearchInput input, CancellationToken cancellationToken) =>
        kept.ChangeAsync(GlobalId.Required("SavedSearch", input.Id, "input.id"), input.Rhythm, input.IsPaused, cancellationToken);

    public Task<SavedSearch> DeleteAsync(DeleteSavedSearchInput input, CancellationToken cancellationToken) =>
        kept.DeleteAsync(GlobalId.Required("SavedSearch", input.Id, "input.id"), cancellationToken);

    public async Task<SavedSearch?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await lists.ById.Load(id, found => found).GetResultAsync(cancellationToken);

    private Task<string> LanguageAsync(Guid person, CancellationToken cancellationToken) =>
        context.Set<Person>().Where(one => one.Id == person).Select(one => one.Language).SingleAsync(cancellationToken);
}

/// <summary>viewer.savedSearches, and all that one does with them.</summary>
public static class SavedSearchMutations
{
    public static void AddTo(ViewerType viewer) =>
        viewer.Field<SavedSearchConnectionType>("savedSearches")
            .Paged("The searches that the person who asks has saved, reminders among them, the newest first; null for programs.")
            .ResolveAsync(async context =>
            {
                var services = context.RequestServices!;
                return services.GetRequiredService<CurrentViewer>().Identity is not { Person: not null, OnlyFor: null } ? null
                    : await services.GetRequiredService<SavedSearchLists>().OwnAsync(context.Page(), context.CancellationToken);
            });

    public static void AddTo(ObjectGraphType mutation)
    {
        var searches = new UseCaseFields<SavedSearchPayloadType, SavedSearch>(mutation, OrganisationLoaders.ReferenceAsync);
        searches.Add<SaveSearchInputType, SaveSearchInput, SavedSearchRequests>(
            "saveSearch", Case<SaveSearchInput>((requests, input, token) => requests.SaveAsync(input, token)),
            "Saves a search of the person who asks: what is new comes by mail to the account's address, each once, and no mail where "
            + $"nothing is new. The same search again gets the new rhythm. {SaveSearch.Most} a person at most.");
        searches.Add<RemindOfTrainingInputType, RemindOfTrainingInput, SavedSearchRequests>(
            "remindOfTraining", Case<RemindOfTrainingInput>((requests, input, token) => requests.RemindAsync(input, token)),
            "Reminds the person who asks by mail, two days before each date and the day before registration ends, and tells at once "
            + "when it is moved or called off.");
        searches.Add<ChangeSavedSearchInputType, ChangeSavedSearchInput, SavedSearchRequests>(
            "changeSavedSearch", Case<ChangeSavedSearchInput>((requests, input, token) => requests.ChangeAsync(input, token)),
            "Changes the rhythm of an own saved search, or pauses it.");
        new UseCaseFields<DeletedSavedSearchPayloadType, SavedSearch>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<DeleteSavedSearchInputType, DeleteSavedSearchInput, SavedSearchRequests>(
                "deleteSavedSearch",
                new((requests, input, token) => requests.DeleteAsync(input, token),
                    (input, _) => GlobalId.KeyOf("SavedSearch", input.Id),
                    (_, _, id, _) => Task.FromResult<SavedSearch?>(Gone(id))),
                "Ends an own saved search or reminder for good.");
    }

    private static UseCase<SavedSearchRequests, TInput, SavedSearch> Case<TInput>(
        Func<SavedSearchRequests, TInput, CancellationToken, Task<SavedSearch>> run) => new(
        run,
        (_, context) => context.ChangeTracker.Entries<SavedSearch>().FirstOrDefault()?.Entity.Id,
        (requests, _, id, token) => requests.FindAsync(id, token));

    private static SavedSearch Gone(Guid id) => new()
    {
        Id = id,
        Subject = default,
        Query = "",
        Name = "",
        Language = "",
        Rhythm = default,
        Key = "",
        Told = [],
        CreatedAt = default,
        DueAt = default,
    };
}
