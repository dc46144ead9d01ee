using System.Globalization;
using System.Text;
using MsoNetwork.Errors;

namespace MsoNetwork.Search;

/// <summary>
/// Reads what was typed:
/// 1. Words are cut and folded as those of the index; a word given twice counts once.
/// 2. From the left, the longest run of up to nine words that is a term's label or synonym or a place's name is one part; endings are
/// forgiven. A name that is spelt as typed means that one, whatever else folds to the same; Russian and Ukrainian in Latin letters is known
/// however it is typed.
/// 3. A single word that names nothing may be a name's beginning (the last word; of three terms at most), a name with typos, or a compound
/// whose first piece is a term. The nearest counts, a place before a term. What follows a town behind a hyphen is a word as it stands.
///    Terms of one or two letters, folded, are known only as they are spelt.
/// 4. Words that say nothing ("und", "in", "organisation", "dernek") are left out as long as others remain; a last single letter is a
///    beginning. One that is a term elsewhere (French "dans" is a filler, Turkish "dans" is dance) stays when nothing but places is beside
///    it, unless it is a word for what every entry is, an association.
/// Words for the surroundings of a place ("Raum Köln") are left out before it.
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
            throw NetworkException.TooMany("query", text.Length, Longest, "characters");
        var clean = Clean(text);
        var words = Words.In(clean);
        var goesOn = words.Count > 0 && words[^1].Start + words[^1].Length == clean.Length;
        if (words.Count > MostWords) (words, goesOn) = (words[..MostWords], false);
        var radius = TakeRadius(clean, words);
        var parts = Parts(clean, words, goesOn, known);
        if (parts.Exists(part => part is { Places.Count: > 0, PlaceLikeness: Likeness.Same }))
            parts = parts.ConvertAll(part => part.PlaceLikeness >= Likeness.Typo ? part with { Places = [] } : part);
        parts.RemoveAll(part => IsSurrounding(parts, parts.IndexOf(part)));
        QueryCircle? around = null;
        if (radius is { } km && parts.Find(part => part.Places.Count > 0) is { } place)
        {
            parts.Remove(place);
            parts.RemoveAll(part => part.Words.All(word => StopWords.Around.Contains(word)));
            around = new QueryCircle(place.Places[0], Centre(place, known), km);
        }

        var telling = parts.FindAll(part => !SaysNothing(part));
        if (telling.TrueForAll(part => part.Places.Count > 0))
            telling = parts.FindAll(part => !SaysNothing(part) || (part.IsKnown && !IsAssociation(part)));
        if (telling.Count == 0 && around is null) telling = parts;
        return new ParsedQuery(clean.Trim(), [.. telling.Select(part => WithCompound(part, parts))], around)
        {
            LeftOut = [.. parts.Except(telling)],
        };
    }

    /// <summary>A place without the words that stand around one: "im Raum Köln" is Köln. Empty where nothing else is.</summary>
    public static string PlaceOf(string text)
    {
        var words = Words.In(text);
        var first = words.FindIndex(word => !StandsAround(word.Key));
        return first < 0 ? "" : text[words[first].Start..].Trim();
    }

    private static bool StandsAround(string word) => StopWords.Around.Contains(word) || StopWords.Surroundings.Contains(word);

    // "Raum in Köln" is a room; "Umgebung von Bonn" is not.
    private static bool IsSurrounding(List<QueryPart> parts, int at)
    {
        if (parts[at].Words is not [var word] || !StopWords.Surroundings.Contains(word)) return false;
        var next = at + 1;
        while (word != "raum" && next < parts.Count && parts[next].Words.All(StopWords.Around.Contains)) next++;
        return next < parts.Count && parts[next].Places.Count > 0;
    }

    /// <summary>Who is called Frauenverein comes before a Frauengruppe for who types "Frauen Verein".</summary>
    private static QueryPart WithCompound(QueryPart part, List<QueryPart> parts) =>
        part.Words.Count == 1
        && parts.IndexOf(part) + 1 is var next
        && next < parts.Count
        && parts[next].Words is [var word]
        && StopWords.Associations.Contains(word)
            ? part with { Compound = part.Words[0] + word }
            : part;

    private static bool SaysNothing(QueryPart part) =>
        part.Words.All(word => StopWords.All.Contains(word) && !(part.MayGoOn && word.Length == 1));

    private static bool IsAssociation(QueryPart part) => part.Words.All(StopWords.Associations.Contains);

    private static List<QueryPart> Parts(
        string text,
        List<Word> words,
        bool goesOn,
        KnownPhrases known,
        int longest = Phrases<TermMeaning>.Most
    )
    {
        var parts = new List<QueryPart>();
        for (var i = 0; i < words.Count;)
        {
            var length = Math.Min(longest, words.Count - i);
            while (length > 1 && !IsPhrase(text, words.GetRange(i, length), known)) length--;
            var run = words.GetRange(i, length);
            var isName = i > 0 && length == 1 && parts[^1].Places.Count > 0 && AreJoined(text, words[i - 1], words[i]);
            var part = isName
                ? Name(text, run[0])
                : Part(text, run, goesOn && i + length == words.Count, known);
            if (!parts.Exists(other => other.Words.SequenceEqual(part.Words))) parts.Add(part);
            else if (part.MayGoOn) parts[parts.FindIndex(other => other.Words.SequenceEqual(part.Words))] = part;
            i += length;
        }

        return parts;
    }

    private static bool AreJoined(string text, Word left, Word right) =>
        right.Start == left.Start + left.Length + 1 && text[right.Start - 1] is '-' or '‐' or '–';

    private static bool IsPhrase(string text, List<Word> run, KnownPhrases known) =>
        known.Terms.Find(text, run).Meanings.Count > 0
        || known.Places.Find(text, run) is { Meanings.Count: > 0, Likeness: Likeness.Same }
        || known.Terms.FindLatin(run).Count > 0;

    /// <summary>A part of a town behind its name (Köln-Kalk): the word as it stands, whatever else it might mean.</summary>
    private static QueryPart Name(string text, Word word) =>
        new(text.Substring(word.Start, word.Length), [word.Key], [], [], MayGoOn: false) { Spelt = [word.Spelt], IsName = true };

    private static QueryPart Part(string text, List<Word> run, bool goesOn, KnownPhrases known)
    {
        var typed = text[run[0].Start..(run[^1].Start + run[^1].Length)];
        var keys = run.ConvertAll(word => word.Key);
        var terms = known.Terms.Find(text, run);
        var places = known.Places.Find(text, run);
        if (terms.Meanings.Count > 0 && places.Meanings.Count > 0 && known.Terms.IsSpelt(text, run) != known.Places.IsSpelt(text, run))
        {
            if (known.Terms.IsSpelt(text, run)) places = ([], Likeness.Same);
            else terms = ([], Likeness.Same);
        }

        if (run.Count == 1)
        {
            var coded = known.OfCode(keys[0]).Select(code => code.Place).ToList();
            if (coded.Count > 0) places = (coded, Likeness.Same);
            if (keys[0].Length <= 2)
                terms = (known.OfFewLetters(typed), Likeness.Same);
            if (StopWords.Associations.Contains(keys[0]) && terms.Likeness != Likeness.Same)
                terms = ([], Likeness.Same); // "migrants" are no women
            else if (keys[0].Length > 2 && StopWords.All.Contains(keys[0]) && !known.Terms.IsSpelt(text, run))
                terms = ([], Likeness.Same); // German "der" is not Kurmanji dêr, a church
        }

        var isLatin = terms.Meanings.Count == 0 && places.Meanings.Count == 0;
        if (isLatin) terms = (known.Terms.FindLatin(run), Likeness.Inflected);
        if (terms.Meanings.Count == 0 && places.Meanings.Count == 0 && run.Count == 1 && !StopWords.All.Contains(keys[0]))
            (terms, places) = Likely(text, run[0], goesOn, known);
        // What is known as it stands is no beginning of something else: "iş" (work) not of Islam, "din" (religion) not of Dinslaken.
        var mayGoOn = goesOn && !(terms is { Meanings.Count: > 0, Likeness: Likeness.Same } && known.Terms.IsSpelt(text, run));
        return new QueryPart(typed, keys, terms.Meanings, places.Meanings, mayGoOn)
        {
            Spelt = run.ConvertAll(word => word.Spelt),
            TermLikeness = terms.Likeness,
            PlaceLikeness = places.Likeness,
            IsForeign = known.IsForeign(typed) || (isLatin && terms is { Meanings.Count: > 0, Likeness: Likeness.Inflected }),
            Pieces = run.Count == 1 ? null : new(() => Pieces(text, run, goesOn, known)),
        };
    }

    private static List<QueryPart> Pieces(string text, List<Word> run, bool goesOn, KnownPhrases known)
    {
        var pieces = Parts(text, run, goesOn, known, longest: 1);
        return pieces.Exists(piece => !SaysNothing(piece)) ? pieces.FindAll(piece => !SaysNothing(piece)) : pieces;
    }

    /// <summary>
    /// What a word that names nothing may have meant: a beginning, a compound's first piece, or the nearest with typos. As near, a place
    /// comes before a term: from a proper name to a word of the vocabulary no typo leads.
    /// </summary>
    private static ((IReadOnlyList<TermMeaning>, Likeness) Terms, (IReadOnlyList<PlaceMeaning>, Likeness) Places) Likely(
        string text,
        Word word,
        bool goesOn,
        KnownPhrases known
    )
    {
        var (terms, places) = (Like(known.Terms, text, word, goesOn), Like(known.Places, text, word, goesOn));
        if (
            terms is { Meanings.Count: > 0, Likeness: Likeness.Beginning }
            || places is { Meanings.Count: > 0, Likeness: Likeness.Beginning }
        )
        {
            return (
                terms.Likeness == Likeness.Beginning ? terms : ([], Likeness.Same),
                places.Likeness == Likeness.Beginning ? places : ([], Likeness.Same)
            );
        }

        if (terms.Meanings.Count == 0 && places.Meanings.Count == 0) return ((known.Terms.FindHead(word.Key), Likeness.Piece), places);
        if (terms.Meanings.Count == 0 || places.Meanings.Count == 0) return (terms, places);
        return places.Likeness <= terms.Likeness ? (([], Likeness.Same), places) : (terms, ([], Likeness.Same));
    }

    private static (IReadOnlyList<T> Meanings, Likeness Likeness) Like<T>(Phrases<T> phrases, string text, Word typed, bool goesOn)
        where T : notnull
    {
        var like = phrases.FindLike(text, typed, goesOn);
        return like is { Likeness: Likeness.Beginning, Meanings.Count: > MostBegun } ? phrases.FindLike(text, typed, goesOn: false) : like;
    }

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
            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.Value == '§' ? "Paragraf " : rune.ToString());
        }

        return clean.ToString();
    }
}
