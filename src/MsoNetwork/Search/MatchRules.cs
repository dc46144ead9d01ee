namespace MsoNetwork.Search;

/// <summary>
/// What matches, and what comes first. Proven one by one in the tests under the same numbers.
/// Matching a word:
/// 1. The same word after folding: case, umlauts (ä, ae, a), ß and ss, diacritics, other scripts by transliteration.
/// 2. The same word with another ending (Kultur, Kulturen; Mädchen, Mädchens).
/// 3. The last word, while it is being typed, matches beginnings; so does any of several words where otherwise nothing would be found.
/// 4. Where nobody has the very word, one typo from 5 letters, two from 9: insertion, deletion, substitution, transposition, anywhere.
///    Letters count as typed (Koeln has 5); a typed word that is none of the index may have lost some, then those of the word meant count.
///    Numbers have no typos, nor what is a term or a place as it stands. A term is guessed from 6 letters with one typo, from 10 with two,
///    in its own script and alphabet and with its first letter only, and with two typos only where nothing else is as near.
/// 5. A piece of a compound (Frauen in Frauenverein), the pieces apart (Frauenverein: Frauen, Verein), and, as loosely as a typo, the first
/// piece alone, be it a word or a term (Mädchengruppe: Mädchen).
/// 6. A term by its label or a synonym in any language, with all terms below it, and behind them who has a German word for it in the text
/// (jüdische Gemeinde: Synagoge); a kind of organisation, as loosely, by the target group or topic of the same name (women's organisation:
/// women);
/// a place by any of its names, or by postcode: who has the seat or works there; a landscape by its districts;
///    for a town also, as loosely as two typos, the other towns of its district.
/// Matching a query:
/// 7. What nobody has of all that is searched does not count; a phrase that nobody has counts as its words, and where nothing is left, the
///    words that say nothing do. All other parts should match. When fewer than 10 documents have them all, those that lack one follow, then
///    two, down to half of the parts; when nobody has half, those that have most. All this is decided before filters: a filter never raises
///    a total, and more words never turn hits into none (but kilometres around a place do, as they ask for a circle).
/// Order:
/// 8. More parts matched, with as many who has the place; then fewer typos; then the field (title, other title, keyword, place, body);
/// then exactness; then the distance, if a place was given (within a town or a landscape named none); then the shorter name; then
/// what is confirmed before what is not (any more), each by the last change or confirmation, the newest first; then the id.
/// 9. Without words: by distance if a place was given, else by name.
/// </summary>
public static class MatchRules
{
    /// <summary>So many hits are enough not to look for those that lack a part.</summary>
    public const int Enough = 10;

    /// <summary>Letters that the pieces of a compound have at least.</summary>
    public const int CompoundPiece = 4;

    /// <summary>Typos forgiven in a word of this many letters.</summary>
    public static int Typos(int letters) => letters switch { < 5 => 0, < 9 => 1, _ => 2 };

    /// <summary>
    /// The number of parts that a hit needs, from how many documents match how many of them.
    /// </summary>
    /// <param name="matching">At index n the documents that match n parts.</param>
    public static int Needed(ReadOnlySpan<int> matching)
    {
        var all = matching.Length - 1;
        var least = Math.Max(1, (all + 1) / 2);
        var found = 0;
        for (var parts = all; parts > 1; parts--)
        {
            found += matching[parts];
            if (found >= Enough || (found > 0 && parts <= least)) return parts;
        }

        return 1;
    }
}
