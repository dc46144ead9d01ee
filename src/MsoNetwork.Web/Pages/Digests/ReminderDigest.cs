using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Inbox;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Pages.Trainings;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>
/// One training, by its slug: a reminder before its last day to register and before its dates, and whatever is changed of it.
/// </summary>
internal sealed class ReminderDigest(Registry registry, TrainingLists lists, PageAddress address, TimeProvider time)
    : DigestSource(SearchSubject.Training)
{
    // Before the last day to register, and before a date.
    private const int Deadline = 1, Soon = 2;

    public override async Task<ReadSearch> ReadAsync(string query, string language, CancellationToken cancellationToken)
    {
        var training = await FindTrainingAsync(query, cancellationToken);
        return training is { State: TrainingState.Published } && training.Dates.Exists(date => date.EndsAt > time.GetUtcNow())
            ? new ReadSearch(training.Slug, DigestTexts.Of(language)["save.remindName", training.Title])
            : throw NetworkException.NotFound("query", "There is no training to come with this slug.");
    }

    public override async Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await FindTrainingAsync(query, cancellationToken) is not { } training) return [];
        if (training.State == TrainingState.Cancelled) return [TrainingNews.Itself(training)];
        return
        [
            .. TrainingNews.Dates(training, onlyChanged: false, now),
            .. TrainingNews.Deadline(training, Deadline, now).Select(one => one with { AlsoAtFirst = true }),
            .. TrainingNews.Soon(training, Soon, now).Select(one => one with { AlsoAtFirst = true }),
        ];
    }

    public override async Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return [];
        var (gazetteer, _) = await registry.ReferenceAsync(cancellationToken);
        var t = DigestTexts.Of(language);
        var id = Guid.Parse(found[0].Of.Split(' ')[0]);
        var training = await lists.ById.Load(id, one => one).GetResultAsync(cancellationToken);
        return training is null ? [] : TrainingNews.Shown(found, new Dictionary<Guid, Training> { [id] = training },
            one => TrainingView.WhereOf(one, gazetteer, t), one => address(language, $"termine/{one.Slug}"), t, time.GetUtcNow());
    }

    public override string PathOf(string query) => $"termine/{query}";

    private async Task<Training?> FindTrainingAsync(string slug, CancellationToken cancellationToken) =>
        await lists.BySlug.Load(slug, found => found).GetResultAsync(cancellationToken) is { } training
        && training.State != TrainingState.Draft ? training : null;
}
