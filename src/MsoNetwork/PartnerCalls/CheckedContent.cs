using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.PartnerCalls;

/// <summary>What a call may say, checked against the reference data.</summary>
/// <param name="Titles">By BCP 47 tag.</param>
/// <param name="Texts">By the same tags.</param>
/// <param name="Regions">Empty where a place is given, or neither: then the organisation's district is meant.</param>
internal sealed partial record CheckedContent(
    PartnerCallContentInput Given,
    string? FundingLine,
    Dictionary<string, string> Titles,
    Dictionary<string, string> Texts,
    string[] Topics,
    string[] TargetGroups,
    string[] Languages,
    string[] Regions,
    RegionEntry? Place,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    DateOnly? Deadline)
{
    public const int LongestTitle = 200;
    public const int LongestText = 5_000;
    public const int MostLanguages = 20;
    private const string Argument = "input.content.";

    /// <param name="input">As given.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="vocabularies">The terms.</param>
    /// <param name="today">In Berlin.</param>
    /// <exception cref="NetworkException">With all that is wrong.</exception>
    public static CheckedContent Of(PartnerCallContentInput input, Gazetteer gazetteer, VocabularySet vocabularies, DateOnly today)
    {
        var reader = new InputReader();
        var (titles, texts) = Worded(input.Texts, reader);
        DateOnly? Read(DateTime? day, string field) => reader.Read(() => Day(day, field));
        string[] Terms(string field, string[]? keys, int most, VocabularyName vocabulary) =>
            reader.Read(() => Known(field, keys, most, key => Term(field, key, vocabularies[vocabulary])));
        string Region(string key) => gazetteer.ByKey(key)?.Key ?? throw RegionQueries.Unknown(Argument + "regions", key);

        var content = new CheckedContent(
            input, reader.Read(() => Line(input)), titles, texts,
            Terms("topics", input.Topics, 10, VocabularyName.Topics),
            Terms("targetGroups", input.TargetGroups, 10, VocabularyName.TargetGroups),
            Terms("languages", input.Languages, 20, VocabularyName.Languages),
            reader.Read(() => Known("regions", input.Regions, 20, Region)),
            Town(input.Place, gazetteer, reader),
            Read(input.StartsOn, "startsOn"), Read(input.EndsOn, "endsOn"), Read(input.Deadline, "deadline"));
        if (content.EndsOn < content.StartsOn) reader.Refuse(PartnerCallErrors.EndsBeforeStart());
        if (content.Deadline < today || content.EndsOn < today) reader.Refuse(PartnerCallErrors.Late());
        if (input.Partners is < 1 or > 100)
            reader.Refuse(Wrong("partners", $"partners is {input.Partners}; it takes a whole number from 1 to 100."));
        if (input.Regions is { Length: > 0 } && input.Place is not null)
            reader.Refuse(Wrong("place", "regions and place exclude each other: give the regions, or a town with a radius."));
        reader.Done();
        return content;
    }

    /// <summary>Trimmed text that says something, without control characters other than line ends.</summary>
    public static string Plain(string text, string argument, int longest, bool lines)
    {
        var trimmed = text.Trim().ReplaceLineEndings("\n");
        if (trimmed.Length == 0 || trimmed.Length > longest || !trimmed.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            throw Wrong(argument,
                $"{argument} has {trimmed.Length} characters; it takes 1 to {longest}, with at least one letter or digit.");
        // A lone surrogate is read as U+FFFD.
        bool IsNoText(Rune rune) => rune == Rune.ReplacementChar || (Rune.IsControl(rune) && !(lines && rune.Value is '\n' or '\t'));
        return trimmed.Any(InvisibleSigns.Turns) || trimmed.EnumerateRunes().Any(IsNoText)
            ? throw Wrong(argument, $"{argument} has a character that is no text.")
            : trimmed;
    }

    private static (Dictionary<string, string> Titles, Dictionary<string, string> Texts) Worded(
        PartnerCallTextInput[] given, InputReader reader)
    {
        var (titles, texts) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        if (given.Length is 0 or > MostLanguages)
            reader.Refuse(Wrong("texts", $"texts has {given.Length} languages; it takes 1 to {MostLanguages}."));
        foreach (var one in given.Take(MostLanguages))
        {
            var tag = reader.Read(() => Tag(one.Language)) ?? "";
            if (!titles.TryAdd(tag, reader.Read(() => Plain(one.Title, "texts.title", LongestTitle, lines: false))) && tag.Length > 0)
                reader.Refuse(Wrong("texts.language", $"There are two texts in \"{tag}\"; each language comes once."));
            texts[tag] = reader.Read(() => Plain(one.Text, "texts.text", LongestText, lines: true));
        }

        return (titles, texts);
    }

    private static string Tag(string language)
    {
        var tag = string.IsNullOrWhiteSpace(language) ? "" : Vocabularies.Languages.Normalise(language);
        if (!Bcp47().IsMatch(tag))
            throw Wrong("texts.language", $"\"{Shown.Short(language)}\" is no language tag of BCP 47; it takes for example de, en or kmr.");
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? tag.ToLowerInvariant() : tag[..dash].ToLowerInvariant() + tag[dash..];
    }

    private static string? Line(PartnerCallContentInput input) =>
        (input.Subject == PartnerCallSubject.FundingConsortium, string.IsNullOrWhiteSpace(input.FundingLine)) switch
        {
            (true, false) => Plain(input.FundingLine!, "fundingLine", LongestTitle, lines: false),
            (true, true) => throw Wrong("fundingLine", "A consortium names the funding line that it applies for."),
            (false, false) => throw Wrong("fundingLine", "fundingLine goes only with the subject FUNDING_CONSORTIUM."),
            _ => null,
        };

    private static DateOnly? Day(DateTime? day, string field) => day switch
    {
        null => null,
        { Year: >= 2000 and < 2100 } given => DateOnly.FromDateTime(given),
        { Year: var year } => throw Wrong(field, $"{field} lies in the year {year}; it takes a day from 2000 to 2099."),
    };

    private static RegionEntry? Town(PartnerCallPlaceInput? place, Gazetteer gazetteer, InputReader reader)
    {
        if (place is null) return null;
        if (place.RadiusKm is < 1 or > (int)NearPoint.LongestRadiusKm)
            reader.Refuse(Wrong("place.radiusKm",
                $"radiusKm is {place.RadiusKm}; it takes whole kilometres from 1 to {NearPoint.LongestRadiusKm}."));
        if (gazetteer.Municipality(place.Municipality) is { } town) return town;
        reader.Refuse(Wrong("place.municipality",
            $"There is no municipality \"{Shown.Short(place.Municipality)}\"; it takes a key of 8 digits or a name."));
        return null;
    }

    private static string Term(string field, string key, Vocabulary vocabulary)
    {
        if (vocabulary.ByKey(key) is { } term) return term.Key;
        var near = key.Length <= 100 && vocabulary.Nearest(key) is { } meant ? $" Did you mean \"{meant}\"?" : "";
        throw Wrong(field, $"{field} has no term \"{Shown.Short(key)}\".{near}");
    }

    private static string[] Known(string field, string[]? keys, int most, Func<string, string> known)
    {
        if (keys?.Length > most) throw NetworkException.TooMany(Wrong(field, "").Argument!, keys.Length, most);
        return [.. (keys ?? []).Select(known).Distinct(StringComparer.Ordinal)];
    }

    private static NetworkException Wrong(string field, string message) =>
        NetworkException.Invalid(field.StartsWith("input.", StringComparison.Ordinal) ? field : Argument + field, message);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Bcp47();
}
