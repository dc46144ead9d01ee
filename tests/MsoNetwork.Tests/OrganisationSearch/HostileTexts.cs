namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>
/// Texts that nobody types who means well: any characters, halves of pairs, operators of every language behind the search. Always the same
/// ones.
/// </summary>
internal static class HostileTexts
{
    public const int Count = 10_000;

    private static readonly string[] Pieces =
    [
        "Köln",
        "kadın",
        "Erfunden 7",
        "'; DROP TABLE organisations; --",
        "a & b | !c",
        ":*",
        "<->",
        "\"phrase\"",
        "-word",
        "_geoRadius(1,2,3)",
        "\u200d",
        "\u202e",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\0",
        "\u0007",
        "ﷺ",
        "𝔘𝔫𝔦",
        "ß",
        "İ",
        "20km",
        "999999 km",
        "52349",
        "e.V.",
        "𒀀",
        "\u0301\u0301",
        "()",
        "\\",
        "%",
        "_",
        "Дортмунд",
        "نساء",
        "日本",
        new('x', 80),
        "\t\n",
        "{}",
        "NaN",
        "AND",
        " OR ",
        "NOT",
        "'",
        "\"",
        "IN [",
        "EXISTS",
        "км",
        "kultur",
    ];

    public static IEnumerable<string> All()
    {
        var random = new Random(20261125);
        for (var i = 0; i < Count; i++)
        {
            yield return string.Concat(
                Enumerable
                    .Range(0, random.Next(7))
                    .Select(_ =>
                        random.Next(4) == 0
                            ? ((char)random.Next(0x10000)).ToString()
                            : Pieces[random.Next(Pieces.Length)] + (random.Next(2) == 0 ? " " : "")
                    )
            );
        }
    }
}
