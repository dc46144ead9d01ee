using MsoNetwork.DirectorySearch;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Search;

/// <summary>What was asked for, as a sentence names it.</summary>
internal static class AskedFor
{
    public static string Label(FacetName facet, string key, Gazetteer gazetteer, VocabularySet vocabularies, PageLanguage language) =>
        facet == FacetName.Regions
            ? gazetteer.ByKey(key)?.Name ?? key
            : vocabularies[DirectoryFacets.VocabularyOf(facet)].ByKey(key)?.Label(language.Tag) ?? key;

    /// <summary>Place and choices, without words.</summary>
    public static IEnumerable<string> Chosen(SearchForm form, Gazetteer gazetteer, VocabularySet vocabularies, Texts t) =>
    [
        .. form.HasPlace ? [form.PlaceInWords(gazetteer, t)] : Array.Empty<string>(),
        .. form.Box is not null ? [t["map.box"]] : Array.Empty<string>(),
        .. form.IsFresh ? [t["fresh.chosen"]] : Array.Empty<string>(),
        .. form.Chosen.SelectMany(facet => facet.Value.Select(key => Label(facet.Key, key, gazetteer, vocabularies, t.Language))),
    ];
}
