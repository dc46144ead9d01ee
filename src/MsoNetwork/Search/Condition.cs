namespace MsoNetwork.Search;

/// <summary>Something that hits must have.</summary>
/// <param name="Facet">The facet that ignores it; null for none.</param>
public abstract record Condition<T>(string? Facet)
{
    /// <summary>
    /// True when it says what is searched at all (the active ones), not what of it: which words count is decided among those
    /// (<see cref="Relaxing"/>), so that a filter changes nothing but which hits remain.
    /// </summary>
    public bool IsScope { get; init; }

    /// <summary>Who passes, by number.</summary>
    internal abstract bool[] Passing(IndexSegment<T> segment);
}

/// <summary>What the index knows as usual.</summary>
public sealed record UsualCondition<T> : Condition<T>
{
    public UsualCondition()
        : base((string?)null) => IsScope = true;

    internal override bool[] Passing(IndexSegment<T> segment) => segment.Usual;
}

/// <summary>Any of these keys.</summary>
/// <param name="Facet">The facet that ignores it.</param>
/// <param name="Keys">Keys of the index.</param>
public sealed record KeyCondition<T>(string? Facet, IReadOnlyCollection<string> Keys) : Condition<T>(Facet)
{
    /// <summary>Or any key that begins so.</summary>
    public IReadOnlyCollection<string> Beginnings { get; init; } = [];

    internal override bool[] Passing(IndexSegment<T> segment)
    {
        var (index, passes) = (segment.Index, new bool[segment.Count]);
        foreach (var key in Keys)
        {
            if (index.Words.Find(key) is >= 0 and var word) Set(index, word, passes);
        }

        foreach (var beginning in Beginnings)
        {
            var words = index.Words.Beginning(beginning);
            for (var word = words.Start.Value; word < words.End.Value; word++) Set(index, word, passes);
        }

        return passes;
    }

    private static void Set(InvertedIndex index, int word, bool[] passes)
    {
        foreach (var posting in index.Postings(word)) passes[InvertedIndex.Number(posting)] = true;
    }
}

/// <summary>A condition on what its user keeps in the index.</summary>
public sealed record PayloadCondition<T>(string? Facet, Func<T, bool> Holds) : Condition<T>(Facet)
{
    internal override bool[] Passing(IndexSegment<T> segment)
    {
        var passes = new bool[segment.Count];
        for (var number = 0; number < passes.Length; number++) passes[number] = Holds(segment[number].Payload);
        return passes;
    }
}

/// <summary>Within a circle, or reaching into it.</summary>
public sealed record CircleCondition<T>(GeoPosition Centre, double Metres) : Condition<T>((string?)null)
{
    internal override bool[] Passing(IndexSegment<T> segment)
    {
        var passes = new bool[segment.Count];
        for (var number = 0; number < passes.Length; number++)
        {
            var (place, reach) = (segment[number].Location, Metres + segment[number].ReachMetres);
            // A degree of latitude is never shorter than 110.5 km: a cheap look before the exact one.
            passes[number] = Math.Abs(place.Latitude - Centre.Latitude) * 110_500 <= reach && Centre.MetresTo(place) <= reach;
        }

        return passes;
    }
}

/// <summary>A condition on where it is.</summary>
public sealed record PlaceCondition<T>(Func<GeoPosition, bool> Holds) : Condition<T>((string?)null)
{
    internal override bool[] Passing(IndexSegment<T> segment)
    {
        var passes = new bool[segment.Count];
        for (var number = 0; number < passes.Length; number++) passes[number] = Holds(segment[number].Location);
        return passes;
    }
}
