namespace MsoNetwork.Search;

/// <summary>
/// One thing that was typed: a word, or several that together are a term's label or a place's name. A document matches it by any of
/// its meanings.
/// </summary>
/// <param name="Typed">As typed.</param>
/// <param name="Words">Its words, folded by <see cref="Text.Folding.MatchKey"/>.</param>
/// <param name="Terms">The terms it names; documents with a term below it match as well.</param>
/// <param name="Places">The places it names, the most likely first; what lies there or reaches there matches.</param>
/// <param name="MayGoOn">True for a last word that is still being typed: beginnings of words match.</param>
public sealed record QueryPart(
    string Typed,
    IReadOnlyList<string> Words,
    IReadOnlyList<TermMeaning> Terms,
    IReadOnlyList<PlaceMeaning> Places,
    bool MayGoOn
)
{
    /// <summary>The words with ae, oe and ue as they were written (<see cref="Word.Spelt"/>).</summary>
    public IReadOnlyList<string> Spelt { get; init; } = Words;

    /// <summary>How surely the terms were recognised.</summary>
    public Likeness TermLikeness { get; init; }

    /// <summary>How surely the places were recognised.</summary>
    public Likeness PlaceLikeness { get; init; }

    /// <summary>
    /// True for a term's label as it is written in another language only: it is not looked for inside compounds.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>Its word and the next, which says nothing, as one compound ("Frauen Verein": frauenverein); null for none.</summary>
    public string? Compound { get; init; }

    /// <summary>True for what follows a town behind a hyphen (Köln-Kalk): a name, which is read as it stands.</summary>
    public bool IsName { get; init; }

    /// <summary>How much is forgiven: nothing, until nobody has it as it was typed (<see cref="Relaxing"/>).</summary>
    internal Forgiveness Forgiven { get; init; }

    /// <summary>
    /// Where typos are forgiven: the words of the index that may have been meant, for an engine with other rules; null for too many.
    /// </summary>
    internal IReadOnlyList<string>? Meant { get; init; }

    /// <summary>Its words one by one, for where nobody has them together; itself where it is one.</summary>
    internal Lazy<IReadOnlyList<QueryPart>>? Pieces { get; init; }

    /// <summary>Whether it is surely a term or a place: then no typo is looked for.</summary>
    internal bool IsKnown =>
        (Terms.Count > 0 && TermLikeness <= Likeness.Inflected) || (Places.Count > 0 && PlaceLikeness <= Likeness.Inflected);
}

/// <summary>How much is forgiven in a part of a query, from little to much.</summary>
internal enum Forgiveness
{
    Nothing,

    /// <summary>Typos in words, in places, and one in a term.</summary>
    Typos,

    /// <summary>A term two typos away.</summary>
    Guesses,
}

/// <summary>A circle that the text asks for ("Aachen 20 km").</summary>
/// <param name="Place">The place named.</param>
/// <param name="Centre">Of the circle.</param>
/// <param name="RadiusKm">1 to 500.</param>
public sealed record QueryCircle(PlaceMeaning Place, GeoPosition Centre, double RadiusKm);

/// <summary>A text that was typed, taken apart.</summary>
/// <param name="Text">As typed, cleaned of control characters.</param>
/// <param name="Parts">What is looked for, in the order typed; empty for an empty query.</param>
/// <param name="Around">A circle, when a place was given with a radius; then the place is none of the parts.</param>
public sealed record ParsedQuery(string Text, IReadOnlyList<QueryPart> Parts, QueryCircle? Around)
{
    /// <summary>The part that names a place and nothing else; null for none.</summary>
    internal QueryPart? Place => Parts.FirstOrDefault(part => part.Places.Count > 0 && part.Terms.Count == 0);

    /// <summary>Words that say nothing beside the parts; looked for when nobody has any of those.</summary>
    internal IReadOnlyList<QueryPart> LeftOut { get; init; } = [];

    /// <summary>
    /// True when something was typed that holds no word (signs, emoji): then nothing is found, while an empty text lists all.
    /// </summary>
    public bool SaysNothing => Text.Length > 0 && Parts.Count == 0 && Around is null;
}
