using MsoNetwork.DirectorySearch;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.PartnerCalls.Search;
using MsoNetwork.Postings;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>A value of a filter as a link, by which the page finds it again.</summary>
internal sealed record CallValue(string Key, string Label, string Address, int Count, bool Chosen);

/// <summary>/de/gesuche: what organisations seek and offer.</summary>
internal sealed class CallsModel(Registry registry, SearchPartnerCalls search) : SitePage
{
    private IReadOnlyDictionary<Guid, OrganisationEntry> _organisations = new Dictionary<Guid, OrganisationEntry>();

    public List<FormProblem> Problems { get; } = [];

    public CallForm Form { get; private set; } = new();

    public PostingSearchPage<ListedPartnerCall> Results { get; private set; } = null!;

    public IReadOnlyList<HitEdge<ListedPartnerCall>> Hits { get; private set; } = [];

    public string? Next { get; private set; }

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Form = CallForm.Read(Request.Query, Gazetteer, Vocabularies, Problems);
        try
        {
            Results = await AskAsync();
        }
        catch (NetworkException error) when (error is { Code: ErrorCode.InvalidInput } && Form.After is not null)
        {
            Problems.Add(new FormProblem("problem.cursor", "", "after"));
            Form = Form with { After = null };
            Results = await AskAsync();
        }

        Hits = await Results.EdgesAsync(Aborted);
        _organisations = await CallsBox.OrganisationsAsync(registry, Hits.Select(hit => hit.Node), Aborted);
        Next = Results.Answer.More ? await Results.EndCursorAsync(Aborted) : null;
        Title = Form.Text.Length > 0 ? $"{Form.Text} – {T["calls.title"]}" : T["calls.title"];
        Description = T["calls.lead"];
        Unlisted = !Form.IsEmpty || Form.After is not null;
    }

    public CallView View(HitEdge<ListedPartnerCall> hit) => new(this, hit.Node, Gazetteer)
    {
        Metres = hit.Metres,
        Organisation = _organisations.GetValueOrDefault(hit.Node.Call.OrganisationId),
        Highlights = PartnerCallHighlights.Of(hit.Node, hit.Query, Vocabularies, Gazetteer),
    };

    public override string ShownAt => Address(Form);

    public string Address(CallForm form) => form.Address(Language);

    public string Label(string field, string key) => CallForm.Label(field, key, Gazetteer, Vocabularies, T);

    /// <summary>What can be chosen, chosen ones first.</summary>
    public IEnumerable<CallValue> Values(string field) =>
        from value in Counts(field)
        let chosen = Form.Of(field).Contains(value.Key)
        orderby chosen descending
        select new CallValue($"{field}:{value.Key}", Label(field, value.Key), Address(Form.Toggle(field, value.Key)), value.Count, chosen);

    private IEnumerable<FacetCount> Counts(string field) => field switch
    {
        CallForm.Direction => Own(SearchPartnerCalls.Directions),
        CallForm.Subjects => Own(SearchPartnerCalls.Subjects),
        CallForm.States => Own(SearchPartnerCalls.States),
        CallForm.Topics => Results.Answer.Facets.GetValueOrDefault(FacetName.Topics) ?? [],
        CallForm.Regions => Results.Answer.Facets.GetValueOrDefault(FacetName.Regions) ?? [],
        CallForm.TargetGroups => Results.Answer.Facets.GetValueOrDefault(FacetName.TargetGroups) ?? [],
        _ => Results.Answer.Facets.GetValueOrDefault(FacetName.Languages) ?? [],
    };

    private IEnumerable<FacetCount> Own(string facet) =>
        Results.Counts(facet).Select(count => new FacetCount(
            CallForm.Constant(count.Key),
            count.Count
        ));

    private Task<PostingSearchPage<ListedPartnerCall>> AskAsync() =>
        search.RunAsync(Form.Text, Form.Filter, PageSize.Default, Form.After, facets: true, Aborted);
}
