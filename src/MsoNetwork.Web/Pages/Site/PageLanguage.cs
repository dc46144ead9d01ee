namespace MsoNetwork.Web.Pages.Site;

/// <summary>
/// A language that the pages speak. .NET's own cultures are not there (InvariantGlobalization), so its habits stand here.
/// </summary>
/// <param name="Tag">BCP 47, the first part of every page's path.</param>
/// <param name="Name">What its speakers call it.</param>
/// <param name="Group">Between thousands.</param>
/// <param name="Point">Between ones and tenths.</param>
/// <param name="Plural">CLDR's category of a whole number.</param>
internal sealed record PageLanguage(string Tag, string Name, string Group, string Point, Func<int, string> Plural)
{
    private const string Thin = "\u202f"; // narrow no-break space

    /// <summary>Written from right to left.</summary>
    public bool IsRightToLeft { get; init; }

    /// <summary>As search engines are told, which know ISO 639-1 only: Kurmancî is Kurdish there.</summary>
    public string Hreflang => Tag == "kmr" ? "ku" : Tag;

    /// <summary>The ten digits, where they are not 0 to 9.</summary>
    public string? Digits { get; init; }

    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>In the order of the language menu; the first is the directory's own.</summary>
    public static IReadOnlyList<PageLanguage> All { get; } =
    [
        new("de", "Deutsch", ".", ",", Plurals.OneIsOne),
        new("en", "English", ",", ".", Plurals.OneIsOne),
        new("tr", "Türkçe", ".", ",", Plurals.OneIsOne),
        new("ar", "العربية", ",", ".", Plurals.Arabic) { IsRightToLeft = true },
        new("uk", "Українська", Thin, ",", Plurals.EastSlavic),
        new("ru", "Русский", Thin, ",", Plurals.EastSlavic),
        new("fr", "Français", Thin, ",", Plurals.ZeroAndOne),
        new("pl", "Polski", Thin, ",", Plurals.Polish),
        new("ro", "Română", ".", ",", Plurals.Romanian),
        new("kmr", "Kurmancî", ".", ",", Plurals.OneIsOne),
        new("fa", "فارسی", "٬", "٫", Plurals.ZeroAndOne) { IsRightToLeft = true, Digits = "۰۱۲۳۴۵۶۷۸۹" },
    ];

    public static PageLanguage Default => All[0];

    public static PageLanguage? Find(string? tag) => All.FirstOrDefault(language => language.Tag == tag);

    /// <summary>The language that a path begins with; German where it begins with none.</summary>
    public static PageLanguage OfPath(PathString path) => Find(path.Value?.Split('/', 3) is [_, var first, ..] ? first : null) ?? Default;
}

/// <summary>CLDR's plural rules for whole numbers.</summary>
internal static class Plurals
{
    public static string OneIsOne(int number) => number == 1 ? "one" : "other";

    public static string ZeroAndOne(int number) => number is 0 or 1 ? "one" : "other";

    public static string Polish(int number) => number == 1 ? "one" : FewBefore(number) ? "few" : "many";

    public static string EastSlavic(int number) => number % 10 == 1 && number % 100 != 11 ? "one" : FewBefore(number) ? "few" : "many";

    public static string Romanian(int number) => number == 1 ? "one" : number == 0 || number % 100 is >= 1 and <= 19 ? "few" : "other";

    public static string Arabic(int number) => number switch
    {
        0 => "zero",
        1 => "one",
        2 => "two",
        _ => (number % 100) switch { >= 3 and <= 10 => "few", >= 11 => "many", _ => "other" },
    };

    private static bool FewBefore(int number) => number % 10 is >= 2 and <= 4 && number % 100 is not (>= 12 and <= 14);
}
