using MsoNetwork.Digests;
using MsoNetwork.Inbox;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>Organisations by the form of /de/organisationen.</summary>
internal sealed class OrganisationDigest(Registry registry, PageAddress address)
    : ListDigest<SearchForm>(SearchSubject.Organisations, registry)
{
    // More than there are in the whole state; of a search by words, as many as the printed list has.
    private const int Most = 100_000, MostByWords = WholeListModel.Most;

    private readonly Registry _registry = registry;

    protected override string List => "organisationen";

    protected override string Title => "search.title";

    public override async Task<IReadOnlyList<Found>> FindAsync(string query, CancellationToken cancellationToken)
    {
        var form = await FormAsync(query, cancellationToken);
        // Said, so that a search that a machine repeats is not counted as one that somebody missed something by.
        var filter = form.Filter with { Status = [OrganisationStatus.Active] };
        var ids = form.Text.Length == 0
            ? (await _registry.WholeListAsync(filter, null, Most, cancellationToken)).Select(one => one.Entry.Id)
            : await ByWordsAsync(new SearchInput(form.Text, filter, MostByWords), cancellationToken);
        return [.. ids.Select(id => new Found($"{id:N}", DigestNews.New, $"{id:N}"))];
    }

    public override async Task<IReadOnlyList<Found>> NewestAsync(string query, int most, CancellationToken cancellationToken)
    {
        var form = await FormAsync(query, cancellationToken);
        if (form.Text.Length > 0) return await base.NewestAsync(query, most, cancellationToken);
        var filter = form.Filter with { Status = [OrganisationStatus.Active] };
        var newest = await _registry.WholeListAsync(filter, OrganisationOrder.RecentlyUpdated, most, cancellationToken);
        return [.. newest.Select(one => new Found($"{one.Entry.Id:N}", DigestNews.New, $"{one.Entry.Id:N}"))];
    }

    public override async Task<IReadOnlyList<DigestItem>> ShowAsync(
        IReadOnlyList<Found> found, string language, CancellationToken cancellationToken)
    {
        var (gazetteer, _) = await _registry.ReferenceAsync(cancellationToken);
        var ids = found.Select(one => Guid.Parse(one.Of)).ToList();
        var entries = await _registry.Loaders.ById.Load(ids, one => ids.Select(one).OfType<OrganisationEntry>().ToList())
            .GetResultAsync(cancellationToken);
        return
        [
            .. entries.Select(entry => new DigestItem(
                DigestNews.New, entry.Name, gazetteer.ByKey(entry.MunicipalityKey)?.Name ?? "",
                address(language, $"organisationen/{entry.Slug}"))
            {
                Key = $"{entry.Id:N}",
                At = entry.UpdatedAt,
            }),
        ];
    }

    protected override SearchForm Read(
        IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems) =>
        SearchForm.Read(query, gazetteer, vocabularies, problems);

    protected override string Written(SearchForm form) =>
        QueryOf(SearchAddress.Of(form with { Sort = null, After = null }, PageLanguage.Default));

    protected override IEnumerable<string> Words(SearchForm form, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) =>
        [.. form.Text.Length > 0 ? [form.Text] : Array.Empty<string>(), .. AskedFor.Chosen(form, gazetteer, vocabularies, t)];

    private async Task<IEnumerable<Guid>> ByWordsAsync(SearchInput input, CancellationToken cancellationToken)
    {
        var found = await _registry.FoundAsync(input, cancellationToken);
        return (await found.EdgesAsync(cancellationToken)).Select(edge => edge.Node.Id);
    }
}
