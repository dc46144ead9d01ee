using MsoNetwork.Networks;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Networks;

/// <summary>What a saved picture of a network says of itself.</summary>
internal static class PictureTexts
{
    /// <param name="network">What is drawn.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="gazetteer">Names of regions.</param>
    /// <param name="vocabularies">Names of topics.</param>
    /// <param name="origin">Scheme and host of this site.</param>
    public static PictureWords Of(
        Network network, PageLanguage language, Gazetteer gazetteer, VocabularySet vocabularies, string origin)
    {
        var (t, filter) = (Texts.Of(language), network.Filter);
        var shown = ShownNodes.Of(network);
        var said = new[]
        {
            Counted("network.organisations", shown.All.Count),
            Counted("network.pairs", network.Graph.Edges),
            Counted("network.alone", shown.Alone.Count),
        };
        // One does not stand without the other.
        string Counted(string key, int count) => $"{t[key]}:\u00a0{t.Number(count)}".Replace(' ', '\u00a0');
        var chosen = filter.Kinds.Order().Select(kind => t["tie." + kind])
            .Concat(filter.Topics.Select(key => vocabularies[VocabularyName.Topics].ByKey(key)?.Label(language.Tag)).OfType<string>());
        return new(
            t["network.title", gazetteer.ByKey(filter.Region)!.Name],
            string.Join(" · ", chosen.Prepend(t["profile.asOf", t.Date(filter.At)].TrimEnd('.')).Concat(said)),
            t["picture.groups"],
            t["picture.outside"],
            t["picture.undated"],
            t["picture.source", t["site.name"], $"{origin}/{language.Tag}/regionen/{filter.Region}/netzwerk"],
            language.IsRightToLeft
        );
    }
}
