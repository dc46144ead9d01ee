namespace MsoNetwork.Search;

/// <summary>What the keys of a segment count for in one facet. Both do not change, so it is made once for them.</summary>
internal sealed class FacetLayout
{
    private readonly int _first; // the first of the family's words
    private readonly int[][] _bucketsOf; // by word, from the first on

    public FacetLayout(KeyFacet facet, WordList all)
    {
        var words = all.Beginning(facet.Family);
        var (numbers, wordsOf) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<List<int>>());
        (Facet, _first, _bucketsOf) = (facet.Name, words.Start.Value, new int[words.End.Value - words.Start.Value][]);
        for (var at = 0; at < _bucketsOf.Length; at++)
        {
            var word = _first + at;
            _bucketsOf[at] = [.. facet.Counted(all[word][facet.Family.Length..]).Select(NumberOf)];
            foreach (var bucket in _bucketsOf[at]) wordsOf[bucket].Add(word);
        }

        (Keys, WordsOf) = ([.. numbers.OrderBy(one => one.Value).Select(one => one.Key)], [.. wordsOf.Select(one => one.ToArray())]);

        int NumberOf(string key)
        {
            if (numbers.TryGetValue(key, out var number)) return number;
            numbers.Add(key, wordsOf.Count);
            wordsOf.Add([]);
            return wordsOf.Count - 1;
        }
    }

    /// <summary>The facet's name.</summary>
    public string Facet { get; }

    /// <summary>What is counted, by bucket.</summary>
    public string[] Keys { get; }

    /// <summary>The words that count in each bucket.</summary>
    public int[][] WordsOf { get; }

    /// <summary>The buckets that a word counts in.</summary>
    public ReadOnlySpan<int> BucketsOf(int word) => (uint)(word - _first) < (uint)_bucketsOf.Length ? _bucketsOf[word - _first] : [];
}
