using System.Globalization;
using System.Text.Json;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Profile;

/// <summary>A profile as schema.org's NGO. The serialiser's usual encoder escapes what would end a script element.</summary>
internal static class SchemaOrg
{
    public static string Of(ProfileModel page)
    {
        var entry = page.Entry;
        var data = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NGO",
            ["@id"] = Id(page, entry),
            ["url"] = WebAddress.Of(entry.Website) ?? page.Address,
            ["mainEntityOfPage"] = new Dictionary<string, object>
            {
                ["@type"] = "ProfilePage",
                ["@id"] = page.Address,
                ["inLanguage"] = page.Language.Tag,
                ["dateModified"] = entry.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            ["name"] = entry.Name,
            ["alternateName"] = Some(entry.AlternateNames),
            ["description"] = page.About?.Text,
            ["address"] = new Dictionary<string, object?>
            {
                ["@type"] = "PostalAddress",
                ["streetAddress"] = entry.Street,
                ["postalCode"] = entry.Postcode,
                ["addressLocality"] = entry.Town,
                ["addressRegion"] = "Nordrhein-Westfalen",
                ["addressCountry"] = "DE",
            },
            // A municipality's centre is no place to send somebody to.
            ["location"] =
                entry.Precision == LocationPrecision.Municipality
                    ? null
                    : new Dictionary<string, object>
                    {
                        ["@type"] = "Place",
                        ["geo"] = new Dictionary<string, object>
                        {
                            ["@type"] = "GeoCoordinates",
                            ["latitude"] = entry.Location.Latitude,
                            ["longitude"] = entry.Location.Longitude,
                        },
                    },
            ["email"] = entry.Email,
            ["telephone"] = entry.Phone,
            ["foundingDate"] = entry.FoundedYear?.ToString(CultureInfo.InvariantCulture),
            ["areaServed"] = Some([.. entry.ActiveIn.Select(page.Gazetteer.ByKey).OfType<RegionEntry>().Select(region => region.Name)]),
            ["knowsLanguage"] = Some(entry.Languages),
            ["knowsAbout"] = Some([.. page.Labels(VocabularyName.Topics, entry.Topics).Select(term => term.Label)]),
            ["memberOf"] = page.Umbrellas.Count == 0 ? null : page.Umbrellas.Select(umbrella => Reference(page, umbrella)).ToArray(),
        };
        return JsonSerializer.Serialize(data.Where(pair => pair.Value is not null).ToDictionary(), JsonSerializerOptions.Default);
    }

    private static string[]? Some(string[] values) => values.Length == 0 ? null : values;

    // The same on the pages of all languages, and none of them: an organisation is no page.
    private static string Id(ProfileModel page, OrganisationEntry entry) =>
        $"{page.Origin}/{PageLanguage.Default.Tag}/organisationen/{entry.Slug}#organisation";

    private static Dictionary<string, object> Reference(ProfileModel page, OrganisationEntry other) => new()
    {
        ["@type"] = "Organization",
        ["@id"] = Id(page, other),
        ["name"] = other.Name,
    };
}
