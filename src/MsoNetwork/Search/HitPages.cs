namespace MsoNetwork.Search;

/// <summary>The page of hits behind a place in the order.</summary>
internal static class HitPages
{
    public static (List<IndexHit> Hits, bool More) Read<T>(List<SegmentSearch<T>> segments, IndexQuestion<T> question, int needed)
    {
        if (question.First == 0) return ([], false); // only the number and the facets are asked for
        var after = question.After is { } place ? PlaceOf(place, segments) : (Key?)null;
        var order = Comparer<Key>.Create((left, right) => right.CompareTo(left)); // the worst of the kept ones on top
        var best = new PriorityQueue<Key, Key>(order);
        foreach (var segment in segments)
        {
            for (var number = segment.NextHit(0, needed); number >= 0; number = segment.NextHit(number + 1, needed))
            {
                var key = KeyOf(segment, number);
                if (after is { } bound && key.CompareTo(bound) <= 0) continue;
                if (best.Count <= question.First) best.Enqueue(key, key);
                else if (key.CompareTo(best.Peek()) < 0) best.EnqueueDequeue(key, key);
            }
        }

        var more = best.Count > question.First;
        if (more) best.Dequeue();
        var hits = new List<IndexHit>(best.Count);
        while (best.TryDequeue(out var key, out _))
            hits.Add(new IndexHit(new HitPlace(key.Rank, key.Id), Rank.Score(key.Rank, question.Query.Parts.Count))
            {
                Matched = Find(key.Id, segments) is var (segment, number) ? segment.MatchedBy(number) : [],
            });
        hits.Reverse();
        return (hits, more);
    }

    /// <summary>Where the hit ranks now; where it ranked then, when it is gone.</summary>
    private static Key PlaceOf<T>(HitPlace place, List<SegmentSearch<T>> segments) =>
        Find(place.Id, segments) is var (segment, number) ? KeyOf(segment, number) : new Key(place.Rank, "", place.Id);

    /// <summary>A document in the newest segment that has it; null when it is gone.</summary>
    private static (SegmentSearch<T> Segment, int Number)? Find<T>(Guid id, List<SegmentSearch<T>> segments)
    {
        for (var at = segments.Count - 1; at >= 0; at--)
        {
            if (segments[at].Segment.NumberOf(id) is { } number) return (segments[at], number);
        }

        return null;
    }

    private static Key KeyOf<T>(SegmentSearch<T> segment, int number)
    {
        var entry = segment.Segment[number];
        return new Key(segment.RankOf(number), segment.IsBySortKey ? entry.SortKey : "", entry.Id);
    }

    /// <summary>The whole order: the rank, the sort key where that is the order, then the id.</summary>
    private readonly record struct Key(long Rank, string SortKey, Guid Id) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            if (Rank != other.Rank) return Rank.CompareTo(other.Rank);
            var bySortKey = string.CompareOrdinal(SortKey, other.SortKey);
            return bySortKey != 0 ? bySortKey : Id.CompareTo(other.Id);
        }
    }
}
