namespace MsoNetwork.Search;

/// <summary>The page of hits behind a place in the order.</summary>
internal static class HitPages
{
    public static (List<IndexHit> Hits, bool More) Read<T>(List<SegmentSearch<T>> segments, IndexQuestion<T> question, int needed)
    {
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
                Matched = MatchedBy(key.Id, segments),
            });
        hits.Reverse();
        return (hits, more);
    }

    private static IReadOnlyList<string> MatchedBy<T>(Guid id, List<SegmentSearch<T>> segments)
    {
        foreach (var segment in segments.AsEnumerable().Reverse())
        {
            if (segment.Segment.NumberOf(id) is { } number) return segment.MatchedBy(number);
        }

        return [];
    }

    /// <summary>Where the hit ranks now; where it ranked then, when it is gone.</summary>
    private static Key PlaceOf<T>(HitPlace place, List<SegmentSearch<T>> segments)
    {
        foreach (var segment in segments.AsEnumerable().Reverse())
        {
            if (segment.Segment.NumberOf(place.Id) is { } number) return KeyOf(segment, number);
        }

        return new Key(place.Rank, "", place.Id);
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
