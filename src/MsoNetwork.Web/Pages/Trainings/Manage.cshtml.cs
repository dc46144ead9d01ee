using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Permissions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Inbox;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/{slug}/bearbeiten: whoever offers a training changes it, moves single dates, calls off, erases a draft.</summary>
internal sealed class ManageTrainingModel(
    Registry registry, TrainingLists lists, TrainingRequests requests, TimeProvider time) : TrainingWorkPage
{
    /// <summary>So many dates to come can be moved here; programs move all.</summary>
    public const int MostDates = 60;

    public Training Training { get; private set; } = null!;

    public IEnumerable<TrainingDate> ToCome => Training.Dates.Where(date => date.EndsAt > time.GetUtcNow()).Take(MostDates);

    private string Id => GlobalId.Encode("Training", Training.Id);

    public async Task<IActionResult> OnGetAsync(string slug) => await FindAsync(slug) ? Page() : NotFound();

    public Task<IActionResult> OnPostSaveAsync(string slug) => StepAsync(slug, "saved", () => TryAsync(
        "changeTraining",
        new ContentChange<TrainingContentInput> { Id = Id, Version = PostedNumber("version") ?? 0, Content = Content() },
        requests.ChangeAsync, AgainAsync, TrainingMutations.Tracked));

    public Task<IActionResult> OnPostPublishAsync(string slug) => StepAsync(slug, "published", () => TryAsync(
        "publishTraining", new ReadInput { Id = Id, Version = PostedNumber("version") ?? 0 }, requests.PublishAsync, AgainAsync,
        TrainingMutations.Tracked));

    public Task<IActionResult> OnPostMoveAsync(string slug) => StepAsync(slug, "moved", () =>
    {
        var (day, minutes) = (PostedDay("startsOn"), PostedNumber("minutes"));
        if (day is null && Problems.Count == 0) Problems.Add(new WorkProblem("startsOn", "wrong.startsOn"));
        var input = new MoveTrainingDateInput(Posted("planned"), day ?? default, Posted("startTime"), minutes)
        {
            Id = Id,
            ExpectedVersion = PostedNumber("version"),
        };
        return TryAsync("moveTrainingDate", input, requests.MoveAsync, AgainAsync, TrainingMutations.Tracked);
    });

    public Task<IActionResult> OnPostCancelDateAsync(string slug) => StepAsync(slug, "dateOff", () => TryAsync(
        "cancelTrainingDate", new CancelTrainingDateInput(Posted("planned")) { Id = Id, ExpectedVersion = PostedNumber("version") },
        requests.CancelDateAsync, AgainAsync, TrainingMutations.Tracked));

    public Task<IActionResult> OnPostCancelAsync(string slug) => StepAsync(slug, "off", () => TryAsync(
        "cancelTraining", new CancelTrainingInput(Posted("reason")) { Id = Id, ExpectedVersion = PostedNumber("version") },
        requests.CancelAsync, AgainAsync, TrainingMutations.Tracked));

    public async Task<IActionResult> OnPostEraseAsync(string slug)
    {
        if (!await FindAsync(slug)) return NotFound();
        var (id, own) = (Training.Id, Training);
        var erased = await TryAsync(
            "eraseTraining", new EraseTrainingInput { Id = Id, ExpectedVersion = PostedNumber("version") }, requests.EraseAsync,
            _ => Task.FromResult<Training?>(own), _ => id);
        return erased is null ? Page() : Redirect(Path("termine/eigene") + "?getan=erased");
    }

    private Task<Training?> AgainAsync(Guid id) => requests.FindAsync(id, Aborted);

    private async Task<IActionResult> StepAsync(string slug, string done, Func<Task<Training?>> run)
    {
        if (!await FindAsync(slug)) return NotFound();
        return await run() is null ? Page() : Redirect($"{Path($"termine/{Training.Slug}/bearbeiten")}?getan={done}");
    }

    // For all but its provider there is no such page.
    private async Task<bool> FindAsync(string slug)
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (await lists.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } training) return false;
        var facts = new Facts
        {
            Owners = training.OrganisationId is { } owner ? [owner] : [],
            Centre = training.CentreKey,
        };
        if (!Rights.Allows(Viewer, Resource.Training, Operation.Change, facts)) return false;
        (Training, Title) = (training, training.Title);
        Draft = TrainingDraft.Of(training, Gazetteer);
        return true;
    }
}
