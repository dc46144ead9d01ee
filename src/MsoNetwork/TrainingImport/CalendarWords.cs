using System.Text.RegularExpressions;
using MsoNetwork.Errors;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.TrainingImport;

/// <summary>What a calendar says in words and a training in fields: the place, whether it is online, what kind it is, topics.</summary>
internal static partial class CalendarWords
{
    private static readonly (Regex Words, TrainingKind Kind)[] Kinds =
    [
        (ConsultationHours(), TrainingKind.ConsultationHours), (Workshop(), TrainingKind.Workshop),
        (NetworkMeeting(), TrainingKind.NetworkMeeting), (Conference(), TrainingKind.Conference),
    ];

    /// <param name="title">Its title.</param>
    /// <param name="categories">CATEGORIES.</param>
    /// <param name="isSeries">Whether it has several dates.</param>
    public static TrainingKind KindOf(string title, IEnumerable<string> categories, bool isSeries)
    {
        var text = string.Join(' ', categories.Append(title));
        foreach (var (words, kind) in Kinds)
        {
            if (words.IsMatch(text)) return kind;
        }

        return isSeries ? TrainingKind.Series : TrainingKind.Training;
    }

    public static string[] TermsOf(IEnumerable<string> categories, Vocabulary vocabulary) =>
        [.. categories.Take(50).Select(word => vocabulary.Resolve(word.Trim())?.Key).OfType<string>().Distinct().Take(10)];

    /// <summary>LOCATION, as far as it can be told apart. A postcode of elsewhere is refused; without a town it is at the seat.</summary>
    /// <exception cref="NetworkException">"municipality".</exception>
    public static (bool Online, string? Municipality, string? Address) PlaceOf(string? location, Gazetteer gazetteer)
    {
        if (string.IsNullOrWhiteSpace(location)) return (false, null, null);
        var text = location.Length <= 300 ? location : location[..300];
        if (Postcode().Match(text) is { Success: true } code)
        {
            var town = gazetteer.ByPostcode(code.Value).FirstOrDefault()?.Municipality
                ?? throw NetworkException.Invalid("municipality", $"The postcode {code.Value} is not in this state.");
            return (false, town.Key, Address(text[..code.Index]) ?? Address(text[(code.Index + code.Length)..], town.Name));
        }

        if (Online().IsMatch(text)) return (true, null, null);
        var parts = text.Split([',', ';', '\n', '(', ')'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var at = parts.Length - 1; at >= 0; at--)
        {
            if (gazetteer.MunicipalitiesNamed(parts[at]) is [var town])
                return (false, town.Key, Address(string.Join(", ", parts.Where((_, other) => other != at))));
        }

        return (false, null, Address(text));
    }

    private static string? Address(string text, string? without = null)
    {
        var plain = text.Trim(' ', ',', ';', '-', '\n', '\r', '\t', '\\');
        if (plain.Length == 0 || Folding.MatchKey(plain) == Folding.MatchKey(without ?? "")) return null;
        return plain.Length <= 200 ? plain : plain[..199] + "…";
    }

    [GeneratedRegex(@"\b\d{5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Postcode();

    [GeneratedRegex(@"https?://|\b(online|zoom|webinar|microsoft teams|ms teams|big ?blue ?button|jitsi|google meet|skype|digital)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Online();

    [GeneratedRegex("sprechstunde|beratung|consultation hour", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConsultationHours();

    [GeneratedRegex("workshop|werkstatt", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Workshop();

    [GeneratedRegex("netzwerktreffen|vernetzungstreffen|network meeting", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NetworkMeeting();

    [GeneratedRegex("tagung|konferenz|kongress|conference", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Conference();
}
