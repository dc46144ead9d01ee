using System.Buffers;

namespace MsoNetwork.Search;

/// <summary>What the keys of a segment count for.</summary>
internal sealed class FacetBuckets
{
    private readonly Dictionary<(string Facet, string Key), int> _numbers = [];
    private readonly int[]?[] _ofWord; // the buckets that a key counts in
    private readonly int[] _found;
    private readonly int[] _seen; // the last hit counted there, plus 1
    private readonly InvertedIndex _index;

    public FacetBuckets(IEnumerable<KeyFacet> facets, InvertedIndex index)
    {
        (_index, _ofWord) = (index, new int[index.Keys][]);
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

    /// <summary>Counts many hits at once: along the keys' postings, which lie one after the other, rather than from hit to hit.</summary>
    /// <param name="hits">Which documents are hits, by number.</param>
    public void CountAll(bool[] hits)
    {
        var words = Enumerable.Range(0, _found.Length).Select(_ => new List<int>()).ToArray();
        for (var word = 0; word < _ofWord.Length; word++)
        {
            foreach (var bucket in _ofWord[word] ?? []) words[bucket].Add(word);
        }

        var seen = ArrayPool<int>.Shared.Rent(hits.Length); // the last bucket that counted a document, plus 1
        Array.Clear(seen, 0, hits.Length);
        for (var bucket = 0; bucket < words.Length; bucket++)
        {
            foreach (var word in words[bucket])
            {
                foreach (var posting in _index.Postings(word))
                {
                    var number = InvertedIndex.Number(posting);
                    if (!hits[number] || seen[number] == bucket + 1) continue;
                    seen[number] = bucket + 1;
                    _found[bucket]++;
                }
            }
        }

        ArrayPool<int>.Shared.Return(seen);
    }

    private int NumberOf(string facet, string key)
    {
        if (!_numbers.TryGetValue((facet, key), out var number)) _numbers.Add((facet, key), number = _numbers.Count);
        return number;
    }
}
