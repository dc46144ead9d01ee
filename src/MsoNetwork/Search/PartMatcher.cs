namespace MsoNetwork.Search;

/// <summary>
/// Finds who matches one part of a query. A match is one byte, smaller is better: typos (2 bits), field (3), looseness (3), so that
/// fewer typos count before the field and the field before exactness (<see cref="MatchRules"/>).
/// </summary>
internal static class PartMatcher
{
    public const byte None = 255;

    /// <summary>Whether it is the very word, or that with another ending.</summary>
    public static bool IsTheWordItself(byte match) => Typos(match) == 0 && Looseness(match) <= Inflected;

    /// <summary>Letters that a word must have to be looked for inside compounds, and that must be left of the compound.</summary>
    private const int Compound = MatchRules.CompoundPiece, Rest = 3;

    /// <summary>Letters that a word may lose to its stem and still begin the same compounds (Kindern, Kindergarten).</summary>
    private const int LongestEnding = 3;

    /// <summary>What lies around a place named matches as loosely as two typos.</summary>
    private const int Neighbours = 2;

    private const int Same = 0, Inflected = 1, Begun = 2, Piece = 3, Apart = 4, Translated = 5;

    public static int Typos(byte match) => match >> 6;

    public static int Field(byte match) => (match >> 3) & 7;

    public static int Looseness(byte match) => match & 7;

    /// <summary>Fills <paramref name="matches"/>, one for each document of the index.</summary>
    public static void Match(QueryPart part, InvertedIndex index, Span<byte> matches)
    {
        matches.Fill(None);
        var telling = part.Words.Zip(part.Spelt).Where(word => part.Words.Count == 1 || !StopWords.All.Contains(word.First)).ToList();
        // Kurmanji "dêr" (church) is not found in every "der".
        if (part is { IsForeign: true, Words: [var word], Terms.Count: > 0 } && StopWords.All.Contains(word)) telling = [];
        if (telling.Count == 1) MatchWord(telling[0], part, index, matches);
        else if (telling.Count > 1) MatchAll(telling, part, index, matches);
        foreach (var term in IsForgiven(part.TermLikeness, part.Forgiven) ? part.Terms : [])
        {
            var (typos, looseness) = Cost(part.TermLikeness);
            Take(index, term.Key, typos, looseness, matches);
            foreach (var key in term.Narrower) Take(index, key, typos, looseness + 1, matches);
            foreach (var key in term.Twins) Take(index, key, typos, Translated, matches);
        }

        if (part.IsForeign || (part.Terms.Count > 0 && part.TermLikeness <= Likeness.Inflected)) MatchTranslations(part, index, matches);
        if (part.PlaceLikeness >= Likeness.Typo && part.Forgiven == Forgiveness.Nothing) return;
        foreach (var place in part.Places) MatchPlace(place, part.PlaceLikeness, index, matches);
    }

    private static bool IsForgiven(Likeness likeness, Forgiveness forgiven) => likeness switch
    {
        Likeness.Typo => forgiven >= Forgiveness.Typos,
        Likeness.TwoTypos => forgiven >= Forgiveness.Guesses,
        _ => true,
    };

    private static void MatchPlace(PlaceMeaning place, Likeness likeness, InvertedIndex index, Span<byte> matches)
    {
        var (typos, looseness) = Cost(likeness);
        Take(index, IndexKey.In(place.Key), typos, looseness + 1, matches, place: true); // 0 has who is also called so
        var reaching = index.Words.Beginning(IndexKey.Reaching(place.Key));
        for (var key = reaching.Start.Value; key < reaching.End.Value; key++)
            Take(index, key, typos, looseness + 2, matches, place: true);
        if (place.Around is { } around) Take(index, IndexKey.In(around), Neighbours, Apart, matches, place: true);
    }

