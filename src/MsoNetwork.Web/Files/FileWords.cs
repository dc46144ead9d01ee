using MsoNetwork.Export;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Desk;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Files;

/// <summary>The words of files for people: those of the pages.</summary>
internal static class FileWords
{
    public static ListWords Of(PageLanguage language, Gazetteer regions)
    {
        var t = Texts.Of(language);
        return new(
            t["file.sheet"],
            column => ColumnTexts.Label(t, column),
            (column, value) => column switch
            {
                "confirmed_by" => t["fresh.by." + value],
                "active_in" => regions.ByKey(value) is { } region ? Name(region) : value,
                "legal_form" => FieldTexts.Lines(t, "legalForm", [value]).Single(),
                "protect_location" => FieldTexts.Lines(t, "protectLocation", [value]).Single(),
                "contact_visible_to" => FieldTexts.Lines(t, "contactVisibleTo", [value]).Single(),
                _ => FieldTexts.Lines(t, column, [value]).Single(),
            }
        );
    }

    // Of a town, its kind is nobody's question; "Kreis Düren" is not Düren.
    private static string Name(RegionEntry region) =>
        region.Level is RegionLevel.District or RegionLevel.GovernmentDistrict && region.Children.Count != 1
            && region.Designation is { } designation && !region.Name.Contains(designation, StringComparison.OrdinalIgnoreCase)
            ? $"{designation} {region.Name}" : region.Name; // many carry theirs in their name
}
