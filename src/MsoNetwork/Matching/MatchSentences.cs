using System.Globalization;
using MsoNetwork.Organisations;
using MsoNetwork.PartnerCalls;
using MsoNetwork.Regions;
using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Matching;

/// <summary>
/// Reasons as sentences, from src/Texts/sentences/{tag}.json: one form per kind, in eleven languages, of which German and English are
/// reviewed. {0} is what the reason is about, {1} the organisation suggested, {2} the one it is suggested to. No form depends on a number.
/// </summary>
public static class MatchSentences
{
    /// <summary>A sentence names so many terms or organisations; the API's lists have them all.</summary>
    private const int MostNamed = 4;

    private const string SamePlace = "SamePlace";

    /// <summary>Nearby, where one of both is known by its town only.</summary>
    private const string NearbyTown = "NearbyTown";
    private const double SameSpotMetres = 500;

    /// <summary>In the language asked for, else its base language, else German.</summary>
    public static string Of(MatchReason reason, MatchNetwork network, VocabularySet vocabularies, Gazetteer gazetteer, string? language)
    {
        var tag = SentenceForms.Tag(language);
        var forms = SentenceForms.ByTag[tag];
        var metres = reason.Metres ?? double.MaxValue;
        var key =
            reason.Kind != MatchReasonKind.Nearby ? reason.Kind.ToString()
            : metres < SameSpotMetres ? SamePlace
            : network.Members[reason.Of].IsTownOnly || (reason.For is { } place && network.Members[place].IsTownOnly) ? NearbyTown
            : nameof(MatchReasonKind.Nearby);
        var about = reason switch
        {
            { Calls.Count: > 0 } => List(
                Sought(reason)
                    .Select(call =>
                        Bidi.Format(forms["quote"], LocalisedText.Choose(call.Titles, tag)!.Text)
                    ),
                forms
            ),
            { Terms.Count: > 0 } => List(vocabularies[reason.Vocabulary].ByKeys([.. reason.Terms]).Select(term => term.Label(tag)), forms),
            { Regions.Count: > 0 } => List(reason.Regions.Select(region => gazetteer.ByKey(region)?.Name ?? region), forms),
            { Partners.Count: > 0 } => List(reason.Partners.Select(place => network.Members[place].Name), forms),
            { Metres: not null } => InDigits(Math.Round(metres / 1000).ToString("0", CultureInfo.InvariantCulture), forms),
            { LastSign: { } day } => InDigits(day.ToString("MM/yyyy", CultureInfo.InvariantCulture), forms),
            _ => "",
        };
        var sentence = Bidi.Format(
            forms[key],
            about,
            network.Members[reason.Of].Name,
            reason.For is { } self ? network.Members[self].Name : ""
        );
        return Sentence.WithOneStop(sentence);
    }

    /// <summary>The calls that a sentence names: those that seek.</summary>
    public static IEnumerable<MatchCall> Sought(MatchReason reason) =>
        reason.Calls.Where(call => call.Direction == PartnerCallDirection.Seeks);

    private static string InDigits(string text, IReadOnlyDictionary<string, string> forms) =>
        string.Concat(text.Select(letter => char.IsAsciiDigit(letter) ? forms["digits"][letter - '0'] : letter));

    private static string List(IEnumerable<string> names, IReadOnlyDictionary<string, string> forms)
    {
        var all = Bidi.Each(forms["list"], names).ToList();
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            <= MostNamed => string.Format(CultureInfo.InvariantCulture, forms["and"], string.Join(forms["list"], all[..^1]), all[^1]),
            _ => string.Join(forms["list"], all.Take(MostNamed)) + " …",
        };
    }
}
