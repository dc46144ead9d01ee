using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>How columns of files are called on pages, and in files for people.</summary>
internal static class ColumnTexts
{
    private static readonly string[] ByLanguage = ["description_", "opening_hours_", "rooms_to_lend_", "accessibility_"];

    /// <param name="t">The language's texts.</param>
    /// <param name="column">As the import calls it, also with a language behind it; or as the database does.</param>
    public static string Label(Texts t, string column)
    {
        var text = Array.Find(ByLanguage, text => column.StartsWith(text, StringComparison.Ordinal));
        return text is null ? t[Key(column)] : $"{t[Key(text[..^1])]} ({column[text.Length..]})";
    }

    private static string Key(string column) => column switch
    {
        "alternate_names" => "profile.otherNames",
        "legal_form" => "profile.legalForm",
        "founded" or "founded_year" => "profile.founded",
        "active_in" => "profile.activeIn",
        "target_groups" => "profile.targetGroups",
        "opening_hours" => "profile.openingHours",
        "rooms_to_lend" => "profile.roomsToLend",
        "contact_visible_to" => "profile.contactVisibleTo",
        "kind" or "topics" or "offers" or "languages" or "origins" or "keywords" or "email" or "phone" or "website"
            or "accessibility" => "profile." + column,
        "source_name" or "licence" => "file.column." + column,
        "confirmed_by" or "confirmed_on" => "fresh." + column,
        "descriptions" => "import.field.description",
        "location_protected" => "import.field.protect_location",
        _ => "import.field." + column,
    };
}
