namespace MsoNetwork.Web.Pages;

/// <summary>A long text that is written in German and English only; the other languages show the English one and say so in the markup.</summary>
internal abstract class LongTextPage : SitePage
{
    public string TextLanguage => Language.Tag == "de" ? "de" : "en";

    protected void Name(string german, string english)
    {
        Title = TextLanguage == "de" ? german : english;
        Description = T["site.claim"];
    }
}

/// <summary>/de/api</summary>
internal sealed class ApiModel : LongTextPage
{
    public void OnGet() => Name("Daten nutzen", "Use the data");

    /// <summary>Questions that work as they stand; a test asks them.</summary>
    public static IReadOnlyList<(string German, string English, string Query)> Examples { get; } =
    [
        ("Wer arbeitet zu Bildung, höchstens 15 km von Düren entfernt?", "Who works on education within 15 km of Düren?",
            """
            {
              organisations(
                filter: { topics: ["education"], near: { municipality: "05358008", radiusKm: 15 } }
                first: 10
              ) {
                totalCount
                edges { distanceKm node { name seat { town } contact { website } } }
              }
            }
            """),
        ("Suche mit Tippfehler und in jeder Sprache", "Search with a typo and in any language",
            """
            {
              searchOrganisations(query: "kurdisch frauen dortmnud", first: 5) {
                totalCount
                nodes { name seat { town } }
              }
            }
            """),
        ("Eine Region mit ihren Zahlen", "A region and its numbers",
            """
            {
              region(key: "05315") {
                name
                population
                organisationCount
                integrationCentres { name }
              }
            }
            """),
    ];
}

/// <summary>/de/barrierefreiheit</summary>
internal sealed class AccessibilityModel : LongTextPage
{
    public void OnGet() => Name("Barrierefreiheit", "Accessibility");
}
