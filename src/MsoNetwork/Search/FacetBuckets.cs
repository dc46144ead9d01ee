using System.Buffers;

namespace MsoNetwork.Search;

/// <summary>Counts hits of a segment by the keys that they have, for some facets.</summary>
internal sealed class FacetBuckets(IEnumerable<KeyFacet> facets, InvertedIndex index)
{
    private readonly Counter[] _counters = [.. facets.Select(facet => new Counter(index.LayoutOf(facet)))];

    /// <summary>Those that have counted anything.</summary>
    public IEnumerable<(string Facet, string Key, int Count)> Counts =>
        from counter in _counters
        from bucket in Enumerable.Range(0, counter.Found.Length)
        where counter.Found[bucket] > 0
        select (counter.Layout.Facet, counter.Layout.Keys[bucket], counter.Found[bucket]);

    public void Count(int word, int hit)
    {
        foreach (var counter in _counters)
        {
            foreach (var bucket in counter.Layout.BucketsOf(word))
            {
                if (counter.Seen[bucket] == hit + 1) continue;
                counter.Seen[bucket] = hit + 1;
                counter.Found[bucket]++;
            }
        }
    }

    /// <summary>Counts many hits at once: along the keys' postings, which lie one after the other, rather than from hit to hit.</summary>
    /// <param name="hits">Which documents are hits, by number.</param>
    public void CountAll(bool[] hits)
    {
        var seen = ArrayPool<int>.Shared.Rent(hits.Length); // the last bucket that counted a document, of all facets', from 1 on
        Array.Clear(seen, 0, hits.Length);
        var nth = 0;
        foreach (var counter in _counters)
        {
            for (var bucket = 0; bucket < counter.Found.Length; bucket++)
                counter.Found[bucket] += CountAll(counter.Layout.WordsOf[bucket], hits, seen, ++nth);
        }

        ArrayPool<int>.Shared.Return(seen);
    }

    private int CountAll(int[] words, bool[] hits, int[] seen, int nth)
    {
        var count = 0;
        foreach (var word in words)
        {
            foreach (var posting in index.Postings(word))
            {
                var number = InvertedIndex.Number(posting);
                if (!hits[number] || seen[number] == nth) continue;
                seen[number] = nth;
                count++;
            }
        }

        return count;
    }

    private sealed class Counter(FacetLayout layout)
    {
        public FacetLayout Layout => layout;

        public int[] Found { get; } = new int[layout.Keys.Length];

        public int[] Seen { get; } = new int[layout.Keys.Length]; // the last hit counted there, plus 1
    }
}
