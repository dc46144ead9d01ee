using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Time;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>/de/liste: all that a search finds, with contacts, on one page to print; it takes the search page's parameters.</summary>
internal sealed class WholeListModel(Registry registry, TimeProvider time) : SitePage
{
    /// <summary>Entries: some forty sheets of paper.</summary>
    public const int Most = 2_000;

    private SearchForm _form = new();

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<OrganisationEntry> Entries { get; private set; } = [];

    public DateOnly Today => time.Today();

    /// <summary>The search itself.</summary>
    public string Search => SearchAddress.Of(_form, Language);

    public async Task OnGetAsync()
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        _form = SearchForm.Read(Request.Query, gazetteer, vocabularies, []).Ordered with { After = null };
        (Title, Description, Unlisted) = (T["list.title"], T["site.claim"], true);
        Asked =
        [
            .. _form.Text.Length > 0 ? [_form.Text] : Array.Empty<string>(),
            .. AskedFor.Chosen(_form, gazetteer, vocabularies, T),
        ];
        var hasWords = _form.Text.Length > 0;
        var input = new SearchInput(_form.Text, _form.Filter, hasWords ? Most : 1) { Requester = HttpContext.Connection.RemoteIpAddress };
        var search = await registry.SearchAsync(input, Aborted);
        Total = search.Answer.TotalCount;
        Entries = hasWords
            ? [.. (await search.EdgesAsync(Aborted)).Select(edge => edge.Node)]
            : [.. (await registry.WholeListAsync(_form.Filter, _form.Sort, Most, Aborted)).Select(row => row.Entry)];
    }
}
