namespace MsoNetwork.Web.Pages.Account;

/// <summary>What a browser calls itself, in two words that people know. Names of products are the same in every language.</summary>
/// <param name="Browser">Null where it is none of the known.</param>
/// <param name="System">Null where it is none of the known.</param>
internal sealed record Device(string? Browser, string? System)
{
    // The first that fits: most of them also say the names below them.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("DuckDuckGo/", "DuckDuckGo"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    public static Device Of(string agent) => new(Find(agent, Browsers), Find(agent, Systems));

    private static string? Find(string agent, (string Sign, string Name)[] known) =>
        known.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
