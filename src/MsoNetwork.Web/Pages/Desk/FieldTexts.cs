using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Desk;

/// <summary>How fields of an entry and their values are called on pages.</summary>
internal static class FieldTexts
{
    /// <param name="t">The page's texts.</param>
    /// <param name="field">Input of a draft, for example phone.</param>
    public static string Label(Texts t, string field) => t[field switch
    {
        "foundedYear" => "profile.founded",
        "alternateNames" => "profile.otherNames",
        "kind" or "legalForm" or "activeIn" or "accessibility" or "topics" or "targetGroups" or "offers" or "languages" or "origins"
            or "keywords" or "email" or "phone" or "website" or "openingHours" or "roomsToLend" or "contactVisibleTo" => "profile." + field,
        "name" or "description" or "street" or "postcode" or "town" or "latitude" or "longitude" or "protectLocation" or "status" =>
            "field." + field,
        "partnerCalls" => "calls.title",
        "trainings" => "trainings.title",
        _ => "field.other",
    }];

    /// <param name="t">The page's texts.</param>
    /// <param name="path">Path of a field in Organisation, for example contact.phone.</param>
    public static string PathLabel(Texts t, string path) => path switch
    {
        "verification.state" or "verification.on" => t["field.verification"],
        "location" or "location.precision" => t["field.location"],
        "seat.municipality" => t["field.town"],
        "slug" => t["field.slug"],
        "logo" => t["entry.section.Logo"],
        "mergedFrom" => t["merge.merged"],
        "sources" or "memberOf" or "members" => t["profile." + path],
        _ => Label(t, path[(path.LastIndexOf('.') + 1)..]),
    };

    /// <summary>A value line by line, words of ours in the page's language.</summary>
    public static IEnumerable<string> Lines(Texts t, string field, IReadOnlyList<string> lines, Gazetteer regions) => field == "activeIn"
        ? lines.Select(key => regions.ByKey(key)?.Name ?? key) : Lines(t, field, lines);

    /// <summary>The same of a field that is about no regions.</summary>
    public static IEnumerable<string> Lines(Texts t, string field, IReadOnlyList<string> lines) => lines.Select(line => field switch
    {
        "legalForm" when Enum.TryParse<LegalForm>(line.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var form) =>
            t["legal." + form],
        "status" when Enum.TryParse<OrganisationStatus>(line, ignoreCase: true, out var status) => t["status." + status],
        "contactVisibleTo" when Enum.TryParse<ContactAudience>(line, ignoreCase: true, out var audience) => t["audience." + audience],
        "protectLocation" when line is "yes" or "no" => t["desk." + line],
        _ => line,
    });
}
