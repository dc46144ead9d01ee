using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Regions;

/// <summary>/de/regionen: all districts and cities, by government district.</summary>
internal sealed class RegionsModel(Registry registry, RegionMaps maps) : SitePage
{
    private IReadOnlyDictionary<string, int> _counts = new Dictionary<string, int>();

    public IReadOnlyList<RegionEntry> Groups { get; private set; } = [];

    public RegionMap? Map { get; private set; }

    public async Task OnGetAsync()
    {
        var (gazetteer, _) = await registry.ReferenceAsync(Aborted);
        Groups = gazetteer.ByKey("05")?.Children ?? [];
        _counts = await registry.CountsAsync(
            [.. Groups.SelectMany(group => group.Children.Prepend(group)).Select(region => region.Key)],
            Aborted
        );
        Map = await maps.PartsAsync(this, "05", [.. Groups.SelectMany(group => group.Children)], Count);
        Title = T["regions.title"];
        Description = T["site.claim"];
    }

    public int Count(RegionEntry region) => _counts.GetValueOrDefault(region.Key);
}
