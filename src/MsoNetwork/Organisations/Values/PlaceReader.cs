using System.Text.RegularExpressions;
using MsoNetwork.Regions;

namespace MsoNetwork.Organisations.Values;

/// <summary>
/// From postcode and town to a municipality. The rules:
/// 1. A town's name decides; of several towns of one name the postcode chooses.
/// 2. Where town and postcode disagree, the town wins, also as "Köln-Porz", and the postcode is left out with a warning; one of a single
///    recipient or of post-office boxes stays, because where those are is only roughly known.
/// 3. A town that is no municipality and names none (a quarter, a misspelling) leaves it to the postcode; "Köln-Porz" without one is Köln.
///    How people write towns: <see cref="TownReader"/>.
/// 4. A town's name cut short ("Mülheim") leaves it to a postcode of elsewhere: it is a quarter of that name.
/// 5. Neither: the row is rejected, with the names that are near.
/// </summary>
internal sealed partial class PlaceReader(Gazetteer gazetteer, RowRemarks remarks)
{
    private const int LongestTown = 200;

    private readonly TownReader _towns = new(gazetteer);
    private readonly Dictionary<string, string> _suggestions = new(StringComparer.Ordinal);
    private int _before;

    /// <summary>Whether it is the place that was rejected, whatever else of the row was.</summary>
    private bool IsWrong => remarks.Rejections > _before;

    public ToldPlace? Read(string town, string postcode, string latitude, string longitude)
    {
        _before = remarks.Rejections;
        if (town.Length is > 0 and <= LongestTown && gazetteer.MunicipalitiesNamed(town).Count == 0)
        {
            var written = _towns.Clean(town);
            town = written.Name;
            if (postcode.Length == 0) postcode = written.Postcode ?? "";
        }

        if (town.Length == 0 && Digits().Match(postcode).Groups["town"].Value.TrimEnd(' ', ')') is { Length: > 0 } beside
            && gazetteer.MunicipalitiesNamed(beside).Count > 0) town = beside;
        if (town.Length == 0 && postcode.Length == 0)
        {
            remarks.Reject("town", "town or postcode is needed");
            return null;
        }

        var code = Postcode(postcode, needed: town.Length == 0);
        if (IsWrong)
            return null;
        IReadOnlyList<PostcodeEntry> areas = code is null
            ? []
            : [.. gazetteer.ByPostcode(code).OrderBy(area => !area.IsArea).ThenByDescending(area => area.Municipality.Population)];
        if (code is not null && areas.Count == 0 && town.Length == 0)
        {
            const string Unknown = "is no known postcode of North Rhine-Westphalia; a town beside it decides";
            remarks.Reject("postcode", $"{code} {Unknown}", fault: Unknown, value: code);
            return null;
        }

        var found = town.Length == 0 ? Only(areas) : ByTown(town, areas);
        if (found is not var (municipality, shown)) return null;
        if (code is not null && areas.Count == 0) code = Unlisted(code, municipality);
        if (areas.Count > 0 && areas.All(area => area.Municipality != municipality)) code = Contradicting(areas[0], municipality);
        if (IsWrong) return null;
        var point = CoordinateReader.Read(remarks, latitude, longitude, municipality);
        return IsWrong
            ? null
            : new ToldPlace(municipality.Key, municipality.Name, shown, code, point?.Latitude, point?.Longitude);
    }

    /// <summary>The same place, with a point if one is told.</summary>
    public static ToldPlace? At(ToldPlace place, Gazetteer gazetteer, RowRemarks remarks, string latitude, string longitude)
    {
        var point = CoordinateReader.Read(remarks, latitude, longitude, gazetteer.ByKey(place.MunicipalityKey)!);
        return place with { Latitude = point?.Latitude, Longitude = point?.Longitude };
    }

    private string? Postcode(string text, bool needed)
    {
        if (text.Length == 0) return null;
        if (Digits().Match(text) is { Success: true } digits)
            return string.Concat(digits.Groups["code"].Value.Where(char.IsAsciiDigit));
        if (needed)
        {
            const string Fault = "a postcode has five digits";
            remarks.Reject("postcode", $"{Fault}, not: {RowRemarks.Shorten(text)}", fault: Fault, value: text);
        }
        else remarks.LeaveOut("postcode", text, "a postcode has five digits");
        return null;
    }

