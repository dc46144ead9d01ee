using MsoNetwork.Text;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Advice;

/// <summary>Needs and reasons in eleven languages, from src/Texts/sentences.</summary>
public static class AdviceSentences
{
    /// <summary>What a need is called.</summary>
    public static string Need(string key, string? language) => SentenceForms.ByTag[SentenceForms.Tag(language)]["need." + key];

    /// <summary>Whether a text is the name of a need in any language.</summary>
    internal static bool IsNamed(string key, string text) => Folding.MatchKey(text) is { Length: > 0 } folded
        && SentenceForms.ByTag.Values.Any(forms => Folding.MatchKey(forms["need." + key]) == folded);

    /// <summary>A reason as a sentence.</summary>
    public static string Of(AdviceReason reason, VocabularySet vocabularies, string? language)
    {
        var tag = SentenceForms.Tag(language);
        var forms = SentenceForms.ByTag[tag];
        var names = reason.About.Select(about => about.Split('.', 2) switch
        {
            ["need", _] => forms[about],
            ["term", var key] => (vocabularies[VocabularyName.Topics].ByKey(key) ?? vocabularies[VocabularyName.Offers].ByKey(key))
                ?.Label(tag) ?? key,
            _ => about,
        });
        return Sentence.WithOneStop(
            Bidi.Format(forms["advice." + reason.Kind], string.Join(forms["list"], Bidi.Each(forms["list"], names))));
    }
}
