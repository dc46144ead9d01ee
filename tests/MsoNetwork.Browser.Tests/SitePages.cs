using Microsoft.Playwright;

namespace MsoNetwork.Browser.Tests;

/// <summary>
/// Every kind of page and every state of it, in one place: whoever adds a page adds a line, and it is checked by axe, small and large,
/// light and dark, for its width, for requests elsewhere and for complaints of the browser, and photographed.
/// </summary>
internal static class SitePages
{
    /// <summary>A profile of the committed seeds.</summary>
    public const string Profile = "allerweltshaus-koeln-e-v";

    /// <summary>An invented organisation of which everything is known, confirmed by itself.</summary>
    public const string Complete = "erfundener-musterverein";

    /// <summary>Paths below the language.</summary>
    public static readonly string[] Paths =
    [
        "",
        "organisationen",
        "organisationen?q=frauen+bildung",
        "organisationen?q=verein&topics=education&near=K%C3%B6ln&km=50",
        "organisationen?near=Kolln&topics=nix",
        "organisationen?q=xyzzyqwert",
        "liste?topics=education",
        "organisationen/" + Profile,
        "organisationen/" + Complete,
        "organisationen/" + Complete + "/nachricht",
        "organisationen/" + Complete + "/nachricht?sent=waits",
        "gesuche/proberaum-erfunden/nachricht",
        "nachricht/bestaetigen/0123456789012345678901234567890123456789012",
        "nachricht/antworten/0123456789012345678901234567890123456789012",
        "gesuche",
        "gesuche?q=proberaum&direction=SEEKS&topics=culture&near=K%C3%B6ln&km=50",
        "gesuche?q=xyzzyqwert&subjects=nix",
        "gesuche/proberaum-erfunden",
        "gesuche?states=FILLED",
        "gesuche?states=DRAFT&states=nix",
        "regionen/05358/netzwerk",
        "netzwerk/weg",
        "netzwerk/weg?from=house-of-resources-koeln&to=migrafrica",
        "netzwerk/weg?from=xyzzyq&to=verein",
        "gesuche/gefunden-erfunden",
        "beratung",
        "ratgeber",
        "neuigkeiten",
        "neuigkeiten?topic=funding&place=Atlantis",
        "ratgeber/gruendung",
        "beratung?topic=Satzung&place=K%C3%B6ln",
        "beratung?topic=xyzzyqwert&place=Atlantis",
        "konsortium",
        "konsortium?topics=education&topics=antiziganism&places=K%C3%B6ln%2C+Hallenberg&funding=1&lead=" + Profile,
        "regionen",
        "regionen/05",
        "regionen/05358",
        "regionen/05358/blatt",
        "regionen/05315000",
        "api",
        "einbinden",
        "einbinden?region=05315&near=K%C3%B6ln",
        "anmelden",
        "organisationen/" + Complete + "/hinweis?feld=phone",
        "anliegen/00000000000000000000000000000000/bestaetigen?key=nix",
        "bestaetigung/AAAAA-AAAAA",
        "barrierefreiheit",
        "webseiten-pruefung",
        "eintragen",
        "nirgendwo",
    ];

    /// <summary>Looked at in every language: one with plural forms, numbers and facets, one with dates.</summary>
    public static readonly string[] InEveryLanguage =
    [
        "organisationen?q=frauen&near=Aachen",
        "organisationen/" + Complete,
        "gesuche",
        "gesuche/proberaum-erfunden",
        "organisationen/" + Complete + "/nachricht",
        "organisationen/" + Complete + "/hinweis",
        "konsortium?topics=education&topics=culture&places=K%C3%B6ln",
    ];

    /// <summary>What a page becomes when somebody does something: a name, the path, and what is done.</summary>
    public static readonly IReadOnlyDictionary<string, (string Path, Func<IPage, Task> Do)> States = new Dictionary<
        string,
        (string, Func<IPage, Task>)
    >
    {
        ["language menu open"] = ("", page => page.Locator(".languages summary").ClickAsync()),
        ["filters open"] = ("organisationen?q=frauen", page =>
            page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)")
        ),
    };
}
