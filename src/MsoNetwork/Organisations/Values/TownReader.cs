using System.Buffers;
using System.Text.RegularExpressions;
using MsoNetwork.Regions;
using MsoNetwork.Text;

namespace MsoNetwork.Organisations.Values;

/// <summary>What somebody wrote as a town, without what is none of its name.</summary>
/// <param name="Name">The rest.</param>
/// <param name="Postcode">The postcode that stood beside it.</param>
internal readonly record struct WrittenTown(string Name, string? Postcode);

/// <summary>A municipality that a text names together with something else.</summary>
/// <param name="Municipality">It.</param>
/// <param name="Shown">How the place is called.</param>
/// <param name="Doubt">What somebody should look at, before the municipality's name; null: nothing.</param>
/// <param name="Topic">Of the doubt.</param>
/// <param name="IsDistrict">The district of its name is meant: a postcode knows better.</param>
internal sealed record FoundTown(
    RegionEntry Municipality, string Shown, string? Doubt = null, RemarkTopic Topic = RemarkTopic.Value, bool IsDistrict = false);

/// <summary>
/// Towns as people write them. The rules, for a text that is no municipality's name as it stands:
/// 1. Postcode, country, what a town is ("Stadt", "Landeshauptstadt"), numbers of former post offices and of inhabitants go.
/// 2. Abbreviations of a name are read: "Mülheim a.d.R.", "Halle i.W.", "Hamm Westfalen".
/// 3. A name with a sign behind it has a part of the town there: "Köln-Porz", "Köln (Porz)"; with a blank, that is told.
/// 4. What is a district, a second town or an address there is not shown, and told; another state there means another town.
/// 5. A district ("Kreis Unna") is the town of its name, and told; where there is none, it is no town: <see cref="IsArea"/>.
/// </summary>
internal sealed partial class TownReader(Gazetteer gazetteer)
{
    // Behind a name that has no more words they say where the town is, which nobody doubts.
    private static readonly HashSet<string> Surroundings =
        [.. ("i im in w westf westfalen nrw rhld rheinland rhein rh ruhr r lippe sieg erft ems lenne volme eifel sauerland "
            + "siegerland munsterland niederrhein ruhrgebiet mark a am an d der de dem bei deutschland").Split(' ')];

    private static readonly HashSet<string> Small = ["an", "am", "der", "im", "in", "bei"];

    private static readonly HashSet<string> SmallAsWritten = ["a", "an", "am", "b", "bei", "d", "der", "i", "im", "in"];

    private static readonly HashSet<string> OtherStates =
    [
        .. ("saale hessen bayern sachsen niedersachsen thuringen berlin hamburg bremen brandenburg saarland pfalz odenwald taunus "
            + "oldenburg oberpfalz schwaben holstein mecklenburg vorpommern wurttemberg baden harz main oder").Split(' '),
    ];

    private static readonly SearchValues<char> Signs = SearchValues.Create("-,(/–&+;|");

    private List<(RegionEntry Town, string[] Words)>? _names;

    /// <summary>Rule 1.</summary>
    public WrittenTown Clean(string town)
    {
        string? postcode = null;
        if (Before().Match(town) is { Success: true } before) (postcode, town) = (before.Groups[1].Value, before.Groups[2].Value);
        else if (Behind().Match(town) is { Success: true } behind) (town, postcode) = (behind.Groups[1].Value, behind.Groups[2].Value);
        if (gazetteer.MunicipalitiesNamed(town).Count > 0) return new(town, postcode);
        town = Numbers().Replace(Country().Replace(town, ""), "").TrimEnd(' ', ',');
        var kind = Kind().Match(town);
        if (kind.Success && gazetteer.MunicipalitiesNamed(kind.Groups[1].Value).Count == 0) town = town[kind.Length..];
        return new(town, postcode);
    }

    /// <summary>Rule 2: the municipalities of which a text is an abbreviation.</summary>
    public IReadOnlyList<RegionEntry> Abbreviated(string town)
    {
        var words = Words(town);
        if (words.Length < 2) return [];
        _names ??=
        [
            .. gazetteer.Regions.Where(region => region.Level == RegionLevel.Municipality).Select(region => (region, Words(region.Name))),
        ];
        return [.. _names.Where(name => IsAbbreviation(words, name.Words)).Select(name => name.Town)];
    }