    private (RegionEntry Municipality, string Town)? ByTown(string town, IReadOnlyList<PostcodeEntry> areas)
    {
        if (town.Length > LongestTown)
        {
            remarks.Reject("town", $"longer than {LongestTown} characters");
            return null;
        }

        var named = gazetteer.MunicipalitiesNamed(town);
        if (named.Count == 0) named = _towns.Abbreviated(town);
        var agreed = named.FirstOrDefault(municipality => areas.Any(area => area.Municipality == municipality));
        if (agreed is not null) return (agreed, agreed.Name);
        if (named.Count > 1)
        {
            remarks.Reject(
                "town",
                $"{town} may be {string.Join(" or ", named.Select(municipality => $"{municipality.Name} ({municipality.Parent?.Name})"))}; "
                    + "a postcode decides",
                fault: "may be several towns; a postcode decides",
                value: town
            );
            return null;
        }

        if (named.Count == 1 && !(areas is [{ IsArea: true }, ..] && IsCutShort(town, named[0].Name))) return (named[0], named[0].Name);
        var containing = _towns.Containing(town);
        var isArea = containing?.IsDistrict ?? _towns.IsArea(town);
        if (containing is not null && !(isArea && areas.Count > 0)
            && !areas.Any(area => IsDouble(area.Municipality, containing.Municipality)))
        {
            if (containing.Doubt is not null) remarks.Warn(
                    "town",
                    $"{RowRemarks.Shorten(town)} {containing.Doubt}: {containing.Municipality.Name}",
                    containing.Topic,
                    containing.Doubt,
                    town);
            return (containing.Municipality, containing.Shown);
        }

        if (areas.Count > 0)
        {
            const string ByPostcode = "is no municipality; taken by its postcode";
            remarks.Warn("town", $"{town} {ByPostcode}: {areas[0].Municipality.Name}", fault: ByPostcode, value: town);
            return (areas[0].Municipality, isArea ? areas[0].Municipality.Name : town);
        }

        var isAddress = TownReader.IsAddress(town);
        var fault = "is no municipality of North Rhine-Westphalia" + (isAddress ? ": street, postcode and town need columns of their own"
            : isArea ? ", but an area: its town, or a postcode beside it, is needed" : "");
        remarks.Reject(
            "town",
            $"{RowRemarks.Shorten(town)} {fault}{(isAddress || isArea ? "" : Suggestion(town))}",
            isAddress ? RemarkTopic.WholeAddress : RemarkTopic.Value,
            fault,
            town);
        return null;
    }

    // Not every post-office box is in the table: one that begins as the town's own does may well be there.
    private string? Unlisted(string code, RegionEntry municipality)
    {
        var isLikely = municipality.Postcodes.Exists(own => own.AsSpan(0, 3).SequenceEqual(code.AsSpan(0, 3)));
        if (isLikely)
        {
            remarks.Warn(
                "postcode",
                $"{code} is not in the table of postcodes; kept, as others of {municipality.Name} begin so",
                fault: "is not in the table of postcodes; kept, as others of the town begin so",
                value: code);
        }
        else remarks.LeaveOut("postcode", code, "not known in North Rhine-Westphalia; the town was taken");
        return isLikely ? code : null;
    }

    /// <summary>What stays of a postcode that the table has in other towns only.</summary>
    private string? Contradicting(PostcodeEntry area, RegionEntry municipality)
    {
        var reason = $"belongs to {area.Municipality.Name}, not to {municipality.Name}; the town was taken";
        const string Fault = "belongs to another town; the town was taken";
        if (area.IsArea) remarks.LeaveOut("postcode", area.Postcode, reason, fault: Fault);
        else remarks.Warn("postcode", $"{area.Postcode} {reason}", fault: Fault, value: area.Postcode);
        return area.IsArea ? null : area.Postcode;
    }

    private (RegionEntry, string)? Only(IReadOnlyList<PostcodeEntry> areas)
    {
        var municipality = areas[0].Municipality;
        if (areas.Count > 1)
            remarks.Warn(
                "postcode",
                $"{areas[0].Postcode} has several towns ({string.Join(", ", areas.Select(area => area.Municipality.Name))}); the largest "
                    + "was taken",
                fault: "has several towns; the largest was taken",
                value: areas[0].Postcode
            );
        else if (!areas[0].IsArea)
            remarks.Warn(
                "postcode",
                $"{areas[0].Postcode} is a single recipient's or a post-office box's; its town is only roughly known: {municipality.Name}",
                fault: "is a single recipient's or a post-office box's; its town is only roughly known",
                value: areas[0].Postcode
            );
        return (municipality, municipality.Name);
    }

    /// <summary>Whether one name is the other's first half: a misspelt Bedburg-Hau is no quarter of Bedburg.</summary>
    private static bool IsDouble(RegionEntry municipality, RegionEntry half) =>
        municipality.Name.StartsWith(half.Name + "-", StringComparison.Ordinal);

    /// <summary>"Mülheim" for Mülheim an der Ruhr; what stands in brackets is no part of a name.</summary>
    private static bool IsCutShort(string town, string name) =>
        name.StartsWith(town + " ", StringComparison.OrdinalIgnoreCase) && name[town.Length + 1] != '(';

    // Looking for near names takes a moment: not again for the same word, and not without end in a file of wrong ones.
    private string Suggestion(string town)
    {
        if (_suggestions.TryGetValue(town, out var known)) return known;
        if (_suggestions.Count >= 1_000) return "";
        var near = gazetteer.Places.Find(town, 3);
        var text = near.Count == 0 ? "" : $". Near: {string.Join(", ", near.Select(place => place.Name).Distinct(StringComparer.Ordinal))}";
        _suggestions.Add(town, text);
        return text;
    }

    // As "D-50667", "PLZ 50 667", "50667 Köln", "Köln 50667", and as a number with decimals or with its thousands parted.
    [GeneratedRegex(@"^(?:(?:PLZ|Postleitzahl)[\s.:]*)?(?:DE?[\s-]*)?(?<code>\d{2}[\s.,]?\d{3})(?:[.,]0{1,2})?(?:[\s,(/-]+(?<town>\D+))?\z"
        + @"|^(?<town>\p{L}\D*?)[\s,(/]+(?:DE?[\s-]+)?(?<code>\d{5})\)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
