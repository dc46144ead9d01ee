using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages;

/// <summary>/de/: what this is, and the search.</summary>
internal sealed class StartModel(Registry registry, StateMap map) : SitePage
{
    private const int Topics = 12;
    private const int LargestRegions = 12;

    public int Total { get; private set; }

    public int Towns { get; private set; }

    public int LanguageCount { get; private set; }

    public IReadOnlyList<(string Key, string Label, int Count)> Popular { get; private set; } = [];

    public IReadOnlyList<(RegionEntry Region, int Count)> Regions { get; private set; } = [];

    /// <summary>The districts to draw; empty where no boundaries are loaded.</summary>
    public IReadOnlyList<(string Key, string Name, int Count, int Shade, string Path)> Map { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(Aborted);
        var answer = (await registry.SearchAsync("", new OrganisationFilter(), 1, null, Aborted)).Routed.Answer;
        var counts = await registry.CountsAsync([.. gazetteer.Regions.Where(region => region.Level >= RegionLevel.District).Select(region => region.Key)], Aborted);
        Total = answer.TotalCount;
        Towns = counts.Count(pair => pair.Key.Length == 8 && pair.Value > 0);
        LanguageCount = answer.Facets.GetValueOrDefault(FacetName.Languages)?.Count ?? 0;
        Popular = [.. (answer.Facets.GetValueOrDefault(FacetName.Topics) ?? []).Take(Topics).Select(value => (value.Key, vocabularies[VocabularyName.Topics].ByKey(value.Key)?.Label(Language.Tag) ?? value.Key, value.Count))];
        Regions = [.. counts.Where(pair => pair.Key.Length == 5).Select(pair => (gazetteer.ByKey(pair.Key)!, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Item1.Key, StringComparer.Ordinal).Take(LargestRegions)];
        var most = counts.Where(pair => pair.Key.Length == 5).Max(pair => pair.Value);
        Map = [.. (await map.OutlinesAsync(gazetteer, Aborted)).Select(outline => (outline.Key, gazetteer.ByKey(outline.Key)!.Name, counts[outline.Key], StateMap.Shade(counts[outline.Key], most), outline.Path))];
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
