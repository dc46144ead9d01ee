using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Time;
using MsoNetwork.Trainings;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Calls;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>
/// /de/termine: trainings, workshops, advice and meetings. Words are searched for; without words what is next comes first.
/// </summary>
internal class TrainingsModel(Registry registry, TrainingLists lists, SearchTrainings search, TimeProvider time) : SitePage
{
    public const string MapPath = "termine/karte";

    /// <summary>Behind the language: the list, or the list with its map.</summary>
    public virtual string ListPath => "termine";

    public bool IsMap => ListPath == MapPath;

    /// <summary>What tiles take: the list's parameters.</summary>
    public string MapFilters => (Form with { After = null }).Address(Language).Split('?') is [_, var query] ? query : "";

    public List<FormProblem> Problems { get; } = [];

    public TrainingForm Form { get; private set; } = new();

    public SearchAnswer Answer { get; private set; } = null!;

    public int Total { get; private set; }

    public IReadOnlyList<TrainingView> Hits { get; private set; } = [];

    public string? Next { get; private set; }

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    private IReadOnlyList<FacetCount> KindCounts { get; set; } = [];

    public async Task OnGetAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = TrainingForm.Read(Request.Query, Gazetteer, Vocabularies, Problems);
        try
        {
            await ReadAsync();
        }
        catch (NetworkException error) when (error is { Code: ErrorCode.InvalidInput } && Form.After is not null)
        {
            Problems.Add(new FormProblem("problem.cursor", "", "after"));
            Form = Form with { After = null };
            await ReadAsync();
        }

        Title = Form.Text.Length > 0 ? $"{Form.Text} – {T["trainings.title"]}" : T["trainings.title"];
        Description = T["trainings.lead"];
        Unlisted = !Form.IsEmpty || Form.After is not null;
    }

    public override string ShownAt => Address(Form);

    public string Address(TrainingForm form) => form.Address(Language, ListPath);

    public string Label(string field, string key) => TrainingForm.Label(field, key, Gazetteer, Vocabularies, T);

    /// <summary>What can be chosen, chosen ones first; without a count where nobody counts.</summary>
    public IEnumerable<(string Key, string Label, string Address, int? Count, bool Chosen)> Values(string field) =>
        from value in Counts(field)
        let chosen = Form.Of(field).Contains(value.Key)
        orderby chosen descending
        select ($"{field}:{value.Key}", Label(field, value.Key), Address(Form.Toggle(field, value.Key)), value.Count, chosen);

    private IEnumerable<(string Key, int? Count)> Counts(string field) => field switch
    {
        TrainingForm.When => TrainingForm.Times.Select(key => (key, (int?)null)),
        TrainingForm.Offer => TrainingForm.Offers.Select(key => (key, (int?)null)),
        TrainingForm.Kinds => KindCounts.Select(count => (CallForm.Constant(count.Key), (int?)count.Count)),
        TrainingForm.Topics => Of(FacetName.Topics),
        TrainingForm.Regions => Of(FacetName.Regions),
        TrainingForm.TargetGroups => Of(FacetName.TargetGroups),
        TrainingForm.Centres => [],
        _ => Of(FacetName.Languages),
    };

    private IEnumerable<(string Key, int? Count)> Of(FacetName facet) =>
        (Answer.Facets.GetValueOrDefault(facet) ?? []).Select(count => (count.Key, (int?)count.Count));

    private async Task ReadAsync()
    {
        var filter = Form.Filter(time.Today());
        var isSearch = Form.Text.Length > 0;
        var found = await search.RunAsync(
            Form.Text, filter, isSearch ? PageSize.Default : 0, isSearch ? Form.After : null, facets: true, Aborted);
        (Answer, KindCounts) = (found.Answer, found.Counts(SearchTrainings.Kinds));
        List<ListedTraining> listed;
        if (isSearch)
        {
            listed = [.. (await found.EdgesAsync(Aborted)).Select(hit => hit.Node with { Metres = hit.Metres ?? double.NaN })];
            Total = found.Answer.TotalCount;
            Next = found.Answer.More ? await found.EndCursorAsync(Aborted) : null;
        }
        else
        {
            var page = await lists.PageAsync(filter, PageRequest.Check(null, Form.After, null, null), Aborted);
            listed = [.. (await page.EdgesAsync(Aborted)).Select(edge => edge.Row)];
            // Counted in memory: among 100,000 dates SQL takes ten times as long for the number as for the page.
            Total = Math.Max(found.Answer.TotalCount, listed.Count);
            Next = await page.HasNextPageAsync(Aborted) ? await page.EndCursorAsync(Aborted) : null;
        }

        var providers = await Providers.OfAsync(registry, Gazetteer, listed.Select(one => one.Training), Aborted);
        Hits = [.. listed.Select(one => new TrainingView(this, one.Training, Gazetteer, providers(one.Training)) { Listed = one })];
    }
}