    /// <summary>
    /// The fewest typos; of what has as few, the weightiest field and the most exact match, be it two different ones: then it is at
    /// best as exact as another ending.
    /// </summary>
    private static byte Better(byte known, int typos, int field, int looseness)
    {
        var match = Packed(typos, field, looseness);
        if (known == None || typos < Typos(known)) return match;
        if (typos > Typos(known) || (field >= Field(known) && looseness >= Looseness(known))) return known;
        if (field <= Field(known) && looseness <= Looseness(known)) return match;
        return Packed(typos, Math.Min(field, Field(known)), Math.Max(Inflected, Math.Min(looseness, Looseness(known))));
    }

    private static byte Packed(int typos, int field, int looseness) => (byte)((typos << 6) | (field << 3) | looseness);

    /// <summary>
    /// Most names are in one language: "kadın" also finds Frauenverein that has not chosen the term, behind all that have. So does one word
    /// for a term another: "jüdische Gemeinde" finds Synagoge.
    /// </summary>
    private static void MatchTranslations(QueryPart part, InvertedIndex index, Span<byte> matches)
    {
        // The word itself has been looked for.
        var typed = part is { IsForeign: false, Words: [var single] } ? Words.Stem(single) : "";
        var words = part.Terms.SelectMany(term => term.Words).Distinct()
            .Where(word => word.Length >= Compound && Words.Stem(word) != typed);
        var found = index.Rent();
        Array.Fill(found, None);
        foreach (var word in words)
        {
            var stem = Words.Stem(word);
            foreach (var inflected in index.Words.WithStem(stem)) Take(index, inflected, 0, Same, found);
            MatchPieces(word, stem, index, found);
        }

        for (var number = 0; number < found.Length; number++)
        {
            if (found[number] == None) continue;
            // Who has chosen the term and is called so in the title comes before who has only chosen it.
            matches[number] = matches[number] == None
                ? Packed(0, (int)MatchField.Keyword, Translated)
                : Better(matches[number], 0, Field(found[number]), Translated);
        }

        index.Return(found);
    }

    private static (int Typos, int Looseness) Cost(Likeness likeness) => likeness switch
    {
        Likeness.Same => (0, Same),
        Likeness.Inflected => (0, Inflected),
        Likeness.Beginning => (0, Begun),
        Likeness.Piece or Likeness.Typo => (1, Same),
        _ => (2, Same),
    };

    /// <summary>All of several words must be there; the worst of their matches counts.</summary>
    private static void MatchAll(List<(string Key, string Spelt)> words, QueryPart part, InvertedIndex index, Span<byte> matches)
    {
        var one = index.Rent();
        for (var i = 0; i < words.Count; i++)
        {
            Array.Fill(one, None);
            MatchWord(words[i], i == words.Count - 1 ? part : part with { MayGoOn = false }, index, one);
            for (var number = 0; number < one.Length; number++)
                matches[number] = i == 0 ? one[number] : Math.Max(matches[number], one[number]);
        }

        index.Return(one);
    }

    private static void MatchWord((string Key, string Spelt) typed, QueryPart part, InvertedIndex index, Span<byte> matches)
    {
        var (word, words) = (typed.Key, index.Words);
        if (words.Find(word) is >= 0 and var same) Take(index, same, 0, Same, matches);
        var stem = Words.Stem(word);
        if (!part.IsForeign) // Romanian "român" is not inflected as German is, to Roma
        {
            foreach (var inflected in words.WithStem(stem)) Take(index, inflected, 0, Inflected, matches);
        }

        if (part.Compound is { } compound && words.Find(compound) is >= 0 and var joined) Take(index, joined, 0, Same, matches);
        if (part.MayGoOn)
        {
            var begun = words.Beginning(word);
            for (var number = begun.Start.Value; number < begun.End.Value; number++)
            {
                if (word.Length > 1 || !StopWords.All.Contains(words[number])) Take(index, number, 0, Begun, matches);
            }
        }

        if (char.IsAsciiDigit(word[0])) return;
        if (word.Length >= Compound && !part.IsForeign)
        {
            MatchPieces(word, stem, index, matches);
            MatchApart(word, index, matches);
        }

        if (part.Forgiven == Forgiveness.Nothing) return;
        foreach (var (number, typos) in NearWords.Of(word, typed.Spelt, part.MayGoOn, words)) Take(index, number, typos, Same, matches);
    }

