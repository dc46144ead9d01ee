using MsoNetwork.DirectorySearch;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Lists;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>What pages ask of the network: the same use cases as GraphQL, in this process.</summary>
internal sealed class Registry(
    OrganisationStore store,
    PhraseBook phrases,
    SearchOrganisations search,
    CountVariants variants,
    OrganisationLoaders loaders
)
{
    private static readonly IReadOnlySet<FacetName> AllFacets = Enum.GetValues<FacetName>().ToHashSet();

    /// <summary>Whom pages count, list and draw unless somebody asks for offices too.</summary>
    public static OrganisationFilter Organisations { get; } = new() { Offices = false };

    public OrganisationLoaders Loaders => loaders;

    public async Task<(Gazetteer Gazetteer, VocabularySet Vocabularies)> ReferenceAsync(CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        return (known.Gazetteer, known.Vocabularies);
    }

    /// <summary>Whether a part of a text is understood as a kind of office.</summary>
    public async Task<bool> NamesOfficeAsync(string text, CancellationToken cancellationToken) =>
        UnderstoodQuery
            .Read(text, await phrases.GetAsync(cancellationToken))
            .Parts.SelectMany(part => part.Terms)
            .Any(term => term.Vocabulary == VocabularyName.OrganisationKinds && Offices.Are(term.Key));

    /// <summary>A search with all its facets.</summary>
    public Task<SearchPage> SearchAsync(SearchInput input, CancellationToken cancellationToken) =>
        search.RunAsync(input with { Facets = AllFacets }, cancellationToken);

    /// <summary>The hits of a search, without facets.</summary>
    public Task<SearchPage> FoundAsync(SearchInput input, CancellationToken cancellationToken) => search.RunAsync(input, cancellationToken);

    /// <summary>How many organisations each of these finds, for as many as there is time for.</summary>
    public Task<IReadOnlyList<int>> CountAsync(IEnumerable<SearchVariant> searches, CancellationToken cancellationToken) =>
        variants.RunAsync(searches, cancellationToken);

    /// <summary>A list without words to search for.</summary>
    public async Task<ListPage<ListedOrganisation>> ListAsync(
        OrganisationFilter filter,
        OrganisationOrder? order,
        int first,
        string? after,
        CancellationToken cancellationToken
    )
    {
        var known = await phrases.GetAsync(cancellationToken);
        return OrganisationList.Page(store, known.Gazetteer, known.Vocabularies, filter, order,
            PageRequest.Check(first, after, null, null), OrganisationColumns.All);
    }

    /// <summary>The letters that a list by name has.</summary>
    public async Task<IReadOnlyList<OrganisationLetter>> LettersAsync(OrganisationFilter filter, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        return await OrganisationLetters.ReadAsync(
            store,
            new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies),
            cancellationToken
        );
    }

    /// <summary>A list from its beginning, of any length.</summary>
    public async Task<IReadOnlyList<ListedOrganisation>> WholeListAsync(
        OrganisationFilter filter,
        OrganisationOrder? order,
        int most,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<ListedOrganisation>();
        for (string? after = null; rows.Count < most;)
        {
            var page = await ListAsync(filter, order, Math.Min(PageSize.Most, most - rows.Count), after, cancellationToken);
            rows.AddRange((await page.EdgesAsync(cancellationToken)).Select(edge => edge.Row));
            if (!await page.HasNextPageAsync(cancellationToken)) break;
            after = await page.EndCursorAsync(cancellationToken);
        }

        return rows;
    }

    /// <summary>Those whose content changed last.</summary>
    public async Task<IReadOnlyList<OrganisationEntry>> ChangedAsync(
        OrganisationFilter filter,
        int first,
        CancellationToken cancellationToken
    )
    {
        var known = await phrases.GetAsync(cancellationToken);
        var criteria = new OrganisationCriteria(filter, known.Gazetteer, known.Vocabularies);
        criteria.Conditions.Add(OrganisationList.Changed);
        var request = PageRequest.Check(first, null, null, null);
        var page = OrganisationList.Page(store, criteria, OrganisationOrder.RecentlyUpdated, request, OrganisationColumns.All);
        return [.. (await page.EdgesAsync(cancellationToken)).Select(edge => edge.Row.Entry)];
    }

    /// <summary>Active organisations with their seat in each of these regions, without offices.</summary>
    public Task<IReadOnlyDictionary<string, int>> CountsAsync(IReadOnlyList<string> regions, CancellationToken cancellationToken) =>
        loaders
            .RegionCountsWithoutOffices.Load(regions, found =>
                (IReadOnlyDictionary<string, int>)regions.Distinct().ToDictionary(key => key, key => found(key))
            )
            .GetResultAsync(cancellationToken);

    /// <summary>The entries of integration centres that are called so, by that name.</summary>
    public async Task<IReadOnlyDictionary<string, OrganisationEntry>> CentresAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var known = await phrases.GetAsync(cancellationToken);
        var criteria = new OrganisationCriteria(
            new OrganisationFilter { Kinds = ["integration-centre"] },
            known.Gazetteer,
            known.Vocabularies
        );
        criteria.Conditions.Add($"o.alternate_names && {criteria.Conditions.Parameter(names.ToArray())}");
        var page = OrganisationList.Page(
            store,
            criteria,
            OrganisationOrder.Name,
            PageRequest.Check(PageSize.Most, null, null, null),
            OrganisationColumns.All
        );
        var found = new Dictionary<string, OrganisationEntry>(StringComparer.Ordinal);
        foreach (var edge in await page.EdgesAsync(cancellationToken))
        {
            foreach (var name in edge.Row.Entry.AlternateNames) found.TryAdd(name, edge.Row.Entry);
        }

        return found;
    }

    /// <summary>Members of an umbrella body, whatever has become of them.</summary>
    public async Task<ListPage<ListedOrganisation>> MembersAsync(Guid umbrella, CancellationToken cancellationToken)
    {
        var known = await phrases.GetAsync(cancellationToken);
        var criteria = new OrganisationCriteria(
            new OrganisationFilter { Status = Enum.GetValues<OrganisationStatus>() },
            known.Gazetteer,
            known.Vocabularies
        );
        criteria.Conditions.Add(
            OrganisationList.Members.Replace("parent.key", criteria.Conditions.Parameter(umbrella), StringComparison.Ordinal)
        );
        return OrganisationList.Page(
            store,
            criteria,
            OrganisationOrder.Name,
            PageRequest.Check(PageSize.Most, null, null, null),
            OrganisationColumns.Entry
        );
    }
}
