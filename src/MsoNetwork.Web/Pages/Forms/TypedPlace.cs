using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Search;
using MsoNetwork.Text;

namespace MsoNetwork.Web.Pages.Forms;

/// <summary>
/// A place as people write it where one is asked for: with street, part of the town, country, other digits, or a letter wrong.
/// </summary>
internal static partial class TypedPlace
{
    private const int Longest = 200;
    private const int ShortestMended = 5; // letters; shorter names are near too many others

    private static readonly HashSet<string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "NRW",
        "Nordrhein-Westfalen",
        "Deutschland",
        "Germany",
        "North Rhine-Westphalia",
    };

    /// <summary>The place as it is called here, empty for all of NRW; as it was typed when nothing is known of it.</summary>
    public static string Read(string typed, Gazetteer gazetteer)
    {
        var near = AsciiDigits(typed.Trim());
        if (near.Length is 0 or > Longest || NearPosition.Parse(near) is not null)
            return near;
        if (Everywhere.Contains(near))
            return "";
        if (gazetteer.ByKey(near) is { Level: RegionLevel.Municipality } town)
            return gazetteer.Municipality(town.Name) == town ? town.Name : near;
        return Readings(near, gazetteer).FirstOrDefault(reading => IsKnown(reading, gazetteer)) ?? Mended(near, gazetteer) ?? near;
    }

    /// <summary>
    /// The regions of an area that is no town: a district by its name, such as Kreis Düren, or a landscape's districts; else empty.
    /// </summary>
    public static IReadOnlyList<RegionEntry> Area(string near, Gazetteer gazetteer) =>
        near.Length is 0 or > Longest || gazetteer.Municipality(near) is not null ? []
        : gazetteer.Region(near) is { Level: RegionLevel.District or RegionLevel.GovernmentDistrict } region ? [region]
        : gazetteer.Landscape(near);

    /// <summary>The known postcode that a place begins with, alone or before the town's name; null if there is none.</summary>
    public static string? Postcode(string near, Gazetteer gazetteer) =>
        near.Split(' ', 2)[0] is { Length: 5 } postcode && postcode.All(char.IsAsciiDigit) && gazetteer.ByPostcode(postcode).Any()
            ? postcode
            : null;

    /// <summary>
    /// The circle around a place as <see cref="Read"/> gives it; null, and a problem with what may have been meant, when nothing is known.
    /// </summary>
    public static NearInput? Around(string near, int km, Gazetteer gazetteer, List<FormProblem> problems)
    {
        if (NearPosition.Parse(near) is { } here) return Circle(here.Latitude, here.Longitude, km);
        if (Postcode(near, gazetteer) is { } postcode) return new NearInput { Postcode = postcode, RadiusKm = km };
        if (near.Length <= Longest && gazetteer.Municipality(near) is { } town)
            return new NearInput { Municipality = town.Key, RadiusKm = km };
        if (Area(near, gazetteer) is { Count: > 0 } parts)
            return Circle(parts.Average(part => part.Centre.Latitude), parts.Average(part => part.Centre.Longitude), km);
        problems.Add(Unknown(near, "near", gazetteer));
        return null;
    }

    /// <summary>
    /// A region of a list of places: a district or town by its name, the town of a postcode. A typo is not mended there but asked about.
    /// </summary>
    public static IReadOnlyList<RegionEntry> Regions(string typed, Gazetteer gazetteer) =>
        Region(typed, gazetteer) is { } one ? [one]
        : Read(typed, gazetteer) is var read && Area(read, gazetteer) is { Count: > 0 } area ? area
        : Mended(typed.Trim(), gazetteer) is null && Region(read, gazetteer) is { } place ? [place]
        : [];

    /// <summary>The same for one region.</summary>
    public static RegionEntry? Region(string typed, Gazetteer gazetteer) =>
        typed.Length > Longest
            ? null
            : gazetteer.Region(typed) ?? gazetteer.Municipality(typed)
                ?? (Postcode(typed, gazetteer) is { } postcode ? gazetteer.ByPostcode(postcode).First().Municipality : null);

    public static FormProblem Unknown(string typed, string argument, Gazetteer gazetteer)
    {
        var near = typed.Length > Longest ? [] : gazetteer.Places.Find(typed, 3);
        return new FormProblem("problem.place", FormProblem.Short(typed), argument)
        {
            Meant = [.. near.Select(place => place.Postcode is null ? place.Name : $"{place.Postcode} {place.Name}").Distinct()],
        };
    }

    private static NearInput Circle(double latitude, double longitude, int km) => new()
    {
        Latitude = latitude,
        Longitude = longitude,
        RadiusKm = km,
    };

    private static bool IsKnown(string near, Gazetteer gazetteer) =>
        Postcode(near, gazetteer) is not null || gazetteer.Municipality(near) is not null || Area(near, gazetteer).Count > 0;

    private static IEnumerable<string> Readings(string near, Gazetteer gazetteer)
    {
        yield return near;
        if (QueryParser.PlaceOf(near) is { Length: > 0 } place && place != near) yield return place;
        foreach (Match match in FiveDigits().Matches(near))
        {
            if (gazetteer.ByPostcode(match.Value).OrderBy(entry => !entry.IsArea).FirstOrDefault() is { } entry)
                yield return $"{match.Value} {entry.Municipality.Name}";
        }

        var parts = near.Split([',', '،'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !Everywhere.Contains(part))
            .ToArray();
        foreach (var part in parts.Reverse())
            yield return part;
        if (
            near.Contains('-', StringComparison.Ordinal)
            && gazetteer.Municipality(near.Replace("-", "", StringComparison.Ordinal)) is { } joined
        )
            yield return joined.Name;
        if (near.IndexOfAny(['-', '(', '/', '–']) is > 2 and var end)
            yield return near[..end].Trim();
        if (gazetteer.Places.Named(near) is { } town) yield return town.Name;
    }

    // One letter: two make Beelen of Berlin.
    private static string? Mended(string near, Gazetteer gazetteer) => near.Length >= ShortestMended && !near.Any(char.IsAsciiDigit)
        && gazetteer.Places.Find(near, 3).Select(place => place.Name).Distinct(StringComparer.Ordinal).ToList() is [var only]
        && EditDistance.Between(Folding.MatchKey(near), Folding.MatchKey(only), 1) <= 1 ? only : null;

    private static string AsciiDigits(string text) =>
        text.All(char.IsAscii)
            ? text
            : string.Concat(
                text.EnumerateRunes()
                    .Select(rune =>
                        Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber
                            ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture)
                            : rune.ToString()
                    )
            );

    [GeneratedRegex(@"(?<!\d)\d{5}(?!\d)")]
    private static partial Regex FiveDigits();
}
