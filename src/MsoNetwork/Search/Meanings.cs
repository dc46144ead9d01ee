namespace MsoNetwork.Search;

/// <summary>A term that phrases name: documents that carry its key mean it, those with a narrower one less exactly.</summary>
/// <param name="key">Its key in the index.</param>
/// <param name="narrower">The keys of the terms below it.</param>
/// <param name="words">
/// Single words for it, folded, in the language that most texts are written in: who types it in another language means them too.
/// </param>
public sealed class TermMeaning(string key, IReadOnlyList<string> narrower, IReadOnlyList<string> words)
{
    public string Key => key;

    public IReadOnlyList<string> Narrower => narrower;

    public IReadOnlyList<string> Words => words;

    /// <summary>
    /// Keys of terms that mean nearly the same elsewhere (a women's organisation: women), and match as loosely as a translation.
    /// </summary>
    public IReadOnlyList<string> Twins { get; init; } = [];
}

/// <summary>A place that phrases name: documents that lie in it or reach it mean it.</summary>
/// <param name="key">Its key; those of places in it begin with it.</param>
/// <param name="centre">Where distances are measured from.</param>
/// <param name="around">The key of the place whose other places are near enough to be found behind it; null for none.</param>
public sealed class PlaceMeaning(string key, GeoPosition centre, string? around)
{
    public string Key => key;

    public GeoPosition Centre => centre;

    public string? Around => around;

    /// <summary>True for a part of a landscape: its name means all parts of it together.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>A place named by a number, a postcode.</summary>
public sealed record CodedPlace(PlaceMeaning Place, GeoPosition Location);
