using MsoNetwork.Digests;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;
using MsoNetwork.Web.Pages.Trainings;
using PageAddress = MsoNetwork.Inbox.PageAddress;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>Trainings by the form of /de/termine.</summary>
internal sealed class TrainingDigest(
    Registry registry, TrainingLists lists, SearchTrainings search, PageAddress address, TimeProvider time)
    : ListDigest<TrainingForm>(SearchSubject.Trainings, registry)
{
    // Before the last day to register.
    private const int Days = 7;

    private readonly Registry _registry = registry;

    protected override string List => "termine";

    protected override string Title => "trainings.title";

    public override async Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var form = await FormAsync(query, cancellationToken);
        var now = time.GetUtcNow();
        var today = BerlinDay.Of(now);
        var filter = form.Filter(today) is var asked && asked.From is null
            ? asked with { From = today.ToDateTime(TimeOnly.MinValue) } : asked;
        var found = form.Text.Length == 0
            ? (await lists.OfFeedAsync(filter, cancellationToken)).Where(one => one.Dates.Exists(date => date.EndsAt > now))
            : await WithWordsAsync(form.Text, filter, cancellationToken);
        return
        [
            .. found.SelectMany(one => ((IEnumerable<Found>)[TrainingNews.Itself(one)])
                .Concat(TrainingNews.Dates(one, onlyChanged: true, now)).Concat(TrainingNews.Deadline(one, Days, now))),
        ];
    }

    public override async Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        var (gazetteer, _) = await _registry.ReferenceAsync(cancellationToken);
        var t = DigestTexts.Of(language);
        var trainings = await LoadAsync([.. found.Select(one => Guid.Parse(one.Of.Split(' ')[0])).Distinct()], cancellationToken);
        return TrainingNews.Shown(found, trainings, one => TrainingView.WhereOf(one, gazetteer, t),
            one => address(language, $"termine/{one.Slug}"), t, time.GetUtcNow());
    }

    protected override TrainingForm Read(
        IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems) =>
        TrainingForm.Read(query, gazetteer, vocabularies, problems);

    protected override string Written(TrainingForm form) => QueryOf((form with { After = null }).Address(PageLanguage.Default));

    protected override IEnumerable<string> Words(TrainingForm form, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) =>
    [
        .. form.Text.Length > 0 ? [form.Text] : Array.Empty<string>(),
        .. form.HasPlace ? [form.PlaceInWords(gazetteer, t)] : Array.Empty<string>(),
        .. form.ChosenKeys().Select(one => TrainingForm.Label(one.Field, one.Key, gazetteer, vocabularies, t)),
    ];

    private async Task<IEnumerable<Training>> WithWordsAsync(string text, TrainingFilter filter, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var wider = filter with { States = [TrainingState.Published, TrainingState.Cancelled] };
        for (string? after = null; ;)
        {
            var page = await search.RunAsync(text, wider, PageSize.Most, after, facets: false, cancellationToken);
            ids.AddRange((await page.EdgesAsync(cancellationToken)).Select(edge => edge.Node.Training.Id));
            if (!page.Answer.More) break;
            after = await page.EndCursorAsync(cancellationToken);
        }

        return (await LoadAsync(ids, cancellationToken)).Values;
    }

    private async Task<IReadOnlyDictionary<Guid, Training>> LoadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        await lists.ById.Load(ids, found => ids.Select(found).OfType<Training>().DistinctBy(one => one.Id).ToDictionary(one => one.Id))
            .GetResultAsync(cancellationToken);
}