    /// <summary>Rules 3 and 4.</summary>
    public FoundTown? Containing(string town)
    {
        if (OfDistrict().Match(town) is { Success: true } district && Only(district.Groups[1].Value) is { } seat) return District(seat);
        var sign = town.AsSpan().IndexOfAny(Signs);
        if (sign > 1 && Only(town[..sign]) is { } named) return Behind(named, town, town[(sign + 1)..], town[sign]);
        for (var blank = town.LastIndexOf(' '); blank > 1; blank = town.LastIndexOf(' ', blank - 1))
        {
            if (Only(town[..blank]) is { } first) return Behind(first, town, town[(blank + 1)..], ' ');
        }

        return null;
    }

    /// <summary>Whether a text is more than a place: it has a house number, or a street's usual ending.</summary>
    public static bool IsAddress(string text) => Address().IsMatch(text);

    /// <summary>Whether it names more than a town: a district, a landscape, the state.</summary>
    public bool IsArea(string text) =>
        gazetteer.Region(text) is { Level: not RegionLevel.Municipality } || gazetteer.Landscape(text).Count > 0;

    private static FoundTown District(RegionEntry town) =>
        new(town, town.Name, "names a district; taken as the town", IsDistrict: true);

    private RegionEntry? Only(string name) => gazetteer.MunicipalitiesNamed(name.Trim()) is [var only] ? only : null;

    private FoundTown? Behind(RegionEntry town, string written, string rest, char sign)
    {
        rest = rest.Trim(' ', ')', '-', ',');
        var words = Words(rest);
        if (words.Any(OtherStates.Contains)) return null;
        if (IsAddress(rest))
        {
            const string Doubt = "holds a whole address; street, postcode and town need columns of their own; taken";
            return new(town, town.Name, Doubt, RemarkTopic.WholeAddress);
        }

        if (words.Length == 0 || words is ["stadt" or "gemeinde"]) return new(town, town.Name);
        if (words is ["kreis" or "landkreis" or "kr", ..]) return District(town);
        if (And().Match(rest) is { Success: true } and) (rest, sign) = (rest[and.Length..], '/');
        if (sign is not (' ' or '-' or '–') && Only(rest) is { } second && second != town)
            return new(town, town.Name, "names two towns; the first was taken");
        return sign == ' '
            ? new(town, written, "is no municipality; taken as a part of a town", RemarkTopic.PartOfTown)
            : new(town, written);
    }

    private static bool IsAbbreviation(string[] written, string[] name)
    {
        if (written[0] != name[0]) return false;
        var (at, of) = (1, 1);
        while (at < written.Length && of < name.Length)
        {
            if (IsShort(written[at], name[of])) (at, of) = (at + 1, of + 1);
            else if (Small.Contains(name[of])) of++;
            else if (SmallAsWritten.Contains(written[at])) at++;
            else return false;
        }

        return of >= name.Length && written[at..].All(Surroundings.Contains);
    }

    // "Rhld." for Rheinland: begins alike, and its letters come in this order; "Westfalen" for "Westf." too.
    private static bool IsShort(string word, string whole)
    {
        if (word[0] != whole[0]) return false;
        if (word == whole || (Surroundings.Contains(word) && word.StartsWith(whole, StringComparison.Ordinal))) return true;
        var at = 0;
        foreach (var letter in whole)
        {
            if (at < word.Length && word[at] == letter) at++;
        }

        return at == word.Length;
    }

    private static string[] Words(string text) => Folding.MatchKey(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(?:DE?[\s-]+)?(\d{5})[\s,]+(\D.*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Before();

    [GeneratedRegex(@"^(\D+?)[\s,]+(?:DE?[\s-]*)?(\d{5})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Behind();

    [GeneratedRegex(@"[\s,(]+(?:Germany|Deutschland|Allemagne|Almanya|NRW|Nordrhein[- ]Westfalen|North Rhine[- ]Westphalia)\)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Country();

    [GeneratedRegex(@"^(?:(?:Land)?Kreis|Kr\.|Städteregion)\s+(\D+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OfDistrict();

    [GeneratedRegex(@"^(?:und|u\.|sowie|and|et|ve|i|[&+])\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex And();

    [GeneratedRegex(@"\s+\d{1,2}\z|\s*\([\d.,\s]+\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?:(?:Große|Alte|kreisfreie|kreisangehörige|mittlere)\s+)*(\p{L}*(?:stadt|gemeinde))\s+(?=\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\d|(?:str\.|straße|strasse|weg|platz|allee|gasse)(?:\s|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
