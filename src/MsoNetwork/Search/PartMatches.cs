namespace MsoNetwork.Search;

/// <summary>
/// What matches the parts of queries in one segment, each looked for once: questions that differ in their conditions or in a part share
/// the others.
/// </summary>
internal sealed class PartMatches(InvertedIndex index) : IDisposable
{
    // What a part means follows from its text, and from whether it may go on.
    private readonly Dictionary<(string, string?, bool, bool, int, Forgiveness), byte[]> _found = [];

    /// <summary>How many parts were looked for.</summary>
    public int Count => _found.Count;

    /// <summary>One match for each document (<see cref="PartMatcher"/>); not to be changed.</summary>
    public byte[] Of(QueryPart part, bool titlesOnly)
    {
        var key = (part.Typed, part.Compound, part.MayGoOn, titlesOnly, part.Terms.Count + part.Places.Count, part.Forgiven);
        if (_found.TryGetValue(key, out var known)) return known;
        var matches = index.Rent();
        PartMatcher.Match(part, index, matches);
        if (titlesOnly) KeepTitles(matches);
        _found.Add(key, matches);
        return matches;
    }

    public void Dispose()
    {
        foreach (var matches in _found.Values) index.Return(matches);
    }

    private static void KeepTitles(Span<byte> matches)
    {
        for (var number = 0; number < matches.Length; number++)
        {
            if (PartMatcher.Field(matches[number]) > (int)MatchField.OtherTitle) matches[number] = PartMatcher.None;
        }
    }
}
