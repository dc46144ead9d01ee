using System.Globalization;
using System.Text;

namespace MsoNetwork.Search;

/// <summary>The script that a word is written in.</summary>
internal enum Script
{
    Latin,
    Cyrillic,
    Arabic,
    Other,
}

/// <summary>
/// Words as they are spelt in their own script, before folding makes one of what is alike: Persian تابعیت (citizenship) and طبیعت (nature).
/// Only what keyboards differ in is one: case, the Arabic and Persian kaf and yeh, the carriers of hamza, vowel signs, apostrophes.
/// </summary>
internal static class Spelling
{
    private const char FirstAfterLatin = '\u0250';

    /// <summary>How these words of a text are spelt, parted by a blank.</summary>
    public static string Of(string text, IReadOnlyList<Word> words) => Of(text, words, Letter);

    /// <summary>The same, with the letters of one keyboard: Arabic كنيسة is a church, Persian کنیسه a synagogue.</summary>
    public static string Typed(string text, IReadOnlyList<Word> words) =>
        Of(text, words, letter => Letter(letter) is null ? null : char.ToLowerInvariant(letter));

    /// <summary>
    /// How much a word's marks speak against a typo, in typos: one for each marked letter that the name does not have (kardeş is not French
    /// kurdes), half of one for each that it has and that was not typed (Ferrari is not Kurmanji fêrkarî); a name of nine letters is itself
    /// without its marks too.
    /// </summary>
    public static double Marks(string typed, string name)
    {
        var (foreign, lost) = (Marked(typed).Except(Marked(name)).Count(), Marked(name).Count() - Marked(typed).Count());
        return foreign + (name.Length < 9 ? Math.Max(0, lost) / 2.0 : 0);
    }

    private static IEnumerable<char> Marked(string text) => text.Where(letter => letter is > '\u007F' and < FirstAfterLatin);

    private static string Of(string text, IReadOnlyList<Word> words, Func<char, char?> read)
    {
        var spelt = new StringBuilder(text.Length);
        foreach (var word in words)
        {
            if (spelt.Length > 0) spelt.Append(' ');
            foreach (var letter in text.Substring(word.Start, word.Length).Replace('İ', 'i').Normalize(NormalizationForm.FormKC))
            {
                if (read(letter) is { } kept) spelt.Append(kept);
            }
        }

        return spelt.ToString();
    }

    /// <summary>The script of the first letter that is not Latin, else Latin.</summary>
    public static Script ScriptOf(string text)
    {
        foreach (var letter in text)
        {
            if (letter < FirstAfterLatin || !char.IsLetter(letter)) continue;
            if (letter is >= '\u0400' and <= '\u052F') return Script.Cyrillic;
            if (letter is (>= '\u0600' and <= '\u077F') or (>= '\uFB50' and <= '\uFDFF')) return Script.Arabic;
            if (letter is not (>= '\u1E00' and <= '\u1EFF')) return Script.Other;
        }

        return Script.Latin;
    }

    private static char? Letter(char letter) => letter switch
    {
        'ي' or 'ى' or 'ئ' => 'ی',
        'ك' => 'ک',
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ة' or 'ۀ' => 'ه',
        'ؤ' => 'و',
        'ـ' or '\'' or '’' or 'ʼ' or '`' => null,
        _ when char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => null,
        _ when !char.IsLetterOrDigit(letter) && !char.IsSurrogate(letter) => null,
        _ => char.ToLowerInvariant(letter),
    };
}
