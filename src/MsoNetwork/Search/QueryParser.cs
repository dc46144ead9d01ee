using System.Globalization;
using System.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.Search;

/// <summary>
/// Reads what was typed:
/// 1. Words are cut and folded as those of the index; a word given twice counts once.
/// 2. From the left, the longest run of up to nine words that is a term's label or synonym or a place's name is one part; endings are
/// forgiven.
/// 3. A single word that names nothing may be a name's beginning (the last word; of three terms at most), a name with typos, or a compound
/// whose first piece is a term.
///    Terms of one or two letters, folded, are known only as they are spelt.
/// 4. Words that say nothing ("und", "in", "organisation") are left out as long as others remain; a last single letter is a beginning.
///    One that is a term elsewhere (French "dans" is a filler, Turkish "dans" is dance) stays when nothing but places is beside it.
/// 5. A place and a number of kilometres beside it ask for a circle; the words around them ("im Umkreis von … um") are left out.
/// </summary>
public static class QueryParser
{
    /// <summary>Characters; more is no search.</summary>
    public const int Longest = 500;

    /// <summary>Words looked at; the rest is left out.</summary>
    public const int MostWords = 16;

    /// <summary>A beginning of more terms than this ("Verein" of Vereinigte Staaten and others) names none of them yet.</summary>
    private const int MostBegun = 3;

    private const double LongestRadiusKm = 500;

    public static ParsedQuery Parse(string text, KnownPhrases known)
    {
        if (text.Length > Longest)
            throw NetworkException.Invalid("query", $"query has {text.Length} characters; at most {Longest} are searched for.");
        var clean = Clean(text);
        var words = Words.In(clean);
        var goesOn = words.Count > 0 && words[^1].Start + words[^1].Length == clean.Length;
        if (words.Count > MostWords) (words, goesOn) = (words[..MostWords], false);
        var radius = TakeRadius(clean, words);
        var parts = Parts(clean, words, goesOn, known);
        QueryCircle? around = null;
        if (radius is { } km && parts.Find(part => part.Places.Count > 0) is { } place)
        {
            parts.Remove(place);
            parts.RemoveAll(part => part.Words.All(word => StopWords.Around.Contains(word)));
            around = new QueryCircle(place.Places[0], Centre(place, known), km);
        }

        var telling = parts.FindAll(part => !SaysNothing(part));
        if (telling.TrueForAll(part => part.Places.Count > 0)) telling = parts.FindAll(part => !SaysNothing(part) || part.Terms.Count > 0);
        return new ParsedQuery(clean.Trim(), telling.Count > 0 || around is not null ? telling : parts, around);
    }

    private static bool SaysNothing(QueryPart part) =>
        part.Words.All(word => StopWords.All.Contains(word) && !(part.MayGoOn && word.Length == 1));

    private static List<QueryPart> Parts(string text, List<Word> words, bool goesOn, KnownPhrases known)
    {
        var parts = new List<QueryPart>();
        for (var i = 0; i < words.Count;)
        {
            var length = Math.Min(Phrases<TermMeaning>.Most, words.Count - i);
            while (length > 1 && !IsPhrase(words.GetRange(i, length), known)) length--;
            var run = words.GetRange(i, length);
            var part = Part(text, run, goesOn && i + length == words.Count, known);
            if (!parts.Exists(other => other.Words.SequenceEqual(part.Words))) parts.Add(part);
            else if (part.MayGoOn) parts[parts.FindIndex(other => other.Words.SequenceEqual(part.Words))] = part;
            i += length;
        }

        return parts;
    }

    private static bool IsPhrase(List<Word> run, KnownPhrases known) =>
        known.Terms.Find(run).Meanings.Count > 0 || known.Places.Find(run) is { Meanings.Count: > 0, Likeness: Likeness.Same };

    private static QueryPart Part(string text, List<Word> run, bool goesOn, KnownPhrases known)
    {
        var typed = text[run[0].Start..(run[^1].Start + run[^1].Length)];
        var keys = run.ConvertAll(word => word.Key);
        var terms = known.Terms.Find(run);
        var places = known.Places.Find(run);
        if (run.Count == 1)
        {
            var coded = known.OfCode(keys[0]).Select(code => code.Place).ToList();
            if (coded.Count > 0) places = (coded, Likeness.Same);
            if (keys[0].Length <= 2)
                terms = (known.OfFewLetters(typed), Likeness.Same);
            if (terms.Meanings.Count == 0 && places.Meanings.Count == 0)
                (terms, places) = (Like(known.Terms, run[0], goesOn), Like(known.Places, run[0], goesOn));
            if (terms.Meanings.Count == 0 && places.Meanings.Count == 0)
                terms = (known.Terms.FindHead(keys[0]), Likeness.Typo);
        }

        return new QueryPart(typed, keys, terms.Meanings, places.Meanings, goesOn)
        {
            Spelt = run.ConvertAll(word => word.Spelt),
            TermLikeness = terms.Likeness,
            PlaceLikeness = places.Likeness,
            IsForeign = known.IsForeign(typed),
        };
    }

    private static (IReadOnlyList<T> Meanings, Likeness Likeness) Like<T>(Phrases<T> phrases, Word typed, bool goesOn)
        where T : notnull =>
        phrases.FindLike(typed, goesOn) is { Likeness: Likeness.Beginning, Meanings.Count: > MostBegun }
            ? phrases.FindLike(typed, goesOn: false)
            : phrases.FindLike(typed, goesOn);

    private static GeoPosition Centre(QueryPart place, KnownPhrases known) =>
        known.OfCode(place.Words[0]).FirstOrDefault()?.Location ?? place.Places[0].Centre;

    /// <summary>Takes "20 km", "20km" or "2,5 km" out of the words; 0 km is the place itself.</summary>
    private static double? TakeRadius(string text, List<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var key = words[i].Key;
            var joined = key.EndsWith("km", StringComparison.Ordinal) && key.Length > 2;
            if (!joined && !(i + 1 < words.Count && StopWords.Kilometres.Contains(words[i + 1].Key))) continue;
            if (!double.TryParse(joined ? key[..^2] : key, NumberStyles.None, CultureInfo.InvariantCulture, out var km)) continue;
            var from = i;
            if (
                i > 0
                && words[i].Start == words[i - 1].Start + words[i - 1].Length + 1
                && text[words[i].Start - 1] is ',' or '.' or '٫'
                && double.TryParse(
                    $"{words[i - 1].Key}.{(joined ? key[..^2] : key)}",
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var exact
                )
            )
            {
                (km, from) = (exact, i - 1);
            }

            words.RemoveRange(from, i - from + (joined ? 1 : 2));
            return km == 0 ? null : Math.Min(km, LongestRadiusKm);
        }

        return null;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate becomes U+FFFD
        {
            // What turns a line round or cannot be seen must not come back with what was understood; joiners belong to Persian words.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D)) continue;
            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return clean.ToString();
    }
}
