using Microsoft.AspNetCore.Mvc;
using MsoNetwork.DirectorySearch;
using MsoNetwork.News;
using MsoNetwork.Organisations;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Regions;

/// <summary>/de/regionen/{key}: who is there.</summary>
[KeptPage]
internal sealed class RegionModel(Registry registry, RegionMaps maps, NewsStore news) : SitePage
{
    public const int MostOffices = 12;
    private const int MostListed = 100;
    private const int MostTerms = 10;
    private const int Newest = 5;
    private const int Nearest = 6;
    private const int Few = 5;
    private const int Latest = 3;
    private IReadOnlyDictionary<FacetName, IReadOnlyList<FacetCount>> _facets = new Dictionary<FacetName, IReadOnlyList<FacetCount>>();
    private IReadOnlyDictionary<string, int> _counts = new Dictionary<string, int>();

    public RegionEntry Region { get; private set; } = null!;

    public Gazetteer Gazetteer { get; private set; } = null!;

    public VocabularySet Vocabularies { get; private set; } = null!;

    public int Total { get; private set; }

    /// <summary>The latest news for the region or a larger one.</summary>
    public IReadOnlyList<NewsEntry> News { get; private set; } = [];

    public IReadOnlyList<OrganisationEntry> Changed { get; private set; } = [];

    /// <summary>All with their seat here, by name; of a larger region none.</summary>
    public IReadOnlyList<OrganisationEntry> Listed { get; private set; } = [];

    /// <summary>The offices with their seat here; of a larger region one more than <see cref="MostOffices"/>.</summary>
    public IReadOnlyList<OrganisationEntry> Offices { get; private set; } = [];

    /// <summary>The text that says how full the directory is here.</summary>
    public string Fullness =>
        T[Total == 0 ? "region.none" : Total < Few && Region.Level != RegionLevel.Municipality ? "full.few" : "full.more"];

    /// <summary>The parts of the region; a town that is its own district has none.</summary>
    public IReadOnlyList<RegionEntry> Parts => Region.Children.Count > 1 ? Region.Children : [];

    public IReadOnlyList<RegionEntry> Near { get; private set; } = [];

    public IReadOnlyList<RegionEntry> Above { get; private set; } = [];

    /// <summary>The parts, by how many organisations they have.</summary>
    public RegionMap? PartsMap { get; private set; }

    /// <summary>Where a town lies.</summary>
    public RegionMap? PlaceMap { get; private set; }

    /// <summary>Entries of the responsible centres, by name, where they have one: their contact stands there.</summary>
    public IReadOnlyDictionary<string, OrganisationEntry> CentreEntries { get; private set; } =
        new Dictionary<string, OrganisationEntry>();

    public async Task<IActionResult> OnGetAsync(string key)
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (Gazetteer.ByKey(key) is not { } region) return NotFound();
        Region = region;
        var filter = Registry.Organisations with { Regions = [key] };
        var answer = (await registry.SearchAsync(new SearchInput("", filter, 1), Aborted)).Answer;
        (Total, _facets) = (answer.TotalCount, answer.Facets);
        if (Total is > 0 and <= MostListed)
            Listed = [.. (await registry.WholeListAsync(filter, null, MostListed, Aborted)).Select(row => row.Entry)];
        Offices =
        [
            .. (
                await (await registry.ListAsync(filter with { Offices = true }, null, MostOffices + 1, null, Aborted)).EdgesAsync(Aborted)
            ).Select(edge => edge.Row.Entry),
        ];
        Changed = await registry.ChangedAsync(filter, Newest, Aborted);
        if (region.IntegrationCentres.Count is > 0 and <= 2)
            CentreEntries = await registry.CentresAsync([.. region.IntegrationCentres.Select(centre => centre.Name)], Aborted);
        var latest = news.Page(null, region, PageRequest.Check(Latest, null, null, null));
        News = [.. (await latest.EdgesAsync(Aborted)).Select(edge => edge.Row)];
        Near = NearestTo(region, Gazetteer);
        Above = [.. Up(region).Reverse()];
        _counts = await registry.CountsAsync(
            [.. Parts.Concat(Parts.SelectMany(part => part.Children)).Concat(Near).Select(other => other.Key)],
            Aborted
        );
        if (Parts.Count > 0)
            PartsMap = await maps.PartsAsync(
                this,
                key,
                region.Level == RegionLevel.State ? [.. Parts.SelectMany(part => part.Children)] : Parts,
                Count
            );
        else
            PlaceMap = await maps.TownAsync(this, region.Level == RegionLevel.Municipality ? region : region.Children[0], null, Gazetteer);
        Title = T["region.title", region.Name];
        Description = $"{region.Name}. {T["region.count"]}: {T.Number(Total)}.";
        ShareImage = $"karte.png?regions={region.Key}";
        Unlisted = region is { Level: RegionLevel.Municipality, Parent.Children.Count: 1 }; // the same as its district
        return Page();
    }

    public int Count(RegionEntry region) => _counts.GetValueOrDefault(region.Key);

    public IEnumerable<(string Key, string Label, int Count)> Terms(FacetName facet) =>
        (_facets.GetValueOrDefault(facet) ?? [])
            .Take(MostTerms)
            .Select(value =>
                (value.Key, Vocabularies[DirectoryFacets.VocabularyOf(facet)].ByKey(value.Key)?.Label(Language.Tag) ?? value.Key,
                    value.Count)
            );

    public string List(FacetName? facet = null, string? key = null) => SearchAddress.Of(Here(facet, key), Language);

    /// <summary>All of them on one page to print.</summary>
    public string Whole => SearchAddress.Whole(Here(null, null), Language);

    private SearchForm Here(FacetName? facet, string? key) =>
        new()
        {
            Chosen = facet is { } name
                ? new Dictionary<FacetName, IReadOnlyList<string>> { [FacetName.Regions] = [Region.Key], [name] = [key!] }
                : new Dictionary<FacetName, IReadOnlyList<string>> { [FacetName.Regions] = [Region.Key] },
        };

    private static IEnumerable<RegionEntry> Up(RegionEntry region)
    {
        for (var above = region.Parent; above is not null; above = above.Parent)
        {
            if (above.Children.Count > 1) yield return above;
        }
    }

    // By centres on a flat map: enough to say which are near, and it needs no boundaries, which not every installation has.
    private static List<RegionEntry> NearestTo(RegionEntry region, Gazetteer gazetteer)
    {
        var narrow = Math.Cos(region.Centre.Latitude * Math.PI / 180);
        double Distance(RegionEntry other) =>
            Math.Pow(other.Centre.Latitude - region.Centre.Latitude, 2)
            + Math.Pow((other.Centre.Longitude - region.Centre.Longitude) * narrow, 2);
        return
        [
            .. gazetteer
                .Regions.Where(other => other.Level == region.Level && other != region)
                .OrderBy(Distance)
                .ThenBy(other => other.Key, StringComparer.Ordinal)
                .Take(Nearest),
        ];
    }
}
