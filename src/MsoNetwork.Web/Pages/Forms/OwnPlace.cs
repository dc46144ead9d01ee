using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// Coordinates in the field for a place are shown as a sentence ("Mein Standort (Hagen)"); a hidden field beside it, "here", has the
/// numbers. It counts as long as the sentence is left as it was.
/// </summary>
internal static class OwnPlace
{
    public const string Parameter = "here";

    /// <summary>What the field for a place shows.</summary>
    public static string Shown(string near, Gazetteer gazetteer, Texts t) =>
        NearPosition.Parse(near) is { } here ? Sentence(here, gazetteer, t) : near;

    /// <summary>The coordinates, where the field still shows their sentence in any language.</summary>
    public static string? Read(IQueryCollection query, Gazetteer gazetteer)
    {
        var (here, near) = (query[Parameter].ToString(), query["near"].ToString().Trim());
        return near.Length > 0 && NearPosition.Parse(here) is { } position
            && PageLanguage.All.Any(language => Sentence(position, gazetteer, Texts.Of(language)) == near) ? here : null;
    }

    private static string Sentence(Position here, Gazetteer gazetteer, Texts t) =>
        t["near.here", gazetteer.NearestMunicipality(here).Name];
}