    /// <summary>
    /// "Frauen" in Frauenverein, "Verein" in Kulturverein; Islam is no piece of Island, and towns are no compounds ("Kirchen" is no piece
    /// of Gelsenkirchen, nor "Mann" of Mettmann).
    /// </summary>
    private static void MatchPieces(string word, string stem, InvertedIndex index, Span<byte> matches)
    {
        var words = index.Words;
        var head = word.Length - stem.Length > LongestEnding || word.EndsWith("nd", StringComparison.Ordinal) ? word : stem;
        var begun = words.Beginning(head);
        for (var number = begun.Start.Value; number < begun.End.Value; number++)
        {
            if (words[number].Length >= head.Length + Rest && !index.IsPlace(number)) Take(index, number, 0, Piece, matches);
        }

        foreach (var number in words.Ending(word))
        {
            if (words[number].Length >= word.Length + Rest && !index.IsPlace(number)) Take(index, number, 0, Piece, matches);
        }
    }

    /// <summary>
    /// "Frauenverein" for Frauen and Verein apart; and, as loose as a typo, for Frauen alone. The word is cut where both pieces are
    /// words of the index, with or without a joining s or n.
    /// </summary>
    private static void MatchApart(string word, InvertedIndex index, Span<byte> matches)
    {
        var words = index.Words;
        for (var cut = Compound; cut <= word.Length - Compound; cut++)
        {
            var tail = word[cut..];
            if (words.Find(tail) < 0 && words.WithStem(Words.Stem(tail)).IsEmpty) continue;
            var heads = Heads(word[..cut], words);
            if (heads.Count == 0) continue;
            var tails = index.Rent();
            Array.Fill(tails, None);
            if (words.Find(tail) is >= 0 and var same) Take(index, same, 0, Apart, tails);
            foreach (var inflected in words.WithStem(Words.Stem(tail))) Take(index, inflected, 0, Apart, tails);
            foreach (var number in words.Ending(tail)) Take(index, number, 0, Apart, tails);
            foreach (var head in heads)
            {
                foreach (var posting in index.Postings(head))
                {
                    var document = InvertedIndex.Number(posting);
                    var field = (int)InvertedIndex.Field(posting);
                    matches[document] = tails[document] == None
                        ? Better(matches[document], 1, field, Apart)
                        : Better(matches[document], 0, Math.Max(field, Field(tails[document])), Apart);
                }
            }

            index.Return(tails);
        }
    }

    private static List<int> Heads(string head, WordList words)
    {
        var found = new List<int>();
        foreach (var form in head[^1] is 's' or 'n' ? [head, head[..^1]] : (string[])[head])
        {
            if (form.Length < Compound) continue;
            if (words.Find(form) is >= 0 and var same) found.Add(same);
            foreach (var inflected in words.WithStem(Words.Stem(form))) found.Add(inflected);
        }

        return found;
    }

    private static void Take(InvertedIndex index, string key, int typos, int looseness, Span<byte> matches, bool place = false)
    {
        if (index.Words.Find(key) is >= 0 and var number) Take(index, number, typos, looseness, matches, place);
    }

    private static void Take(InvertedIndex index, int word, int typos, int looseness, Span<byte> matches, bool place = false)
    {
        foreach (var posting in index.Postings(word))
        {
            var number = InvertedIndex.Number(posting);
            ref var match = ref matches[number];
            var field = InvertedIndex.Field(posting);
            // A town's word says no more than the seat itself, which is as loose: who is also called so comes first.
            match = Better(
                match,
                typos,
                (int)(place ? MatchField.Title : field),
                !place && field == MatchField.Place ? Math.Max(looseness, 1) : looseness
            );
        }
    }
}
