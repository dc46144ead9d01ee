namespace MsoNetwork.Search;

/// <summary>What order and places need to know of a document, beside its words, and what its user filters and counts by.</summary>
/// <param name="Id">Its id; the last thing that order goes by.</param>
/// <param name="Payload">What conditions and facets of the user look at.</param>
/// <param name="SortKey">The order without words.</param>
/// <param name="Freshness">Of equally good ones the highest comes first: days since 1970, or fewer.</param>
/// <param name="Location">Where distances are measured to.</param>
/// <param name="Place">The key of the smallest place it lies in; the keys of larger ones are beginnings of it. Empty for none.</param>
public sealed record IndexEntry<T>(Guid Id, T Payload, string SortKey, int Freshness, GeoPosition Location, string Place)
{
    /// <summary>Circles find it when they come so near.</summary>
    public double ReachMetres { get; init; }

    /// <summary>Words of the title, counted by the index.</summary>
    public int TitleWords { get; init; }
}

/// <summary>A document as the index takes it.</summary>
/// <param name="Entry">What is kept beside the words.</param>
/// <param name="Title">The text that says what it is called.</param>
/// <param name="Texts">Its other texts, each with its weight.</param>
/// <param name="Keys">Its keys (<see cref="IndexKey"/>), each with its weight.</param>
public sealed record IndexDocument<T>(
    IndexEntry<T> Entry,
    string Title,
    IReadOnlyList<(MatchField Field, string Text)> Texts,
    IReadOnlyList<(MatchField Field, string Key)> Keys
)
{
    public Guid Id => Entry.Id;
}
