namespace MsoNetwork.Web.Pages.Api;

/// <summary>A question of the API page, which answers it when the page is asked for. A test asks them all.</summary>
internal sealed record ApiExample(string Id, string German, string English, string Query)
{
    public static IReadOnlyList<ApiExample> All { get; } =
    [
        new("near", "Wer arbeitet zu Bildung, höchstens 15 km von Düren entfernt?", "Who works on education within 15 km of Düren?",
            """
            {
              organisations(
                filter: {
                  topics: ["education"]
                  near: { municipality: "05358008", radiusKm: 15 }
                }
                first: 5
              ) {
                totalCount
                edges {
                  distanceKm
                  node { name seat { town } contact { website } }
                }
              }
            }
            """),
        new("search", "Suchen mit Tippfehler, in jeder Sprache", "Search with a typo, in any language",
            """
            {
              searchOrganisations(query: "fraun duisburk", first: 3) {
                totalCount
                nodes { slug name seat { town } }
              }
            }
            """),
        new("region", "Eine Region mit ihren Zahlen", "A region and its numbers",
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
        new("topics", "Alle Themen mit ihren Schlüsseln, auf Türkisch", "All topics with their keys, in Turkish",
            """
            {
              vocabulary(name: TOPICS) {
                key
                label(language: "tr")
                organisationCount
              }
            }
            """),
        new("sources", "Ein Eintrag mit Quelle und Lizenz", "An entry with source and licence",
            """
            {
              organisations(filter: { regions: ["05315"] }, first: 1) {
                nodes {
                  name
                  verification { state on }
                  sources { name url retrievedOn licence }
                }
              }
            }
            """),
    ];
}
