using System.Text.Json;
using MsoNetwork.DirectorySearch;
using MsoNetwork.OrganisationSearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Map;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.About;

/// <summary>/de/: what this is, and the search.</summary>
internal sealed class StartModel(Registry registry, RegionMaps maps) : SitePage
{
    private const int Topics = 12;
    private const int LargestRegions = 12;

    /// <summary>What one can do here: the name of its text and icon, and where.</summary>
    public IReadOnlyList<(string Name, string Address)> CanDo { get; private set; } = [];

    public int Total { get; private set; }

    public int Towns { get; private set; }

    public int LanguageCount { get; private set; }

    public IReadOnlyList<(string Key, Term? Term, string Label, int Count)> Popular { get; private set; } = [];

    public IReadOnlyList<(RegionEntry Region, int Count)> Regions { get; private set; } = [];

    public RegionMap? Map { get; private set; }

    public async Task OnGetAsync()
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var answer = (await registry.SearchAsync(new SearchInput("", Registry.Organisations, 1), Aborted)).Answer;
        var counts = await registry.CountsAsync(
            [.. gazetteer.Regions.Where(region => region.Level >= RegionLevel.District).Select(region => region.Key)],
            Aborted
        );
        ShareImage = "karte.png";
        Total = answer.TotalCount;
        Towns = counts.Count(pair => pair.Key.Length == 8 && pair.Value > 0);
        LanguageCount = answer.Facets.GetValueOrDefault(FacetName.Languages)?.Count ?? 0;
        Popular =
        [
            .. (answer.Facets.GetValueOrDefault(FacetName.Topics) ?? [])
                .Take(Topics)
                .Select(value => (value, vocabularies[VocabularyName.Topics].ByKey(value.Key)))
                .Select(topic => (topic.value.Key, topic.Item2, topic.Item2?.Label(Language.Tag) ?? topic.value.Key, topic.value.Count)),
        ];
        Regions =
        [
            .. counts
                .Where(pair => pair.Key.Length == 5)
                .Select(pair => (gazetteer.ByKey(pair.Key)!, pair.Value))
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Item1.Key, StringComparer.Ordinal)
                .Take(LargestRegions),
        ];
        CanDo =
        [
            ("find", Path("organisationen")),
            ("advice", Path("beratung")),
            ("join", Path("eintragen")),
            ("partners", Path("konsortium")),
            ("learn", Path("termine")),
            ("money", Path("foerderung")),
        ];
        Map = await maps.PartsAsync(this, "05", [.. gazetteer.Regions.Where(region => region.Level == RegionLevel.District)], region =>
            counts.GetValueOrDefault(region.Key)
        );
        Title = T["start.title"];
        Description = T["site.claim"];
        LinkedData = JsonSerializer.Serialize(AsWebSite());
    }

    /// <summary>schema.org's WebSite, which tells search engines how to ask our search.</summary>
    private Dictionary<string, object> AsWebSite() => new()
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "WebSite",
        ["name"] = T["site.name"],
        ["url"] = Origin + Path(""),
        ["inLanguage"] = Language.Tag,
        ["potentialAction"] = new Dictionary<string, object>
        {
            ["@type"] = "SearchAction",
            ["target"] = Origin + Path("organisationen") + "?q={words}",
            ["query-input"] = "required name=words",
        },
    };
}
