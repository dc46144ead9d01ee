namespace MsoNetwork.Search;

/// <summary>What the keys of a segment count for.</summary>
internal sealed class FacetBuckets
{
    private readonly Dictionary<(string Facet, string Key), int> _numbers = [];
    private readonly int[]?[] _ofWord; // the buckets that a key counts in
    private readonly int[] _found;
    private readonly int[] _seen; // the last hit counted there, plus 1

    public FacetBuckets(IEnumerable<KeyFacet> facets, InvertedIndex index)
    {
        _ofWord = new int[index.Keys][];
        foreach (var facet in facets)
        {
            var words = index.Words.Beginning(facet.Family);
            for (var word = words.Start.Value; word < words.End.Value; word++)
                _ofWord[word] = [.. facet.Counted(index.Words[word][facet.Family.Length..]).Select(key => NumberOf(facet.Name, key))];
        }

        _found = new int[_numbers.Count];
        _seen = new int[_numbers.Count];
    }

    /// <summary>Those that have counted anything.</summary>
    public IEnumerable<(string Facet, string Key, int Count)> Counts =>
        _numbers.Where(bucket => _found[bucket.Value] > 0).Select(bucket => (bucket.Key.Facet, bucket.Key.Key, _found[bucket.Value]));

    public void Count(int word, int hit)
    {
        if (_ofWord[word] is not { } buckets) return;
        foreach (var bucket in buckets)
        {
            if (_seen[bucket] == hit + 1) continue;
            _seen[bucket] = hit + 1;
            _found[bucket]++;
        }
    }

    private int NumberOf(string facet, string key)
    {
        if (!_numbers.TryGetValue((facet, key), out var number)) _numbers.Add((facet, key), number = _numbers.Count);
        return number;
    }
}
